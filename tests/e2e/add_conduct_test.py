#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What adding a feed costs its publisher (A-44, B-51; FRB 036, 102-105): one request for a feed, one more for a page that
names one, and never a guess."""
import unittest

from certificates import Authority
from feed_server import FeedServer
from scenario import Feed, Scenario
from tls_server import Answer
from tunnel_proxy import TunnelProxy

PAGE = b"""<!DOCTYPE html><html><head><title>Blog</title><link rel="icon" href="/favicon.ico">
<link rel="alternate" type="application/rss+xml" title="Posts" href="/feed.xml"></head><body>Hello</body></html>"""


class AddConduct(Scenario):
    def setUp(self):
        super().setUp()
        self.server = self.feed_server()
        self.url = self.server.feed("/feed.xml", Feed("Blog", posts=3))
        self.user.configure(f'[poll]\nca_file = "{self.authority.ca_file}"\n\n[alerts]\nto = ["console"]\n')

    def add(self, url):
        return self.user.run("add", url)

    def paths(self):
        return [(request.method, request.path) for request in self.server.requests]

    def test_adding_a_feed_is_one_request(self):
        outcome = self.add(self.url)

        self.assertEqual(outcome.code, 0, outcome.stderr)
        self.assertEqual(self.paths(), [("GET", "/feed.xml")])
        self.assertIn(self.url, self.user.config_file.read_text())
        self.user.once().closing()
        self.assertEqual(self.server.statuses("/feed.xml"), [200, 304], "the body of that request was the first poll")

    def test_a_page_is_read_and_nothing_is_guessed(self):
        page = self.server.document("/", PAGE, "text/html")
        outcome = self.add(page)

        self.assertEqual(outcome.code, 0, outcome.stderr)
        self.assertEqual(self.paths(), [("GET", "/"), ("GET", "/feed.xml")])
        self.assertIn(self.url, self.user.config_file.read_text())

        bare = self.server.document("/bare", b"<!DOCTYPE html><html><body>No feed here</body></html>", "text/html")
        outcome = self.add(bare)
        self.assertEqual(outcome.code, 1)
        self.assertEqual(self.paths()[2:], [("GET", "/bare")], "nothing is guessed and nothing probed")
        missing = self.add(self.server.url("/missing"))
        self.assertEqual(missing.code, 1)
        self.assertIn("404", missing.stderr)
        self.assertIn("no such page", missing.stderr, "what the server said is shown")


class PublicHosts(Scenario):
    """pub.example and other.example, as a proxy leads to them, and a private address beside."""

    def setUp(self):
        super().setUp()
        authority = Authority(self.folder / "names")
        names = "DNS:pub.example,DNS:other.example,IP:127.0.0.1"
        self.server = FeedServer(authority.certificate("names", hosts=names))
        self.addCleanup(self.server.stop)
        proxy = TunnelProxy({"pub.example": self.server.port, "other.example": self.server.port})
        self.addCleanup(proxy.stop)
        self.user.environment |= {"SSL_CERT_FILE": str(authority.ca_file), "https_proxy": proxy.url, "no_proxy": "127.0.0.1"}
        self.server.feed("/feed.xml", Feed("Blog", posts=3))

    def page(self, path, href, **headers):
        body = f'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="{href}"></head></html>'
        self.server.script(path, *[Answer(200, {"Content-Type": "text/html", **headers}, body.encode())] * 2)

    def paths(self):
        return [request.path for request in self.server.requests]

    def test_a_public_page_leads_to_no_private_address(self):  # C-22
        inside = self.server.url("/admin?reboot=1")
        self.page("/link", inside)
        self.page("/field", "", Link=f'<{inside}>; rel="alternate"; type="application/rss+xml"')
        for path in ("/link", "/field"):
            for command in ("add", "preview"):
                self.server.requests.clear()
                done = self.user.run(command, f"https://pub.example{path}")
                self.assertEqual(done.code, 1)
                self.assertIn(f"https://pub.example{path} names {inside}, a private address", done.stderr)
                self.assertEqual(self.paths(), [path])
        self.assertFalse(self.user.config_file.exists() and self.user.config_file.read_text())

    def test_what_leads_out_is_still_followed(self):
        self.page("/", "https://other.example/feed.xml", Link=f'<{self.server.url("/admin")}>; rel="alternate"; '
                  'type="application/rss+xml"')
        done = self.user.run("add", "https://pub.example/")
        self.assertEqual(done.code, 0, done.stderr)
        self.assertEqual(self.paths(), ["/", "/feed.xml"])

    def test_a_feeds_secrets_do_not_follow_the_link_of_its_page(self):
        self.page("/feed", "https://other.example/feed.xml")
        self.user.configure('[[feed]]\nurl = "https://pub.example/feed"\nusername = "u"\npassword = "p"\n'
                            'headers = { X-Key = "k" }\n')
        self.user.run("preview", "https://pub.example/feed")
        first, second = self.server.requests
        self.assertIn("authorization", first.headers)
        self.assertNotIn("authorization", second.headers)
        self.assertNotIn("x-key", second.headers)

    def test_a_host_that_asked_to_be_left_alone_is(self):
        self.server.script("/busy", Answer(429, {"Retry-After": "5000"}, b""))
        self.server.script("/leads", Answer(302, {"Location": "https://pub.example/feed.xml"}, b""))
        self.user.configure('[[feed]]\nurl = "https://pub.example/busy"\n')
        self.user.once()
        self.server.requests.clear()
        for command, url in (("add", "/feed.xml"), ("preview", "/feed.xml"), ("preview", "/busy")):
            done = self.user.run(command, f"https://pub.example{url}")
            self.assertEqual(done.code, 1)
            self.assertIn("its server has asked to be left alone, for another 1 hour 2", done.stderr)
        self.assertEqual(self.paths(), [])
        led = self.user.run("preview", "https://other.example/leads")
        self.assertIn("a redirect leads to pub.example, which has asked to be left alone", led.stderr)
        self.assertEqual(self.paths(), ["/leads"])
        done = self.user.run("add", "https://other.example/feed.xml")
        self.assertEqual(done.code, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
