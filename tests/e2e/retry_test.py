#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What was given up goes out again with `feedherald retry`, beside a running daemon or without one; `render` shows it."""
import re
import unittest

from scenario import SECRET, Feed, Scenario


class Retry(Scenario):
    def setUp(self):
        super().setUp()
        self.url = self.feed_server().feed("/feed.xml", Feed("Gazette", posts=3))
        self.hook = self.receiver()
        self.hook.mode = "reject"
        self.configure(self.url, to=["hook"], hook=self.hook, alerts="backlog = 2")

    def states(self):
        return [tuple(row) for row in self.user.query("SELECT state, attempts FROM deliveries ORDER BY id")]

    def test_without_a_daemon(self):
        self.assertEqual(self.user.once().code, 1)
        self.assertEqual(self.states(), [(2, 1), (2, 1)])
        refused = self.user.run("retry", "hook")
        self.assertEqual((refused.code, refused.stdout), (1, "hook: 0 alerts delivered, 2 not accepted\n"), refused.stderr)
        self.hook.mode = "accept"
        again = self.user.run("retry")
        self.assertEqual((again.code, again.stdout), (0, "hook: 2 alerts delivered\n"), again.stderr)
        self.assertEqual(len({delivery.id for delivery in self.hook.deliveries}), 2, "the ids of the first attempt")
        done = self.user.run("retry", "hook")
        self.assertEqual((done.code, done.stdout), (0, "nothing was given up for hook\n"), done.stderr)
        self.assertEqual(self.user.run("retry", "nobody").code, 1)

    def test_beside_a_daemon(self):
        daemon = self.daemon()
        self.wait_until(lambda: len(self.hook.deliveries) == 2, 30, "both attempts", daemon)
        self.wait_until(lambda: self.states() == [(2, 1), (2, 1)], 10, "both given up", daemon)
        self.hook.mode = "accept"
        said = self.user.run("retry", "hook")
        self.assertEqual((said.code, said.stdout), (0, "hook: 2 alerts will be sent again by the running daemon\n"),
                         said.stderr)
        self.wait_until(lambda: len(self.hook.accepted()) == 2, 10, "both after the retry", daemon)
        self.assertEqual(daemon.terminate()[0], 0)

    def test_render_shows_the_request_and_no_secret(self):
        sample = self.user.run("render", "hook")
        self.assertEqual(sample.code, 0, sample.stderr)
        self.assertIn("this is a sample", sample.stderr)
        self.user.once()
        shown = self.user.run("render", "hook", self.url)
        self.assertEqual((shown.code, shown.stderr), (0, ""))
        self.assertRegex(shown.stdout, re.compile(r"\APOST /hook HTTP/1\.1\nHost: 127\.0\.0\.1:\d+\n"))
        self.assertIn("webhook-signature: v1,", shown.stdout)
        self.assertIn("Gazette: post 3", shown.stdout)
        self.assertNotIn(SECRET.removeprefix("whsec_"), shown.stdout)
        self.assertEqual(self.user.run("render", "console").code, 1)
        self.assertEqual(self.user.run("render", "hook", "https://nowhere.example/").code, 1)


if __name__ == "__main__":
    unittest.main()
