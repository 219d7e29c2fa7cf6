#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kill -9 between the recording of an alert and its delivery loses nothing, and repeats nothing that was accepted."""
import collections
import os
import random
import subprocess
import time
import unittest

from scenario import Feed, Scenario


# A few in CI; FEEDHERALD_KILLS=200 for the proof.
KILLS = int(os.environ.get("FEEDHERALD_KILLS", "6"))


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

    def test_killed_again_and_again_at_random_instants(self):
        receiver = self.receiver()
        feed = Feed("Journal", posts=3)
        self.configure(self.server.feed("/journal.xml", feed), to=["hook"], hook=receiver)
        began = time.monotonic()
        self.assertEqual(self.user.once().closing()[4:], (3, 0))
        whole_run = time.monotonic() - began
        seed = int(os.environ.get("FEEDHERALD_SEED", "5"))
        chance = random.Random(seed)
        published, repeats = [], collections.Counter()
        for kill in range(KILLS):
            published.append(f"post of round {kill}")
            feed.publish(published[-1])
            before = len(receiver.accepted())
            process = subprocess.Popen([self.user.program, "run", "--once"], env=self.user.environment,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, 1.2 * whole_run))
            process.kill()
            process.wait()
            known = {delivery.id for delivery in receiver.accepted()[:before]}
            repeats[kill] = sum(delivery.id in known for delivery in receiver.accepted()[before:])
        known = {delivery.id for delivery in receiver.accepted()}
        settled = len(receiver.accepted())
        for _ in range(3):
            self.assertEqual(self.user.once().code, 0)
        repeats[KILLS] = sum(delivery.id in known for delivery in receiver.accepted()[settled:])

        titles = [delivery.body["data"]["item"]["title"] for delivery in receiver.accepted()]
        self.assertEqual(sorted(set(titles)), sorted(published), f"nothing lost, nothing old; seed {seed}")
        self.assertEqual(list(dict.fromkeys(titles)), published, f"in their order; seed {seed}")
        self.assertLessEqual(max(repeats.values()), 1, f"at most one repeat a kill; seed {seed}: {repeats}")
        self.assertEqual(receiver.faults, [])
        print(f"{KILLS} kills: {len(published)} alerts, {len(titles) - len(published)} repeats")

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
