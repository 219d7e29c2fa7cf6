#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The sandbox of the unit takes effect in a real user manager: what the daemon needs works, and nothing else does.

The same probes run outside the unit too, where what is denied inside must be allowed: so each of them can fail.
"""
import os
import pathlib
import subprocess
import unittest

from scenario import Scenario

NEEDED = ["its state", "the session bus", "IPv4", "IPv6", "netlink"]
# True everywhere for a user without rights, so no proof of the sandbox when they are denied outside as well.
DENIED_ANYWAY = {"a writable /", "devices", "capabilities to gain", "core dumps", "a writable /proc/sys", "a writable /usr",
                 "any system call", "new privileges", "namespaces", "other address families", "the kernel's log"}

SCRIPT = r"""
set -eu
: >/tmp/feedherald-probe-of-another
trap 'rm -f /tmp/feedherald-probe-of-another' EXIT
/usr/bin/python3 ~/given/sandbox_probe.py | sed 's/^/outside /'
mkdir -p ~/.config/systemd/user/feedherald.service.d
cat >~/.config/systemd/user/feedherald.service.d/probe.conf <<CONF
[Service]
Type=oneshot
Restart=no
WatchdogSec=0
ExecStart=
ExecStart=/usr/bin/python3 $HOME/given/sandbox_probe.py
StandardOutput=append:$XDG_RUNTIME_DIR/probes
StandardError=inherit
CONF
systemctl --user daemon-reload
systemctl --user start feedherald || { systemctl --user status feedherald; cat "$XDG_RUNTIME_DIR/probes"; exit 1; }
sed 's/^/inside /' "$XDG_RUNTIME_DIR/probes"
"""


class Sandbox(Scenario):
    def test_it_takes_effect(self):
        (self.folder / "script").write_text(SCRIPT)
        here = pathlib.Path(__file__).parent
        done = subprocess.run(
            [here / "user-manager", os.environ["FEEDHERALD_BUILD"], self.folder / "script", here / "sandbox_probe.py"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180, check=False)
        if done.returncode == 77:
            print(done.stdout)
            self.skipTest("no systemd user manager can run here")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

        seen = {"inside": {}, "outside": {}}
        for line in done.stdout.splitlines():
            where, _, rest = line.partition(" ")
            if where in seen:
                name, _, outcome = rest.rpartition(": ")
                seen[where][name] = outcome
        table = "\n".join(f"{name:32} {seen['outside'].get(name, '-'):8} {outcome}" for name, outcome in seen["inside"].items())
        (self.artifacts / "sandbox.txt").write_text(f"{'probe':32} {'outside':8} in the unit\n{table}\n")
        print(table)

        self.assertEqual(set(seen["inside"]), set(seen["outside"]))
        for name, outcome in seen["inside"].items():
            with self.subTest(name):
                self.assertEqual(outcome, "allowed" if name in NEEDED else "denied")
                if name not in DENIED_ANYWAY:
                    self.assertEqual(seen["outside"][name], "allowed", "a probe that is denied anywhere proves nothing")


if __name__ == "__main__":
    unittest.main()
