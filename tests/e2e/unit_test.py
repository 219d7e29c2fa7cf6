#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The unit in a real `systemd --user`: started, alerting, reloaded, killed, stopped, and refused with a broken configuration.

Where no user manager can run the test says so and is skipped.
"""
import os
import pathlib
import subprocess
import unittest

from scenario import Feed, Scenario

# Speaks in lines "name value"; reads one line from stdin where it must wait for what the test sees outside.
SCRIPT = r"""
set -eu
show() { systemctl --user show --value -p "$1" feedherald; }
wait_for() { for attempt in {1..150}; do [ "$(show "$1")" = "$2" ] && return; sleep 0.1; done; echo "never $1=$2"; return 1; }
[ -z "$SANITIZED" ] || systemctl --user set-environment ASAN_OPTIONS=detect_leaks=0  # the system call filter forbids ptrace
mkdir -p ~/.config/feedherald
cp ~/given/config.toml ~/.config/feedherald/config.toml
systemctl --user daemon-reload

systemctl --user start feedherald
echo "started $(show ActiveState) $(show Type)"
echo "status $(show StatusText)"
read -r alerted
state=$(find ~ -name state.db)
echo "state ${state#"$HOME"/} $(stat -c %a "$state")"
first=$(show MainPID)

cat ~/given/more.toml >>~/.config/feedherald/config.toml
systemctl --user reload feedherald
read -r alerted_again
echo "[[feed" >>~/.config/feedherald/config.toml
systemctl --user reload feedherald
sleep 1
echo "reloaded $(show ActiveState) $([ "$(show MainPID)" = "$first" ] && echo same || echo other)"

cat ~/given/config.toml ~/given/more.toml >~/.config/feedherald/config.toml
kill -9 "$first"
wait_for NRestarts 1
wait_for ActiveState active
echo "restarted $(show ActiveState)"
began=$(date +%s%N)
systemctl --user stop feedherald
echo "stopped $(show ActiveState) $(show Result) $((($(date +%s%N) - began) / 1000000))"

echo "[[feed" >~/.config/feedherald/config.toml
systemctl --user start feedherald 2>/dev/null || true
wait_for ActiveState failed
sleep 6
echo "refused $(show ActiveState) $(show ExecMainStatus) $(show NRestarts)"
"""


class Unit(Scenario):
    def test_a_user_manager_runs_the_unit(self):
        server = self.feed_server()
        receiver = self.receiver()
        self.configure(server.feed("/one.xml", Feed("One", posts=2)), to=["hook"], hook=receiver, alerts="backlog = 1")
        config = self.user.config_file.read_text().replace(str(self.authority.ca_file), "/home/reader/given/ca.pem")
        (self.folder / "config.toml").write_text(config)
        (self.folder / "more.toml").write_text(f'[[feed]]\nurl = "{server.feed("/two.xml", Feed("Two", posts=2))}"\n')
        sanitized = os.environ.get("FEEDHERALD_SANITIZED", "")
        (self.folder / "script").write_text(f"SANITIZED={sanitized}\n{SCRIPT}")

        log = open(self.artifacts / "manager.log", "w+", encoding="utf-8")
        self.addCleanup(log.close)
        manager = subprocess.Popen(
            [pathlib.Path(__file__).with_name("user-manager"), os.environ["FEEDHERALD_BUILD"], self.folder / "script",
             self.folder / "config.toml", self.folder / "more.toml", self.authority.ca_file],
            stdin=subprocess.PIPE, stdout=log, stderr=log, text=True)
        self.addCleanup(lambda: manager.poll() is None and manager.terminate())

        for number in (1, 2):
            self.wait_until(lambda: len(receiver.accepted()) >= number or manager.poll() is not None, 60, f"alert {number}")
            if manager.poll() is not None:
                break
            manager.stdin.write("alerted\n")
            manager.stdin.flush()
        manager.stdin.close()
        code = manager.wait(120)
        log.seek(0)
        said = log.read()
        if code == 77:
            print(said)
            self.skipTest("no systemd user manager can run here")
        self.assertEqual(code, 0, said)

        heard = dict(line.split(" ", 1) for line in said.splitlines() if " " in line)
        self.assertEqual(heard["started"], "active notify")
        self.assertTrue(heard["status"].strip(), "the daemon says what it does")
        # systemd 254 moved the folder.
        self.assertIn(heard["state"], (".config/feedherald/state/state.db 600", ".local/state/feedherald/state/state.db 600"))
        self.assertEqual(heard["reloaded"], "active same", "a broken configuration leaves the running one in force")
        self.assertEqual(heard["restarted"], "active")
        state, result, milliseconds = heard["stopped"].split()
        self.assertEqual((state, result), ("inactive", "success"))
        self.assertLess(int(milliseconds), 5000)
        self.assertEqual(heard["refused"], "failed 78 0", "an invalid configuration is not tried again and again")
        titles = [delivery.body["data"]["item"]["title"] for delivery in receiver.accepted()]
        self.assertEqual(titles, ["One: post 2", "Two: post 2"])
        self.assertEqual(receiver.faults, [])


if __name__ == "__main__":
    unittest.main()
