#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`feedherald run` as the daemon: a post becomes a pop-up, systemd hears how it is, SIGTERM ends it."""
import pathlib
import resource
import signal
import time
import unittest

from program import NotifySocket
from scenario import Feed, Scenario

INTERVAL = 60  # seconds: the shortest that a private host may be polled in


class RunningDaemon(Scenario):
    def test_a_published_post_pops_up_once(self):
        server = self.feed_server()
        feed = Feed("Loopback Gazette", posts=12)
        self.configure(server.feed("/feed.xml", feed), to=["desktop"])
        desktop = self.desktop()
        daemon = self.daemon()
        server.wait_for(lambda: 200 in server.statuses("/feed.xml"), 20, "the first poll")

        feed.publish("The herald has come", "A post that was not there a minute ago.")
        server.wait_for(lambda: server.statuses("/feed.xml").count(200) == 2, 2 * INTERVAL, "the poll that finds the post")
        desktop.wait_for_popups(1, 10)
        self.assertEqual(desktop.displayed(), 1)
        desktop.screenshot(self.artifacts / "popup.png")
        shown = desktop.popups()
        self.assertEqual([popup["summary"] for popup in shown], ["The herald has come"])
        self.assertIn("Loopback Gazette", shown[0]["body"])

        code, seconds = daemon.terminate()
        self.assertEqual(code, 0, daemon.log())
        self.assertLess(seconds, 5)
        again = self.user.once()
        self.assertEqual(again.closing(), (1, 1, 1, 0, 0, 0))
        self.assertEqual(desktop.displayed(), 0)

    def test_systemd_hears_how_the_daemon_is(self):
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Gazette", posts=1)))
        notify = NotifySocket(self.folder / "notify")
        self.addCleanup(notify.close)
        daemon = self.daemon(NOTIFY_SOCKET=str(notify.path), WATCHDOG_USEC="1000000")
        self.wait_until(lambda: notify.heard("READY=1"), 10, "READY=1", daemon)
        self.wait_until(lambda: notify.heard("STATUS="), 10, "STATUS=", daemon)
        pings = notify.lines().count("WATCHDOG=1")
        self.wait_until(lambda: notify.lines().count("WATCHDOG=1") >= pings + 4, 5, "WATCHDOG=1 at half a second", daemon)

        seen = len(notify.messages)
        daemon.signal(signal.SIGHUP)
        self.wait_until(lambda: any("READY=1" in m.splitlines() for _, m in notify.messages[seen:]), 10, "READY=1 again", daemon)
        reloading = [m for _, m in notify.messages[seen:] if "RELOADING=1" in m.splitlines()]
        self.assertEqual(len(reloading), 1, notify.lines())
        self.assertIn("MONOTONIC_USEC=", reloading[0], "one datagram tells both")

        self.assertEqual(daemon.terminate()[0], 0)
        self.wait_until(lambda: notify.heard("STOPPING=1"), 5, "STOPPING=1")

    def test_a_crash_would_leave_no_core_dump(self):
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Gazette", posts=1)))
        ours = resource.getrlimit(resource.RLIMIT_CORE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_CORE, ours)
        resource.setrlimit(resource.RLIMIT_CORE, (ours[1], ours[1]))  # what the daemon would inherit
        daemon = self.daemon()
        server.wait_for(lambda: 200 in server.statuses("/feed.xml"), 20, "the first poll")
        limits = pathlib.Path(f"/proc/{daemon.pid}/limits").read_text(encoding="ascii")
        self.assertRegex(limits, r"Max core file size +0 ")

    def test_sigterm_ends_a_daemon_that_waits_for_a_silent_server(self):
        receiver = self.receiver()
        receiver.mode = "hang"
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Gazette", posts=1)), to=["hook"], hook=receiver, alerts="backlog = 1")
        daemon = self.daemon()
        receiver.wait_for(lambda: receiver.deliveries, 20, "a delivery under way")
        code, seconds = daemon.terminate()
        self.assertEqual(code, 0, daemon.log())
        self.assertLess(seconds, 5)

    def test_a_popup_waits_for_the_notification_server(self):
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Gazette", posts=2)), to=["desktop"], alerts="backlog = 1")
        desktop = self.desktop(server=False)
        daemon = self.daemon()
        server.wait_for(lambda: 200 in server.statuses("/feed.xml"), 20, "the first poll")
        time.sleep(0.5)
        self.assertTrue(daemon.running(), daemon.log())
        desktop.start_server()
        desktop.wait_for_popups(1, 20)
        self.assertEqual([popup["summary"] for popup in desktop.popups()], ["Gazette: post 2"])
        self.assertEqual(daemon.terminate()[0], 0)

    def test_the_configuration_is_watched_wherever_its_links_lead(self):
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Gazette", posts=1)))
        file = self.user.config_file
        text = file.read_text()
        folder = file.parent
        versions = 0

        def content():
            nonlocal versions
            versions += 1
            return f"{text}name = \"Gazette {versions}\"\n"

        def expect_reload(what):
            nonlocal reloads
            self.wait_until(lambda: daemon.log().count("was reloaded") > reloads, 10, what, daemon)
            time.sleep(0.5)
            reloads = daemon.log().count("was reloaded")

        def switch(link, target):
            new = link.with_name("new link")
            new.symlink_to(target)
            new.rename(link)

        places = [self.folder / name for name in ("one", "two")]
        for place in places:
            place.mkdir()
        (places[0] / "c").write_text(content())
        switch(file, places[0] / "c")
        reloads = 0
        daemon = self.daemon()
        self.wait_until(lambda: " started: " in daemon.log(), 30, "the start", daemon)

        (places[1] / "c").write_text(content())
        switch(file, places[1] / "c")
        expect_reload("a link that leads elsewhere")
        (places[1] / "c").write_text(content())
        expect_reload("a change of what it leads to now")

        for place in places:
            (place / "config.toml").write_text(content())
        folder.rename(folder.with_name("old"))
        folder.symlink_to(places[0])
        (places[0] / "config.toml").write_text(content())
        expect_reload("a link in place of the directory")
        (places[1] / "config.toml").write_text(content())
        switch(folder, places[1])
        expect_reload("a directory that is another")
        (places[1] / "config.toml").write_text(content())
        expect_reload("a change in it")

        places[1].rename(self.folder / "moved")
        places[1].mkdir()
        (places[1] / "config.toml").write_text(content())
        expect_reload("what a link leads to, made anew")
        (places[1] / "config.toml").write_text(content())
        expect_reload("a change in that")

        folder.rename(folder.with_name("older"))
        folder.mkdir()
        file.write_text(content())
        expect_reload("a directory made anew")
        file.write_text(content())
        expect_reload("a change in the new one")
        self.assertEqual(daemon.terminate()[0], 0)


if __name__ == "__main__":
    unittest.main()
