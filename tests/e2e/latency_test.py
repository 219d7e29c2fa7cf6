#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""From the last byte of a 50 KB feed to the Notify call, beside what a bare call on the same bus takes in the same run."""
import os
import re
import statistics
import subprocess
import time
import unittest

from other_desktops import Mock
from scenario import PREFIX, Feed, Scenario

FEEDS = 30
SIZE = 50_000
GOAL = 0.005  # seconds, for the release build on a machine that does nothing else: FEEDHERALD_QUIET=yes holds it to that
BOUND = 1.0  # for any build on any machine: an alert that waits for a timer or for the next poll takes longer
NOTIFY = re.compile(r"^method call time=(\d+\.\d+) .* member=Notify$")


class Latency(Scenario):
    def times(self):
        log = (self.artifacts / "bus.log").read_text().splitlines()
        return [float(match[1]) for match in map(NOTIFY.match, log) if match]

    def watch_bus(self, address):
        with open(self.artifacts / "bus.log", "w") as log:
            monitor = subprocess.Popen(["dbus-monitor", "--address", address,
                                        "type='method_call',interface='org.freedesktop.Notifications',member='Notify'"],
                                       stdout=log, stderr=subprocess.STDOUT)
        self.addCleanup(monitor.wait)
        self.addCleanup(monitor.terminate)
        self.wait_until(lambda: (self.artifacts / "bus.log").stat().st_size > 0, 10, "the monitor of the bus")

    def bare_call(self, address):
        """The median time of a call that does nothing but be answered by the server."""
        script = ("import dbus, statistics, time, sys\n"
                  "bus = dbus.bus.BusConnection(sys.argv[1])\n"
                  "server = dbus.Interface(bus.get_object('org.freedesktop.Notifications', '/org/freedesktop/Notifications'),"
                  " 'org.freedesktop.Notifications')\n"
                  "def call():\n"
                  "    began = time.perf_counter()\n"
                  "    server.GetServerInformation()\n"
                  "    return time.perf_counter() - began\n"
                  "print(statistics.median([call() for _ in range(50)]))\n")
        done = subprocess.run(["/usr/bin/python3", "-c", script, address], capture_output=True, text=True, check=True, timeout=60)
        return float(done.stdout)

    def test_an_alert_is_on_its_way_at_once(self):
        if Mock.missing():
            self.skipTest("SKIPPED: needs python3-dbusmock")
        desktop = Mock(self.folder / "desktop", [PREFIX / "share"])
        self.addCleanup(desktop.stop)
        desktop.start_server()
        address = desktop.environment["DBUS_SESSION_BUS_ADDRESS"]
        self.user.environment |= {"DBUS_SESSION_BUS_ADDRESS": address}
        server = self.feed_server()
        urls = []
        for number in range(FEEDS):
            feed = Feed(f"Feed {number}", posts=40)
            missing = SIZE - len(feed.to_rss())
            feed.posts[-1].text = "x" * missing
            urls.append(server.feed(f"/{number}.xml", feed))
        # One poll after the other, each with one alert that goes out by itself.
        text = "[sinks.desktop]\ntype = \"desktop\"\nmax_popups = 100\n"
        self.configure(*urls, to=["desktop"], alerts="backlog = 1", extra=text)
        config = self.user.config_file
        config.write_text(config.read_text().replace("[poll]\n", "[poll]\nconcurrency = 1\n"))
        self.watch_bus(address)
        daemon = self.daemon()
        self.wait_until(lambda: len(self.times()) >= FEEDS, 60, "an alert of every feed", daemon)
        self.assertEqual(daemon.terminate()[0], 0)

        ends = sorted(server.sent.values())
        waits = [notified - max(end for end in ends if end <= notified) for notified in self.times()]
        median, bare = statistics.median(waits), self.bare_call(address)
        report = (f"last byte to Notify: median {median * 1000:.2f} ms, worst {max(waits) * 1000:.2f} ms of {len(waits)}; "
                  f"a bare call: median {bare * 1000:.2f} ms; load {os.getloadavg()[0]:.1f}")
        print(report)
        (self.artifacts / "latency.txt").write_text(report + "\n")
        self.assertLess(median, GOAL if os.environ.get("FEEDHERALD_QUIET") else BOUND, report)


if __name__ == "__main__":
    unittest.main()
