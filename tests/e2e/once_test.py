#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`feedherald run --once` against a feed over TLS: what it says, what it remembers, what it alerts."""
import unittest

from scenario import Feed, Scenario

TITLE = "Ampersands & <angles>: it's here"


class Once(Scenario):
    def setUp(self):
        super().setUp()
        self.server = self.feed_server()
        self.feed = Feed("EPAM India", posts=12)
        self.url = self.server.feed("/feed.xml", self.feed)

    def poll(self, line):
        outcome = self.user.once()
        outcome.closing()
        self.assertEqual(outcome.lines[-1], line, outcome.stderr)
        self.assertEqual(outcome.code, 0, outcome.stderr)
        return outcome

    def first_two_polls(self):
        first = self.poll("1 feeds: 1 polled, 0 unchanged, 0 failed; 12 new items, 0 alerts delivered")
        self.assertEqual(len(first.lines), 2, "one line for the feed that changed, and the closing line")
        second = self.poll("1 feeds: 1 polled, 1 unchanged, 0 failed; 0 new items, 0 alerts delivered")
        self.assertEqual(len(second.lines), 1, "an unchanged feed is not worth a line")
        self.assertEqual(self.server.statuses("/feed.xml"), [200, 304])

    def test_one_new_post_is_one_popup(self):
        desktop = self.desktop()
        self.configure(self.url, to=["desktop"])
        self.first_two_polls()
        self.assertEqual(desktop.displayed(), 0)

        self.feed.publish(TITLE, "News from the office.")
        self.poll("1 feeds: 1 polled, 0 unchanged, 0 failed; 1 new items, 1 alerts delivered")
        self.assertEqual(desktop.displayed(), 1)
        desktop.screenshot(self.artifacts / "popup.png")
        popup = desktop.popups()[0]
        self.assertEqual(popup["appname"], "feedherald")
        self.assertEqual(popup["summary"], TITLE)
        self.assertIn("EPAM India", popup["body"])
        self.assertIn("News from the office.", popup["body"])
        self.assertEqual(popup["category"], "x-feedherald.item.new")

        self.poll("1 feeds: 1 polled, 1 unchanged, 0 failed; 0 new items, 0 alerts delivered")
        self.assertEqual(desktop.displayed(), 0)

    def test_one_new_post_is_one_signed_delivery(self):
        receiver = self.receiver()
        self.configure(self.url, to=["hook"], hook=receiver)
        self.first_two_polls()
        self.assertEqual(receiver.requests, [])

        post = self.feed.publish(TITLE, "News from the office.")
        self.poll("1 feeds: 1 polled, 0 unchanged, 0 failed; 1 new items, 1 alerts delivered")
        self.assertEqual(receiver.faults, [])
        self.assertEqual(len(receiver.accepted()), 1)
        body = receiver.accepted()[0].body
        self.assertEqual(body["type"], "item.new")
        self.assertEqual(body["data"]["feed"]["url"], self.url)
        self.assertEqual(body["data"]["feed"]["title"], "EPAM India")
        self.assertEqual(body["data"]["item"]["id"], post.link)
        self.assertEqual(body["data"]["item"]["url"], post.link)
        self.assertEqual(body["data"]["item"]["title"], TITLE)

    def test_the_same_document_in_full_alerts_nothing(self):
        self.server.with_validators = False
        self.configure(self.url, to=["console"])
        self.poll("1 feeds: 1 polled, 0 unchanged, 0 failed; 12 new items, 0 alerts delivered")
        again = self.user.once()
        self.assertEqual(again.closing()[3:], (0, 0, 0))
        self.assertEqual(self.server.statuses("/feed.xml"), [200, 200])

    def test_a_host_name_is_verified(self):
        self.configure(self.server.url("/feed.xml", host="localhost"), to=["console"])
        self.poll("1 feeds: 1 polled, 0 unchanged, 0 failed; 12 new items, 0 alerts delivered")
        other = self.feed_server(self.authority.certificate("other", hosts="DNS:elsewhere.example"))
        other.feed("/feed.xml", self.feed)
        self.configure(other.url("/feed.xml", host="localhost"), to=["console"])
        refused = self.user.once()
        self.assertEqual((refused.code, refused.closing()), (1, (1, 1, 0, 1, 0, 0)), refused.stdout)

    def test_the_backlog_asked_for_is_alerted_oldest_first(self):
        receiver = self.receiver()
        self.configure(self.url, to=["hook"], hook=receiver, alerts="backlog = 3")
        self.poll("1 feeds: 1 polled, 0 unchanged, 0 failed; 12 new items, 3 alerts delivered")
        titles = [delivery.body["data"]["item"]["title"] for delivery in receiver.accepted()]
        self.assertEqual(titles, [f"EPAM India: post {number}" for number in (10, 11, 12)])


if __name__ == "__main__":
    unittest.main()
