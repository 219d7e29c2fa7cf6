#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`remove`, `import`, `export`, `preview`: golden output, every exit status, nothing lost that is not theirs."""
import json
import time
import unittest
import xml.etree.ElementTree as ElementTree

from scenario import Feed, Scenario
from terminal import Terminal

CONFIG = """# my feeds
[[feed]]
url  = "https://a.example/feed?x=1&y=2"   # the first
name = "A & <b>"
tags = ["work", "news, local"]
headers = { "X-Api-Key" = "very-secret" }

# this one is private
[[feed]]
url = "https://me:hidden@b.example/feed"

[[feed]]
url = "https://c.example/feed"
name = "Twin"
tags = ["work"]
[[feed]]
url = "https://d.example/feed"
name = "Twin"
"""


class Subscriptions(Scenario):
    def config(self):
        return self.user.config_file.read_text()

    def test_remove_takes_out_one_feed_and_nothing_else(self):
        self.user.configure(CONFIG)
        done = self.user.run("remove", "https://b.example/feed")
        self.assertEqual((done.code, done.stderr), (0, ""))
        self.assertEqual(done.lines, ["removed https://b.example/feed",
                                      "  what it held stays known for 400 days: added again until then, nothing old is alerted"])
        self.assertEqual(self.config(), CONFIG.replace('[[feed]]\nurl = "https://me:hidden@b.example/feed"\n', ""))

        done = self.user.run("remove", "Twin")
        self.assertEqual(done.code, 1)
        self.assertIn("several feeds are called Twin", done.stderr)
        self.assertIn("https://c.example/feed", done.stderr)
        done = self.user.run("remove", "work")
        self.assertEqual(done.lines[:2], ["removed A & <b>", "removed Twin"])
        self.assertEqual(self.user.run("remove", "twin").code, 0)
        self.assertEqual(self.user.run("remove", "twin").code, 1)
        self.assertEqual(self.user.run("remove").code, 2)
        self.assertNotIn("[[feed]]", self.config())
        self.assertIn("# this one is private", self.config())

    def test_what_is_imported_is_what_was_exported(self):
        self.user.configure(CONFIG)
        exported = self.user.run("export")
        self.assertEqual((exported.code, exported.stderr), (0, ""))
        for secret in ("very-secret", "hidden", "X-Api-Key"):
            self.assertNotIn(secret, exported.stdout)
        opml = ElementTree.fromstring(exported.stdout)
        self.assertEqual((opml.tag, opml.get("version")), ("opml", "2.0"))
        self.assertEqual([child.tag for child in opml], ["head", "body"])
        for outline in opml.iter("outline"):
            self.assertTrue(outline.get("text"))
            self.assertEqual(outline.get("type"), "rss" if outline.get("xmlUrl") else None)
        file = self.folder / "feeds.opml"
        file.write_text(exported.stdout)

        self.assertEqual(self.user.run("import", str(file)).lines, ["imported 0 feeds; skipped 4 duplicates and 0 invalid entries"])
        self.user.config_file.unlink()
        self.assertEqual(self.user.run("import", str(file)).lines, ["imported 4 feeds; skipped 0 duplicates and 0 invalid entries"])
        self.assertEqual(self.user.run("export").stdout, exported.stdout)
        self.assertIn('name = "A & <b>"\ntags = ["work", "news, local"]\n', self.config())

    def test_import_names_what_it_cannot_take(self):
        file = self.folder / "other.opml"
        file.write_text("""<opml version="1.0"><body><outline text="Tech"><outline text="Good" xmlUrl="https://a.example/"/>
<outline text="Bad" xmlUrl="gopher://b.example/"/></outline><outline text="Good" xmlUrl="https://a.example/"/></body></opml>""")
        done = self.user.run("import", str(file))
        self.assertEqual((done.code, done.lines), (0, ["imported 1 feed; skipped 1 duplicate and 1 invalid entry"]))
        self.assertIn('skipped "Bad" gopher://b.example/: has the scheme gopher', done.stderr)
        self.assertEqual(self.config(), '[[feed]]\nurl = "https://a.example/"\nname = "Good"\ntags = ["Tech"]\n')
        for text, code in (("", 1), ("no opml", 1), ('<opml><body><outline xmlUrl="x:y"/></body></opml>', 1)):
            file.write_text(text)
            self.assertEqual(self.user.run("import", str(file)).code, code, text)
        self.assertEqual(self.user.run("import", "/nonexistent.opml").code, 1)
        self.assertEqual(self.user.run("import").code, 2)

    def test_ten_thousand_feeds_are_imported_with_a_bar_for_people_alone(self):
        file = self.folder / "many.opml"
        outlines = "".join(f'<outline text="Feed {n}" xmlUrl="https://{n}.example/feed"/>' for n in range(10000))
        file.write_text(f'<opml version="2.0"><head/><body><outline text="All">{outlines}</outline></body></opml>')
        began = time.monotonic()
        done = self.user.run("import", str(file))
        self.assertLess(time.monotonic() - began, 60)  # 2 s on a machine of its own, without sanitizers
        self.assertEqual((done.lines, done.stderr), (["imported 10000 feeds; skipped 0 duplicates and 0 invalid entries"], ""))

        command = [self.user.program, "import", file]
        text, code = Terminal(command, self.user.environment).finish()
        self.assertEqual(code, 0)
        self.assertIn("% of 10000", text)
        text, code = Terminal(command, self.user.environment | {"NO_COLOR": "1"}).finish()
        self.assertEqual(text, "imported 0 feeds; skipped 10000 duplicates and 0 invalid entries\r\n")

    def test_preview_shows_an_alert_and_records_nothing(self):
        server = self.feed_server()
        self.user.environment["SSL_CERT_FILE"] = str(self.authority.ca_file)
        feed = Feed("Gazette", posts=3)
        feed.publish("Fish & <chips>", "Today only.")
        url = server.feed("/feed.xml", feed)
        done = self.user.run("preview", url)
        self.assertEqual((done.code, done.stderr), (0, ""))
        self.assertEqual(done.lines[:7], ["Gazette: 4 items; the newest 3 would be alerted as", "", "notification", "    Fish & <chips>",
                                          "    Gazette", "    Today only.", "    opens https://blog.example/posts/4"])
        self.assertEqual(done.lines[7], "webhook body")
        body = json.loads(done.lines[8])
        self.assertEqual((body["type"], body["data"]["item"]["title"]), ("item.new", "Fish & <chips>"))
        self.assertEqual(len(server.requests), 1)
        self.assertFalse(self.user.config_file.exists())
        self.assertFalse(self.user.state_folder.exists())

        done = self.user.run("preview", url.replace("://", "://joe:hunter2@"))
        self.assertEqual(json.loads(done.lines[8])["data"]["feed"]["url"], url)
        self.assertNotIn("hunter2", done.stdout + done.stderr)

        file = self.folder / "feed.xml"
        file.write_bytes(feed.to_rss())
        self.assertEqual(self.user.run("preview", str(file)).stdout.splitlines()[:6], done.lines[:6])
        for wrong, code in ((server.url("/nowhere"), 1), ("gopher://x/", 2), (str(self.folder / "none.xml"), 1)):
            self.assertEqual(self.user.run("preview", wrong).code, code, wrong)
        self.user.configure("[poll]\nx = 1\n")
        self.assertEqual(self.user.run("preview", url).code, 78)


if __name__ == "__main__":
    unittest.main()
