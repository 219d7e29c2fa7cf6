# SPDX-License-Identifier: MIT
"""Desktops with other notification servers than dunst; `missing()` names the programs that a machine lacks for them."""
import json
import os
import pathlib
import re
import shutil
import subprocess

from desktop import Desktop

NOTIFYD = ["/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd", "/usr/lib/xfce4/notifyd/xfce4-notifyd",
           f"/usr/lib/{os.uname().machine}-linux-gnu/xfce4/notifyd/xfce4-notifyd"]
# A compositor refuses to run as root, and its files must be its own.
NOBODY = 65534
SWAY = "output HEADLESS-1 resolution 1024x600 background #203040 solid_color\n"
MAKO = "default-timeout=0\nwidth=480\nfont=DejaVu Sans 12\nmarkup=1\n[mode=do-not-disturb]\ninvisible=1\n"


class Xfce(Desktop):
    """xfce4-notifyd under Xvfb."""

    @staticmethod
    def missing():
        found = any(map(os.access, NOTIFYD, [os.X_OK] * len(NOTIFYD)))
        return [] if found else ["xfce4-notifyd"]

    def start_server(self):
        self.environment["DISPLAY"] = f":{self._start_x()}"
        self._start(next(path for path in NOTIFYD if os.access(path, os.X_OK)))
        self._wait(lambda: self.has_owner("org.freedesktop.Notifications"), "xfce4-notifyd on the private bus")


class Mako(Desktop):
    """mako under a headless sway, all as a user who is not root; the bus too, which takes its own user and root."""

    @staticmethod
    def missing():
        lacking = [program for program in ("sway", "mako", "busctl", "grim", "setpriv") if not shutil.which(program)]
        return lacking + ([] if os.geteuid() == 0 else ["root (to become nobody)"])

    def start_server(self):
        (self.folder / "sway.conf").write_text(SWAY)
        (self.folder / "mako.conf").write_text(MAKO)
        self.environment |= {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        self._start("sway", "-c", str(self.folder / "sway.conf"))
        self._wait(self._wayland_display, "sway")
        self.environment["WAYLAND_DISPLAY"] = self._wayland_display()
        self._start("mako", "-c", str(self.folder / "mako.conf"))
        self._wait(lambda: self.has_owner("org.freedesktop.Notifications"), "mako on the private bus")

    def shown(self):
        """(summary, body) of the pop-ups on the screen, oldest first."""
        # Newer makoctl lists for people only.
        told = self._output("busctl", "--user", "--json=short", "call", "org.freedesktop.Notifications",
                            "/fr/emersion/Mako", "fr.emersion.Mako", "ListNotifications")
        entries = json.loads(told)["data"][0]
        return [(entry["summary"]["data"], entry["body"]["data"]) for entry in reversed(entries)]

    def set_mode(self, mode):
        # makoctl would want jq for it.
        self._dbus("/fr/emersion/Mako", "fr.emersion.Mako.SetModes", f"array:string:{mode}")

    def screenshot(self, path):
        taken = self.folder / "screen.png"
        self._output("grim", str(taken))
        pathlib.Path(path).write_bytes(taken.read_bytes())
        return pathlib.Path(path)

    def _start(self, program, *arguments, pass_fds=()):
        for path in [self.folder, *self.folder.iterdir()]:
            os.chown(path, NOBODY, NOBODY)
        os.chmod(self.folder, 0o700)
        os.chmod(self.folder.parent, 0o711)
        return super()._start(program, *arguments, pass_fds=pass_fds)

    def _argv(self, program, arguments):
        return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", program, *arguments]

    def _wayland_display(self):
        return next((path.name for path in self.folder.glob("wayland-*") if not path.name.endswith(".lock")), None)

    def _output(self, program, *arguments):
        return subprocess.run(self._argv(program, arguments), env=self._full_environment(), capture_output=True, text=True,
                              check=True, timeout=10).stdout


class Mock(Desktop):
    """python-dbusmock's notification server, with the capabilities of the test's choice; it shows nothing and logs all."""

    @staticmethod
    def missing():
        found = subprocess.run(["/usr/bin/python3", "-c", "import dbusmock"], capture_output=True, check=False)
        return [] if found.returncode == 0 else ["python3-dbusmock"]

    def start_server(self, capabilities="actions body body-markup"):
        self._server = self._start("/usr/bin/python3", "-m", "dbusmock", "--session", "--template", "notification_daemon",
                                   "--parameters", json.dumps({"capabilities": capabilities}))
        self._wait(lambda: self.has_owner("org.freedesktop.Notifications"), "python-dbusmock on the private bus")

    def stop_server(self):
        self._stop(self._server)

    def calls(self, member):
        """The arguments of every call so far, as they were logged."""
        log = (self.folder / "python3.log").read_text(encoding="utf-8", errors="replace")
        entries = re.split(r"^\d+\.\d+ ", log, flags=re.MULTILINE)
        return [entry.removeprefix(f"{member} ") for entry in entries if entry.startswith(f"{member} ")]

    def refuse(self, error):
        """From now on Notify answers with this D-Bus error."""
        self._dbus("/org/freedesktop/Notifications", "org.freedesktop.DBus.Mock.AddMethod",
                   "string:org.freedesktop.Notifications", "string:Notify", "string:susssasa{sv}i", "string:u",
                   f"string:raise dbus.exceptions.DBusException('no', name='{error}')")
