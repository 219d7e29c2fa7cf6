#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is packaged is what is installed: the RPM's list, the versions in every recipe, drop-ins that systemd understands.

Tools of other distributions look over their own recipes where they are installed.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
MACROS = {"_prefix": "/usr", "_bindir": "/usr/bin", "_datadir": "/usr/share", "_mandir": "/usr/share/man", "_docdir": "/usr/share/doc",
          "name": "feedherald"}


def said(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)
    return done.returncode, done.stdout + done.stderr


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


class Packages(unittest.TestCase):
    def test_the_rpm_lists_what_is_installed_and_nothing_else(self):
        listed = [re.sub(r"%\{(\w+)\}", lambda macro: MACROS[macro[1]], line).rstrip("*")
                  for line in text("packaging/rpm/feedherald.spec").split("%files\n")[1].split("\n%changelog")[0].splitlines()
                  if line.startswith("%{")]
        with tempfile.TemporaryDirectory() as stage:
            subprocess.run(["cmake", "--install", os.environ["FEEDHERALD_BUILD"], "--prefix", "/usr"], check=True, timeout=60,
                           stdout=subprocess.DEVNULL, env={**os.environ, "DESTDIR": stage})
            installed = ["/" + str(path.relative_to(stage)) for path in pathlib.Path(stage).rglob("*") if path.is_file()]
        for path in installed:
            self.assertTrue(any(path.startswith(entry) for entry in listed), f"%files has no {path}")
        for entry in listed:
            self.assertTrue(any(path.startswith(entry) for path in installed), f"nothing installs {entry}")

    def test_every_recipe_names_the_same_version(self):
        version = re.search(r"project\(feedherald VERSION ([\d.]+)", text("CMakeLists.txt"))[1]
        for path, pattern in {"packaging/rpm/feedherald.spec": rf"(?m)^Version: +{version}$",
                              "packaging/arch/PKGBUILD": rf"(?m)^pkgver={version}$",
                              "packaging/nix/package.nix": rf'version = "{version}"',
                              "packaging/debian/changelog": rf"^feedherald \({version}-\d+\)",
                              "packaging/desktop/org.feedherald.Feedherald.metainfo.xml": rf'<release version="{version}"'}.items():
            self.assertRegex(text(path), pattern, path)

    def test_drop_ins_leave_a_unit_that_systemd_understands(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is not installed")
        program = os.environ["FEEDHERALD_PREFIX"] + "/bin/feedherald"
        unit = text("systemd/feedherald.service.in").replace("@program@", program).replace("@PROJECT_HOMEPAGE_URL@", "https://x.example")
        for path in sorted((ROOT / "systemd/drop-ins").glob("*.conf")):
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                drop_in = pathlib.Path(folder, "feedherald.service.d", path.name)
                drop_in.parent.mkdir()
                drop_in.write_text(path.read_text(encoding="utf-8").replace("/usr/bin/feedherald", program), encoding="utf-8")
                pathlib.Path(folder, "feedherald.service").write_text(unit, encoding="utf-8")
                remarks = said("systemd-analyze", "--user", "--man=no", "verify", folder + "/feedherald.service",
                               env={**os.environ, "XDG_RUNTIME_DIR": folder})
                self.assertEqual(remarks, (0, ""))
                if path.name != "no-user-namespaces.conf":  # which is there to take protection away
                    code, exposure = said("systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=20",
                                          folder + "/feedherald.service")
                    self.assertEqual(code, 0, exposure)

    def test_the_tarball_is_the_same_each_time(self):
        if not (ROOT / ".git").exists():
            self.skipTest("not a clone")
        made = []
        for _ in range(2):
            with tempfile.TemporaryDirectory() as folder:
                code, path = said(PACKAGING / "make-tarball", folder)
                self.assertEqual(code, 0, path)
                made.append(pathlib.Path(path.strip()).read_bytes())
        self.assertEqual(made[0], made[1])

    def test_tools_of_each_system_accept_its_recipe(self):
        desktop = PACKAGING / "desktop/org.feedherald.Feedherald"
        checks = [("rpmspec", "--parse", PACKAGING / "rpm/feedherald.spec"),
                  ("desktop-file-validate", f"{desktop}.desktop"),
                  ("appstreamcli", "validate", "--no-net", f"{desktop}.metainfo.xml"),
                  ("bash", "-n", PACKAGING / "arch/PKGBUILD"),
                  *(("nix-instantiate", "--parse", path) for path in sorted((PACKAGING / "nix").glob("*.nix")))]
        for command in checks:
            if shutil.which(command[0]):
                with self.subTest(command[0]):
                    code, words = said(*command)
                    self.assertEqual(code, 0, words)

    def test_every_manual_page_is_one_that_man_can_show(self):
        if not shutil.which("man"):
            self.skipTest("man is not installed")
        for page in (pathlib.Path(os.environ["FEEDHERALD_PREFIX"]) / "share/man").glob("man*/*"):
            with self.subTest(page.name):
                self.assertEqual(page.suffix[1:], page.parent.name[3:])
                code, words = said("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", page, env={**os.environ, "LC_ALL": "C.UTF-8"})
                self.assertEqual((code, [line for line in words.splitlines() if "warning" in line]), (0, []))


if __name__ == "__main__":
    unittest.main()
