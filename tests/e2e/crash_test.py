#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kill -9 between the recording of an alert and its delivery loses nothing, and repeats nothing that was accepted."""
import time
import unittest

from scenario import Feed, Scenario


class Crash(Scenario):
    def setUp(self):
        super().setUp()
        self.server = self.feed_server()
        self.url = self.server.feed("/feed.xml", Feed("Gazette", posts=5))

    def test_killed_while_a_receiver_is_silent(self):
        receiver = self.receiver()
        receiver.mode = "hang"
        self.configure(self.url, to=["hook"], hook=receiver, alerts="backlog = 2")
        daemon = self.daemon()
        receiver.wait_for(lambda: receiver.deliveries, 20, "a delivery under way")
        daemon.kill()
        first = receiver.deliveries[0]
        self.assertEqual(receiver.accepted(), [])

        receiver.mode = "accept"
        receiver.release()
        daemon = self.daemon()
        receiver.wait_for(lambda: len(receiver.accepted()) == 2, 20, "both alerts after the restart")
        self.assertEqual(receiver.accepted()[0].id, first.id, "a receiver knows a retry by its webhook-id")
        self.assertEqual([delivery.body["data"]["item"]["title"] for delivery in receiver.accepted()],
                         ["Gazette: post 4", "Gazette: post 5"])
        self.assertEqual(daemon.terminate()[0], 0)

        self.assertEqual(self.user.once().closing()[4:], (0, 0))
        self.assertEqual(len(receiver.accepted()), 2)
        self.assertEqual(receiver.faults, [])

    def test_killed_while_a_receiver_refuses(self):
        receiver = self.receiver()
        receiver.mode = "refuse"
        self.configure(self.url, to=["hook"], hook=receiver, alerts="backlog = 1")
        daemon = self.daemon()
        receiver.wait_for(lambda: len(receiver.deliveries) >= 2, 30, "a retry")
        daemon.kill()
        receiver.mode = "accept"
        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()), (0, (1, 1, 1, 0, 0, 1)), outcome.stderr)
        self.assertEqual(len({delivery.id for delivery in receiver.deliveries}), 1)
        self.assertEqual(len(receiver.accepted()), 1)

    def test_killed_while_there_is_no_notification_server(self):
        desktop = self.desktop(server=False)
        self.configure(self.url, to=["desktop"], alerts="backlog = 1")
        daemon = self.daemon()
        self.server.wait_for(lambda: 200 in self.server.statuses("/feed.xml"), 20, "the first poll")
        self.wait_until(lambda: self.user.state_holds("Gazette: post 5"), 10, "the poll's record", daemon)
        time.sleep(0.2)  # the bytes are there; let the transaction that they belong to end
        daemon.kill()
        desktop.start_server()
        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()), (0, (1, 1, 1, 0, 0, 1)), outcome.stderr)
        self.assertEqual([popup["summary"] for popup in desktop.popups()], ["Gazette: post 5"])

    def test_an_alert_that_cannot_be_delivered_fails_the_run_and_is_kept(self):
        receiver = self.receiver()
        port = receiver.port
        self.configure(self.url, to=["hook"], hook=receiver, alerts="backlog = 1")
        receiver.stop()
        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()), (1, (1, 1, 0, 0, 5, 0)), outcome.stderr)
        again = self.receiver(port)
        outcome = self.user.once()
        self.assertEqual((outcome.code, outcome.closing()), (0, (1, 1, 1, 0, 0, 1)), outcome.stderr)
        self.assertEqual(len(again.accepted()), 1)


if __name__ == "__main__":
    unittest.main()
