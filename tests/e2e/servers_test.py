#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What hostile titles and bodies look like on the notification servers that people run; a picture of each is kept."""
import unittest

from other_desktops import Mako, Mock, Xfce
from scenario import PREFIX, Feed, Scenario

# 100 KB that do not look like a decompression bomb.
LONG = "<b>&" + "".join(f"<{n * n * 7919}&" for n in range(9000))
# title, text of the post as a reader would see it; what of the title and of the text must be on the screen.
HOSTILE = [
    ("it's <b>bold</b> & \"quoted\"", "1 < 2 & <i>unclosed", "it's <b>bold</b> & \"quoted\"", "1 < 2 & <i>unclosed"),
    ("<img src=file:///etc/passwd>", "</b></body> &#39; &bogus;", "<img src=file:///etc/passwd>", "</b></body> &#39; &bogus;"),
    ("evil \u202etxt.exe", "bell \x07 escape \x1b[31m end", "evil txt.exe", "[31m end"),
    ("emoji \U0001F469\u200d\U0001F4BB \U0001F1EE\U0001F1F3", "\u0939\u093f\u0928\u094d\u0926\u0940 \u05e2\u05d1\u05e8\u05d9\u05ea",
     "emoji \U0001F469\u200d\U0001F4BB \U0001F1EE\U0001F1F3", "\u05e2\u05d1\u05e8\u05d9\u05ea"),
    (LONG, LONG, "<b>&<0&<7919&", "<b>&<0&<7919&"),
]


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Servers(Scenario):
    def on(self, desktop_class):
        lacking = desktop_class.missing()
        if lacking:
            self.skipTest(f"SKIPPED: needs {', '.join(lacking)}")
        desktop = desktop_class(self.folder / "desktop", [PREFIX / "share"])
        self.addCleanup(desktop.stop)
        self.user.environment |= {"DBUS_SESSION_BUS_ADDRESS": desktop.environment["DBUS_SESSION_BUS_ADDRESS"]}
        return desktop

    def publish_hostile(self):
        server = self.feed_server()
        feed = Feed("R&D <Gazette>", posts=2)
        self.configure(server.feed("/feed.xml", feed), to=["desktop"], extra="[sinks.desktop]\ntype = \"desktop\"\nmax_popups = 9\n")
        self.assertEqual(self.user.once().closing()[4:], (2, 0))
        for title, text, _, _ in HOSTILE:
            feed.publish(escaped(title), text)  # the feed escapes its texts once more by itself
        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()[4:]), (0, (len(HOSTILE), len(HOSTILE))), outcome.stdout + outcome.stderr)

    def assert_shown(self, shown, markup):
        self.assertEqual(len(shown), len(HOSTILE))
        for (summary, body), (_, _, title, text) in zip(shown, HOSTILE):
            self.assertTrue(summary.startswith(title) or title in summary, summary)
            self.assertLessEqual(len(summary), 101)
            feed = "<b>R&amp;D &lt;Gazette&gt;</b>\n" if markup else "R&D <Gazette>\n"
            self.assertTrue(body.startswith(feed), body)
            self.assertIn(escaped(text) if markup else text, body)
            self.assertFalse(set(summary + body) & set("\x07\x1b\u202e"), "neither controls nor bidi overrides")

    def test_mako_shows_hostile_text_as_text_and_is_heard_when_it_wants_quiet(self):
        desktop = self.on(Mako)
        desktop.start_server()
        self.publish_hostile()
        desktop.screenshot(self.artifacts / "mako.png")
        self.assert_shown(desktop.shown(), markup=True)

        desktop.set_mode("do-not-disturb")
        server = self.feed_server()
        feed = Feed("Quiet", posts=1)
        self.configure(server.feed("/quiet.xml", feed), to=["desktop"])
        self.user.once()
        feed.publish("Held back")
        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()[4:]), (1, (1, 0)), "it waits")
        desktop.set_mode("default")
        self.assertEqual(self.user.once().closing()[4:], (0, 1))
        self.assertEqual(desktop.shown()[-1][0], "Held back")

    def test_xfce4_notifyd_shows_hostile_text_as_text(self):
        desktop = self.on(Xfce)
        desktop.start_server()
        self.publish_hostile()
        desktop.screenshot(self.artifacts / "xfce4-notifyd.png")

    def test_a_server_without_markup_gets_plain_text(self):
        desktop = self.on(Mock)
        desktop.start_server(capabilities="body")
        self.publish_hostile()
        calls = "\n".join(desktop.calls("Notify"))
        self.assertIn("R&D <Gazette>", calls)
        self.assertIn("1 < 2 & <i>unclosed", calls)
        self.assertNotIn("&lt;", calls)

    def test_capabilities_are_read_again_from_the_next_server_and_one_that_refuses_is_waited_for(self):
        desktop = self.on(Mock)
        server = self.feed_server()
        feed = Feed("A & B", posts=1)
        self.configure(server.feed("/feed.xml", feed), to=["desktop"], alerts="backlog = 1")
        desktop.start_server(capabilities="body body-markup")
        desktop.refuse("org.freedesktop.Notifications.Error.Refused")
        daemon = self.daemon()
        self.wait_until(lambda: "was not accepted" in daemon.log(), 30, "a refusal", daemon)
        desktop.stop_server()
        # The log goes on: what the second server was told stands behind the refused calls.
        refused = len(desktop.calls("Notify"))
        desktop.start_server(capabilities="body")
        self.wait_until(lambda: len(desktop.calls("Notify")) > refused, 60, "the alert at the next server", daemon)
        self.assertNotIn("&amp;", desktop.calls("Notify")[-1])
        self.assertEqual(daemon.terminate()[0], 0)
        self.assertEqual(self.user.once().closing()[5], 0, "it is delivered")


if __name__ == "__main__":
    unittest.main()
