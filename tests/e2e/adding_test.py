#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`feedherald add`: what it asks of publishers, what it writes, what it says when there is no feed."""
import unittest

from scenario import Feed, Scenario
from terminal import Terminal
from tls_server import Answer

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atomic</title><id>a</id>
<entry><id>1</id><title>One</title><updated>2026-11-01T00:00:00Z</updated></entry></feed>"""
JSON = '{"version": "https://jsonfeed.org/version/1.1", "title": "Jason", "items": [{"id": "1", "content_text": "x"}]}'


def page(*links, body="Hello, reader."):
    heads = "".join(f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">' for kind, title, href in links)
    return f"<!DOCTYPE html><html><head><title>A page</title>{heads}</head><body><p>{body}</p></body></html>".encode()


class Adding(Scenario):
    def setUp(self):
        super().setUp()
        self.server = self.feed_server()
        self.gazette = self.server.feed("/feed.xml", Feed("Loopback Gazette", posts=12))
        self.user.environment["SSL_CERT_FILE"] = str(self.authority.ca_file)

    def html(self, path, *links, **named):
        return self.server.document(path, page(*links, **named), "text/html; charset=utf-8")

    def paths(self):
        return [request.path for request in self.server.requests]

    def config(self):
        return self.user.config_file.read_text() if self.user.config_file.exists() else ""

    def test_a_feed_costs_one_request_and_is_known_at_once(self):  # A-44, FRB 036
        done = self.user.run("add", self.gazette)
        self.assertEqual((done.code, done.stderr), (0, ""))
        self.assertEqual(done.lines, ["added Loopback Gazette", f"  {self.gazette}",
                                      "  12 items are known now; new ones are alerted to console"])
        self.assertEqual(self.config(), f'[[feed]]\nurl = "{self.gazette}"\n')
        self.assertEqual(self.user.config_file.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.paths(), ["/feed.xml"])

        self.assertEqual(self.user.once().closing(), (1, 1, 1, 0, 0, 0))
        self.assertEqual(self.server.statuses("/feed.xml"), [200, 304])

    def test_a_page_costs_two_and_the_feed_of_comments_is_passed_over(self):  # B-50
        home = self.html("/", ("application/rss+xml", "Comments Feed", "/comments/feed/"), ("application/rss+xml", "Posts", "feed.xml"))
        done = self.user.run("add", home, "--name", "My Gazette", "--to", "console", "--to", "desktop")
        self.assertEqual(done.code, 0, done.stderr)
        self.assertEqual(done.lines[0], "added My Gazette")
        self.assertEqual(self.paths(), ["/", "/feed.xml"])
        self.assertEqual(self.config(), f'[[feed]]\nurl = "{self.gazette}"\nname = "My Gazette"\nto = ["console", "desktop"]\n')

    def test_link_fields_and_json_feeds_count(self):
        self.server.document("/feed.json", JSON.encode(), "text/plain")
        self.server.script("/linked", Answer(200, {"Content-Type": "text/html", "Link": '</feed.json>; rel="alternate"; '
                                                   'type="application/feed+json"'}, page()))
        done = self.user.run("add", self.server.url("/linked"))
        self.assertEqual(done.lines[0], "added Jason", done.stderr)
        self.assertEqual(self.paths(), ["/linked", "/feed.json"])

    def test_several_feeds_are_listed_and_none_is_taken(self):
        self.server.document("/atom.xml", ATOM.encode(), "application/atom+xml")
        home = self.html("/", ("application/rss+xml", "Posts", "/feed.xml"), ("application/atom+xml", "Atom", "/atom.xml"))
        done = self.user.run("add", home)
        self.assertEqual(done.code, 1)
        self.assertEqual(done.lines, [f"{self.gazette}  Posts", f"{self.server.url('/atom.xml')}  Atom"])
        self.assertIn("several feeds", done.stderr)
        self.assertEqual((self.paths(), self.config()), (["/"], ""))

        terminal = Terminal([self.user.program, "add", home], self.user.environment)
        terminal.wait_for("Which one? [1-2, empty for none]")
        terminal.type("3")
        terminal.wait_for("not one of them")
        terminal.type("2")
        text, code = terminal.finish()
        self.assertEqual(code, 0, text)
        self.assertIn("added Atomic", text)
        self.assertIn("atom.xml", self.config())

        terminal = Terminal([self.user.program, "add", home], self.user.environment)
        terminal.wait_for("Which one?")
        terminal.type("")
        self.assertEqual(terminal.finish()[1], 1)

    def test_what_is_no_feed_is_shown(self):  # FRB 101, 102
        self.html("/about", body="Nobody writes here any more.")
        self.server.document("/text", b"Just \x1b[31m words.", "text/plain")
        self.server.script("/gone", Answer(410, {"Content-Type": "text/plain"}, b"We closed in 2024."))
        self.server.script("/secret", Answer(401, {"Content-Type": "text/html"}, b"<h1>Members only</h1>"))
        for path, words in (("/nowhere", ("404", "no such page")), ("/gone", ("410", "We closed in 2024.")),
                            ("/secret", ("401", "Members only", "password_file")),
                            ("/about", ("HTML page", "200 (text/html", "Nobody writes here", "names no feed")),
                            ("/text", ("neither XML nor JSON", r"Just \x1b[31m words."))):
            with self.subTest(path):
                done = self.user.run("add", self.server.url(path))
                self.assertEqual((done.code, done.stdout), (1, ""))
                for word in words:
                    self.assertIn(word, done.stderr)
        self.assertEqual((len(self.paths()), self.config()), (5, ""))
        self.assertFalse(self.user.state_folder.exists())

    def test_nothing_is_asked_where_the_answer_would_be_of_no_use(self):
        self.user.run("add", self.gazette)
        for arguments, code, words in (([self.gazette], 1, "another feed already"), ([self.gazette + "?2", "--to", "nobody"], 1, "nobody"),
                                       (["gopher://x.example/"], 2, "gopher"), (["https://a b.example/"], 2, "space"), ([""], 2, "empty"),
                                       ([], 2, "URL"), (["--name"], 2, "--name")):
            with self.subTest(arguments):
                done = self.user.run("add", *arguments)
                self.assertEqual((done.code, done.stdout), (code, ""))
                self.assertIn(words, done.stderr)
        self.user.configure("[poll]\nintervall = 1\n")
        self.assertEqual(self.user.run("add", self.gazette + "?3").code, 78)
        self.assertEqual(self.paths(), ["/feed.xml"])

    def test_addresses_may_be_written_as_people_write_them(self):
        host = f"127.0.0.1:{self.server.port}"
        for written in (f" {host}/feed.xml ", f"feed://{host}/feed.xml", f"feed:https://{host}/feed.xml"):
            with self.subTest(written):
                self.assertEqual(self.user.run("add", written).lines[1], f"  {self.gazette}")
                self.assertEqual(self.user.run("remove", self.gazette).code, 0)
        file = self.folder / "a feed.xml"
        file.write_text(ATOM)
        self.assertEqual(self.user.run("add", str(file)).lines[0], "added Atomic")
        self.assertIn("a%20feed.xml", self.config())

    def test_a_feed_that_has_moved_for_good_is_added_where_it_is_now(self):
        self.server.script("/old.xml", Answer(301, {"Location": "/feed.xml"}))
        self.server.script("/away.xml", Answer(302, {"Location": "/feed.xml?away"}))
        self.server.feed("/feed.xml?away", Feed("Away", posts=1))
        self.assertEqual(self.user.run("add", self.server.url("/old.xml")).lines[1], f"  {self.gazette}")
        self.assertEqual(self.user.run("add", self.server.url("/away.xml")).lines[1], f"  {self.server.url('/away.xml')}")

    def test_a_running_daemon_takes_the_answer_and_makes_no_second_request(self):
        self.configure(self.server.feed("/other.xml", Feed("The Other", posts=2)))
        daemon = self.daemon()
        self.server.wait_for(lambda: 200 in self.server.statuses("/other.xml"), 30, "the first poll")

        done = self.user.run("add", self.gazette)
        self.assertEqual(done.code, 0, done.stderr)
        self.assertIn("the running daemon takes it up", done.stdout)
        self.wait_until(lambda: self.user.state_holds("Loopback Gazette"), 30, "the hand-over", daemon)
        self.assertEqual(self.server.statuses("/feed.xml"), [200])
        self.assertEqual(list((self.user.state_folder / "added").iterdir()), [])
        self.assertEqual(daemon.terminate()[0], 0)
        self.assertEqual(self.user.once().closing(), (2, 2, 2, 0, 0, 0))

    def test_a_linked_configuration_is_left_to_its_tool(self):
        store = self.folder / "store.toml"
        store.write_text("# made by another tool\n")
        self.user.config_file.symlink_to(store)
        done = self.user.run("add", self.gazette)
        self.assertEqual(done.code, 0, done.stderr)
        self.assertIn("is a link to", done.stderr)
        self.assertEqual(store.read_text(), "# made by another tool\n")
        self.assertEqual((self.user.config_file.parent / "feeds.d/added.toml").read_text(), f'[[feed]]\nurl = "{self.gazette}"\n')
        self.assertEqual(self.user.run("remove", "Loopback Gazette").code, 0)


if __name__ == "__main__":
    unittest.main()
