#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The parts of the harness do what the scenarios take for granted; proved with curl and notify-send, not with feedherald."""
import json
import subprocess
import unittest

from program import Outcome
from scenario import SECRET, Feed, Scenario
from webhook_receiver import signature


class Parts(Scenario):
    def curl(self, *arguments):
        return subprocess.run(["curl", "-sS", "--noproxy", "*", "--cacert", str(self.authority.ca_file), *arguments],
                              capture_output=True, text=True, timeout=30, check=False)

    def test_the_feed_server_speaks_tls_gzip_and_conditional_requests(self):
        server = self.feed_server()
        feed = Feed("Gazette", posts=12)
        url = server.feed("/feed.xml", feed)

        first = self.curl("--compressed", "-D", "-", url)
        self.assertEqual(first.stdout.count("<item>"), 12, first.stderr)
        self.assertIn("Content-Encoding: gzip", first.stdout)
        etag = next(line.split(": ", 1)[1] for line in first.stdout.splitlines() if line.startswith("ETag"))
        changed = next(line.split(": ", 1)[1] for line in first.stdout.splitlines() if line.startswith("Last-Modified"))
        self.curl("-H", f"If-None-Match: {etag}", url)
        self.curl("-H", f"If-Modified-Since: {changed}", url)
        feed.publish("one more")
        self.curl("-H", f"If-None-Match: {etag}", "-H", f"If-Modified-Since: {changed}", url)
        self.curl(server.url("/nothing"))
        self.assertEqual(server.statuses("/feed.xml"), [200, 304, 304, 200])
        self.assertEqual(server.statuses("/nothing"), [404])
        logged = [json.loads(line) for line in (self.artifacts / "feed-requests.log").read_text().splitlines()]
        self.assertEqual([entry["status"] for entry in logged], [200, 304, 304, 200, 404])

    def test_a_client_refuses_an_expired_certificate(self):
        server = self.feed_server(self.authority.certificate("expired", expired=True))
        answer = self.curl(server.feed("/feed.xml", Feed("Gazette")))
        self.assertEqual(answer.returncode, 60)
        self.assertIn("expired", answer.stderr)

    def test_the_receiver_checks_signatures(self):
        # The specification's own example.
        self.assertEqual(signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}'),
                         "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        receiver = self.receiver()
        body = '{"type": "item.new", "timestamp": "2026-11-22T08:00:00Z", "data": {}}'
        now = subprocess.run(["date", "+%s"], capture_output=True, text=True, check=True).stdout.strip()
        for sign, status in ((signature(SECRET, "msg_1", now, body.encode()), 204), ("v1,AAAA", 400)):
            self.curl("-H", "content-type: application/json", "-H", "webhook-id: msg_1", "-H", f"webhook-timestamp: {now}",
                      "-H", f"webhook-signature: {sign}", "-d", body, receiver.url("/hook"))
            self.assertEqual(receiver.requests[-1].status, status)
        self.assertEqual([delivery.id for delivery in receiver.accepted()], ["msg_1"])
        self.assertEqual(receiver.faults, ["the signature does not match"])

    def test_the_desktop_shows_what_it_is_sent(self):
        desktop = self.desktop()
        self.assertEqual(desktop.displayed(), 0)
        subprocess.run(["notify-send", "-a", "harness", "A summary", "The body"], env=self.user.environment, check=True)
        desktop.wait_for_popups(1, 5)
        picture = desktop.screenshot(self.artifacts / "popup.png")
        self.assertTrue(picture.read_bytes().startswith(b"\x89PNG"))
        shown = desktop.popups()
        self.assertEqual([(popup["appname"], popup["summary"], popup["body"]) for popup in shown],
                         [("harness", "A summary", "The body")])

    def test_only_the_exact_closing_line_counts(self):
        line = "2 feeds: 2 polled, 1 unchanged, 0 failed; 12 new items, 3 alerts delivered"
        self.assertEqual(Outcome(0, f"x\n{line}\n", "").closing(), (2, 2, 1, 0, 12, 3))
        for other in ("", f"{line}.\n", f"{line}\nmore\n"):
            with self.assertRaises(AssertionError):
                Outcome(0, other, "").closing()


if __name__ == "__main__":
    unittest.main()
