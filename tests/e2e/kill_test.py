#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kill -9 at random instants: every alert arrives at every webhook, in order, and is repeated at most once a kill and sink.

FEEDHERALD_KILLS is how often (8); FEEDHERALD_SEED repeats a run.
"""
import collections
import os
import random
import time
import unittest

from scenario import SECRET, Feed, Scenario

KILLS = int(os.environ.get("FEEDHERALD_KILLS", "8"))
SEED = int(os.environ.get("FEEDHERALD_SEED", str(random.randrange(1 << 32))))
FEEDS = 4
RATE = 10  # a second and sink: some work is left for every life of the daemon


class Kill(Scenario):
    def test_at_random_instants(self):
        posts = max(10, KILLS * (RATE + RATE // 2) // FEEDS)
        server = self.feed_server()
        feeds = [server.feed(f"/{name}.xml", Feed(f"Feed {name}", posts=posts)) for name in range(FEEDS)]
        receivers = {name: self.receiver() for name in ("left", "right")}
        sinks = "".join(f'[sinks.{name}]\ntype = "webhook"\nurl = "{receiver.url("/hook")}"\nsecret = "{SECRET}"\n'
                        f'rate = "{RATE}/s"\n\n' for name, receiver in receivers.items())
        self.configure(*feeds, to=receivers, alerts='backlog = "all"', extra=sinks)
        chance = random.Random(SEED)
        print(f"{KILLS} kills, {FEEDS * posts} alerts for each of {len(receivers)} sinks, seed {SEED}", flush=True)

        marks = {name: [] for name in receivers}  # how many had arrived at each kill
        for _ in range(KILLS):
            daemon = self.daemon()
            arrived = {name: len(receiver.deliveries) for name, receiver in receivers.items()}
            for name, receiver in receivers.items():
                self.wait_until(lambda r=receiver, n=name: len(r.deliveries) > arrived[n] or self.is_complete(r, posts), 60,
                                "work of this life", daemon)
            time.sleep(chance.uniform(0, 0.3))
            daemon.kill()
            time.sleep(0.02)  # what the kernel still holds of a request arrives
            for name, receiver in receivers.items():
                marks[name].append(len(receiver.deliveries))
        daemon = self.daemon()
        for receiver in receivers.values():
            self.wait_until(lambda r=receiver: self.is_complete(r, posts), 900, "every alert", daemon)
        self.assertEqual(daemon.terminate()[0], 0)

        for name, receiver in receivers.items():
            self.assertEqual(receiver.faults, [])
            self.judge(receiver.deliveries, marks[name], posts)

    @staticmethod
    def key(delivery):
        return delivery.body["data"]["feed"]["url"], delivery.body["data"]["item"]["id"]

    def is_complete(self, receiver, posts):
        return len({self.key(delivery) for delivery in list(receiver.deliveries)}) == FEEDS * posts

    def judge(self, deliveries, marks, posts):
        ids = collections.defaultdict(set)
        order = collections.defaultdict(list)
        repeats = collections.Counter()
        for number, delivery in enumerate(deliveries):
            key = self.key(delivery)
            if ids[key]:
                repeats[sum(mark <= number for mark in marks)] += 1
            else:
                order[key[0]].append(int(key[1].rsplit("/", 1)[1]))
            ids[key].add(delivery.id)
        self.assertEqual({len(of_one) for of_one in ids.values()}, {1}, "a repeat has the id of the first")
        self.assertTrue(all(count == 1 for count in repeats.values()), f"repeats by life: {repeats}")
        self.assertNotIn(0, repeats, "nothing is repeated before the first kill")
        for feed in order.values():
            self.assertEqual(feed, list(range(1, posts + 1)), "oldest first")
        print(f"{len(ids)} alerts, {sum(repeats.values())} repeats", flush=True)


if __name__ == "__main__":
    unittest.main()
