#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Commands that answer a person's questions: doctor, list --watch, check --replay, and a poll that is refused."""
import os
import re
import unittest

from scenario import Feed, Scenario
from terminal import Terminal
from tls_server import Answer

CHECKS = ["configuration", "session bus", "notification server", "daemon", "network", "TLS", "clock", "state", "permissions"]


class Doctor(Scenario):
    def examine(self, **environment):
        """{check: (result, what was found, remedy)}, and the exit status."""
        done = self.user.run("doctor", **environment)
        self.assertEqual(done.stderr, "")
        found = {}
        name = None
        for line in done.lines:
            if check := re.fullmatch(r"(ok|warn|fail) +((?:\S| (?! ))+?) {2,}(\S.*)", line):
                name = check[2]
                found[name] = (check[1], check[3], "")
            else:
                self.assertTrue(line.startswith("      "), line)
                found[name] = (*found[name][:2], line.strip())
        self.assertEqual(list(found), CHECKS, done.stdout)
        return found, done.code

    def test_finds_nothing_wrong_where_all_is_well(self):
        desktop = self.desktop()
        self.configure(self.feed_server().feed("/feed.xml", Feed("Gazette", posts=2)), to=["desktop"])
        daemon = self.daemon()
        self.wait_until(lambda: " started: " in daemon.log(), 30, "the start", daemon)

        found, code = self.examine()

        self.assertEqual(code, 0)
        # The clock of a container is nobody's to set.
        self.assertEqual({name: result for name, (result, _, _) in found.items() if name != "clock"},
                         {name: "ok" for name in CHECKS if name != "clock"})
        self.assertTrue(found["notification server"][1].startswith("dunst"), found)
        self.assertIn(f"process {daemon.pid}", found["daemon"][1])
        self.assertIn(self.authority.ca_file.name, found["TLS"][1])
        self.assertEqual(desktop.displayed(), 0, "an examination alerts nobody")

    def test_names_a_remedy_for_whatever_is_wrong(self):
        self.configure("http://127.0.0.1:9/feed.xml", to=["desktop"])
        self.authority.ca_file.write_text("no certificate")
        found, code = self.examine()
        self.assertEqual(code, 1)
        for name, result, remedy in (("session bus", "warn", "DBUS_SESSION_BUS_ADDRESS"), ("notification server", "warn", "dunst"),
                                     ("daemon", "warn", "systemctl --user enable --now feedherald"), ("TLS", "fail", "ca_file")):
            self.assertEqual(found[name][0], result, name)
            self.assertIn(remedy, found[name][2], name)

        token = self.user.config_file.with_name("token")
        token.write_text("hunter2")
        token.chmod(0o640)
        os.chown(token, -1, os.getegid())
        self.configure('url = "http://127.0.0.1:9/feed.xml"\nbearer_file = "token"')
        self.assertEqual(self.examine()[0]["permissions"][0], "ok")
        token.chmod(0o644)
        _, said, remedy = self.examine()[0]["permissions"]
        self.assertIn("feed.bearer_file: others can read", said)
        self.assertEqual(remedy, f"chmod 600 {token}")
        token.chmod(0o600)
        self.user.config_file.chmod(0o602)
        self.assertEqual(self.examine()[0]["permissions"][2], f"chmod go-w {self.user.config_file}")

        self.user.state_folder.mkdir(parents=True)
        (self.user.state_folder / "state.db").write_bytes(b"no database at all" * 1000)
        found, code = self.examine()
        self.assertEqual((code, found["state"][0]), (1, "fail"))
        self.assertIn("sets a damaged state aside", found["state"][2])

        self.user.configure("[[feed]]\nulr = 1\n")
        found, code = self.examine()
        self.assertEqual((code, found["configuration"][0]), (78, "fail"))
        self.assertIn("feed.url is missing", found["configuration"][1])
        self.user.config_file.chmod(0o600)
        self.assertEqual(self.examine()[0]["permissions"][0], "warn", "it cannot know where the secrets are")
        self.user.config_file.chmod(0o644)
        self.assertIn("chmod 600", self.examine()[0]["permissions"][2])


class Questions(Scenario):
    def test_a_watched_list_shows_what_changes_until_it_is_stopped(self):
        server = self.feed_server()
        self.configure(f'url = "{server.feed("/feed.xml", Feed("Gazette", posts=2))}"\nname = "My Gazette"')
        terminal = Terminal([self.user.program, "list", "--watch"], self.user.environment | {"TERM": "xterm", "COLUMNS": "80"})
        terminal.wait_for("\x1b[H\x1b[2J")
        terminal.wait_for("new\x1b[0m")
        self.user.once()
        terminal.wait_for("ok\x1b[0m", 20)
        terminal.type("\x03")
        _, code = terminal.finish(10)
        self.assertEqual(code, -2, "Ctrl-C ends it as it ends every command")

    def test_replay_says_what_another_configuration_would_have_alerted(self):
        server = self.feed_server()
        feed = Feed("Gazette", posts=1)
        url = server.feed("/feed.xml", feed)
        self.configure(f'url = "{url}"', alerts='exclude = ["boring"]')
        self.user.once()
        feed.publish("A boring story")
        feed.publish("A story of herons")
        self.assertEqual(self.user.once().closing()[5], 1)

        same = self.user.run("check", "--replay", "30d")
        self.assertEqual((same.code, same.stderr), (0, ""))
        self.assertIn("console: 0 would appear, 0 would vanish", same.lines)
        self.configure(f'url = "{url}"', alerts='exclude = ["herons"]')
        other = self.user.run("check", "--replay", "30d")
        at = other.lines.index("console: 1 would appear, 1 would vanish")
        vanishes, appears = sorted(other.lines[at + 1:at + 3], reverse=True)
        self.assertRegex(appears, r"^  \+ \S+  Gazette: A boring story$")
        self.assertRegex(vanishes, r'^  - \S+  Gazette: A story of herons  \(excluded by "herons"\)$')
        self.assertEqual(self.user.run("check", "--replay", "soon").code, 2)

    def test_a_poll_that_a_server_asked_not_to_get_is_refused_with_the_reason(self):
        self.desktop(server=False)
        server = self.feed_server()
        url = server.feed("/feed.xml", Feed("Gazette", posts=1))
        server.script("/feed.xml", Answer(429, {"Retry-After": "3600"}, b""))
        self.configure(url)
        daemon = self.daemon()
        server.wait_for(lambda: server.statuses("/feed.xml") == [429], 20, "the first poll")
        self.wait_until(lambda: "429" in self.user.run("explain", url).stdout, 10, "the record", daemon)

        refused = self.user.run("poll", url)

        self.assertEqual((refused.code, refused.stdout), (1, ""))
        self.assertIn("is not polled now", refused.stderr)
        self.assertEqual(server.statuses("/feed.xml"), [429])
        self.assertEqual(daemon.terminate()[0], 0)


if __name__ == "__main__":
    unittest.main()
