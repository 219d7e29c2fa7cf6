#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two hundred new posts in one second are a handful of pop-ups, and all of them are in the history."""
import sqlite3
import subprocess
import unittest

from scenario import Feed, Scenario

FEEDS = 200
MAX_POPUPS = 5


class Storm(Scenario):
    def notify_calls(self):
        return (self.artifacts / "bus.log").read_text().count("member=Notify\n")

    def delivered(self):
        try:
            with sqlite3.connect(f"file:{self.user.state_folder}/state.db?mode=ro", uri=True) as state:
                return state.execute("SELECT count(*) FROM deliveries WHERE state = 0").fetchone()[0]
        except sqlite3.OperationalError:
            return 0

    def test_two_hundred_feeds_at_once(self):
        desktop = self.desktop()
        feeds = []
        for number in range(FEEDS):
            file = self.folder / f"{number}.xml"
            file.write_bytes(Feed(f"Feed {number}", posts=3).to_rss())
            feeds.append(f"file://{file}")
        self.configure(*feeds, to=["desktop"], alerts="backlog = 1")
        with open(self.artifacts / "bus.log", "w") as log:
            monitor = subprocess.Popen(["dbus-monitor", "--address", desktop.environment["DBUS_SESSION_BUS_ADDRESS"],
                                        "type='method_call',interface='org.freedesktop.Notifications',member='Notify'"],
                                       stdout=log, stderr=subprocess.STDOUT)
        self.addCleanup(monitor.wait)
        self.addCleanup(monitor.terminate)
        self.wait_until(lambda: (self.artifacts / "bus.log").stat().st_size > 0, 10, "the monitor of the bus")

        daemon = self.daemon()
        self.wait_until(lambda: self.delivered() == FEEDS, 60, "every alert delivered", daemon)
        desktop.wait_for_popups(1, 20)
        desktop.screenshot(self.artifacts / "storm.png")
        self.assertEqual(daemon.terminate()[0], 0)
        self.assertGreaterEqual(self.notify_calls(), 1)
        self.assertLessEqual(self.notify_calls(), MAX_POPUPS + 1)


if __name__ == "__main__":
    unittest.main()
