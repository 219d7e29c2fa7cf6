#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the world gets wrong costs one clear line each, and never the other feeds."""
import socket
import unittest

from scenario import SECRET, Feed, Scenario
from tls_server import Answer


def closed_port():
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class BadInput(Scenario):
    def test_each_bad_feed_is_one_line_and_the_good_one_goes_on(self):
        server = self.feed_server()
        expired = self.feed_server(self.authority.certificate("expired", expired=True))
        bad = {
            "unreachable": f"https://127.0.0.1:{closed_port()}/feed.xml",
            "expired": expired.feed("/feed.xml", Feed("Expired", posts=1)),
            "absent": server.url("/nothing"),
            "page": server.document("/page", b"<!DOCTYPE html><html><head><title>Hi</title></head><body><p>No feed.</p></body></html>",
                                    "text/html"),
            "broken": server.url("/broken"),
        }
        server.script("/broken", Answer(500, {}, b"out of order"))
        good = server.feed("/feed.xml", Feed("Good", posts=12))
        self.configure(*(f'url = "{url}"\nname = "the {name} one"' for name, url in bad.items()), good)

        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()), (0, (6, 6, 0, 5, 12, 0)), outcome.stderr)
        self.assertEqual(len(outcome.lines), 7, outcome.stdout)
        for name, word in {"unreachable": "refuse", "expired": "expired", "absent": "404", "page": "feed", "broken": "500"}.items():
            lines = [line for line in outcome.lines if f"the {name} one" in line]
            self.assertEqual(len(lines), 1, outcome.stdout)
            self.assertIn(word, lines[0])

    def test_no_feed_that_could_be_polled_is_a_failure(self):
        self.configure(f"https://127.0.0.1:{closed_port()}/feed.xml")
        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()), (1, (1, 1, 0, 1, 0, 0)))

    def test_the_daemon_goes_on_with_the_other_feeds(self):
        server = self.feed_server()
        receiver = self.receiver()
        good = server.feed("/feed.xml", Feed("Good", posts=2))
        self.configure(f"https://127.0.0.1:{closed_port()}/feed.xml", server.url("/nothing"), good, to=["hook"], hook=receiver,
                       alerts="backlog = 1")
        daemon = self.daemon()
        receiver.wait_for(lambda: receiver.accepted(), 20, "the good feed's alert")
        self.assertTrue(daemon.running(), daemon.log())
        self.assertEqual(daemon.terminate()[0], 0)

    def test_a_broken_configuration_is_named_by_file_line_and_column(self):
        for name, text, line, words in (
                ("syntax", '[[feed]]\nurl = "https://example.org/feed\n', 2, ()),
                ("key", '[[feed]]\nurl = "https://example.org/feed"\nnmae = "x"\n', 3, ("nmae", "name")),
                ("type", '[poll]\nconcurrency = "many"\n[[feed]]\nurl = "https://example.org/feed"\n', 2, ("concurrency",)),
                ("url", '[[feed]]\nurl = "gopher://example.org/"\n', 2, ("url",)),
                ("duration", '[poll]\ninterval = "soon"\n[[feed]]\nurl = "https://example.org/feed"\n', 2, ("interval",))):
            with self.subTest(name):
                self.user.configure(text)
                for command in (("run",), ("run", "--once"), ("check",)):
                    outcome = self.user.run(*command)
                    self.assertEqual(outcome.code, 78, (command, outcome))
                    self.assertRegex(outcome.stderr, rf"config\.toml:{line}:\d+\b")
                    for word in words:
                        self.assertIn(word, outcome.stderr)

    def test_all_errors_of_a_configuration_are_told_at_once(self):
        self.user.configure('[poll]\ntimeout = 3\n[[feed]]\nurl = "https://example.org/a b"\n[sinks.x]\ntype = "carrier pigeon"\n')
        outcome = self.user.run("check")
        self.assertEqual(outcome.code, 78)
        for line in (2, 4, 6):
            self.assertRegex(outcome.stderr, rf"config\.toml:{line}:\d+\b")

    def test_no_configuration_at_all_says_where_it_should_be(self):
        outcome = self.user.once()
        self.assertNotEqual(outcome.code, 0)
        self.assertIn(str(self.user.config_file), outcome.stderr)

    def test_a_state_folder_that_cannot_be_made_ends_the_run_in_one_line(self):
        server = self.feed_server()
        url = server.feed("/feed.xml", Feed("Good", posts=1))
        # Not even root makes a folder there.
        self.configure(url, extra='[state]\ndirectory = "/proc/feedherald"\n')
        for command in (("run", "--once"), ("run",)):
            outcome = self.user.run(*command)
            self.assertEqual(outcome.code, 1, outcome)
            self.assertEqual(len(outcome.stderr.splitlines()), 1, outcome.stderr)
            self.assertIn("/proc/feedherald", outcome.stderr)

    def test_a_second_daemon_on_the_same_state_is_refused(self):
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Good", posts=1)))
        daemon = self.daemon()
        server.wait_for(lambda: 200 in server.statuses("/feed.xml"), 20, "the first poll")
        second = self.user.run("run")
        self.assertEqual(second.code, 1, second)
        self.assertIn(str(daemon.pid), second.stderr)
        self.assertEqual(daemon.terminate()[0], 0)

    def test_a_secret_appears_nowhere(self):
        receiver = self.receiver()
        receiver.mode = "refuse"
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Good", posts=1)), to=["hook"], hook=receiver, alerts="backlog = 1")
        outcome = self.user.run("run", "--once", "--verbose")
        self.assertEqual(outcome.closing()[5], 0)
        self.assertNotIn(SECRET.removeprefix("whsec_"), outcome.stdout + outcome.stderr + self.user.run("check").stdout)


if __name__ == "__main__":
    unittest.main()
