#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Commands and the bus: the running daemon as a person at a prompt, a script and busctl see it."""
import json
import signal
import subprocess
import xml.etree.ElementTree as xml

from scenario import Feed, Scenario
import unittest

NAME, PATH, INTERFACE = "org.feedherald.Daemon", "/org/feedherald/Daemon", "org.feedherald.Daemon1"
LIST_KEYS = ["url", "name", "health", "last_poll", "next_poll", "last_status", "last_error", "last_new", "interval_s",
             "items_known", "etag", "last_modified", "tags"]
STATUS_KEYS = ["running", "version", "feeds", "failing", "pending_alerts", "paused_until", "next_poll", "sinks"]


class Control(Scenario):
    def busctl(self, *arguments, check=True):
        done = subprocess.run(["busctl", "--user", *arguments], env=self.user.environment, capture_output=True, text=True,
                              timeout=20, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"busctl {' '.join(arguments)}: {done.stderr}")
        return done

    def call(self, *arguments, check=True):
        return self.busctl("--json=short", "call", NAME, PATH, INTERFACE, *arguments, check=check)

    def property(self, name):
        return json.loads(self.busctl("--json=short", "get-property", NAME, PATH, INTERFACE, name).stdout)

    def started(self, **environment):
        log = self.artifacts / "daemon.log"
        before = log.read_text().count(" started: ") if log.exists() else 0
        daemon = self.daemon(**environment)
        self.wait_until(lambda: daemon.log().count(" started: ") > before, 30, "the start", daemon)
        return daemon

    def listed(self):
        return json.loads(self.user.run("list", "--json").stdout)

    def monitor(self):
        """A program that hears every signal of the daemon; read its lines with heard()."""
        log = open(self.artifacts / "signals.log", "w", encoding="utf-8")
        self.addCleanup(log.close)
        process = subprocess.Popen(["dbus-monitor", f"type='signal',path='{PATH}'"],
                                   env=self.user.environment, stdout=log, stderr=subprocess.STDOUT)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        heard = lambda: (self.artifacts / "signals.log").read_text()
        self.wait_until(lambda: "NameAcquired" in heard() or "signal" in heard(), 10, "dbus-monitor")
        return heard

    def test_the_object_is_what_the_contract_says(self):
        self.desktop(server=False)
        server = self.feed_server()
        url = server.feed("/feed.xml", Feed("Gazette", posts=3))
        self.configure(f'url = "{url}"\ntags = ["daily"]', extra='[sinks.console]\ntype = "console"\n')
        self.started()
        tree = xml.fromstring(self.busctl("introspect", "--xml-interface", NAME, PATH).stdout)
        interface = tree.find(f"./interface[@name='{INTERFACE}']")
        signature = lambda node: [(a.get("name"), a.get("type"), a.get("direction")) for a in node.findall("arg")]
        self.assertEqual({node.get("name"): signature(node) for node in interface.findall("method")}, {
            "Poll": [("feeds", "as", "in")], "Pause": [("seconds", "t", "in")], "Resume": [], "Reload": [],
            "ListFeeds": [("feeds", "aa{sv}", "out")],
            "History": [("n", "u", "in"), ("alerts", "aa{sv}", "out")],
            "Explain": [("feed", "s", "in"), ("item", "s", "in"), ("explanation", "a{sv}", "out")],
            "Mute": [("feed", "s", "in"), ("seconds", "t", "in")]})
        self.assertEqual({node.get("name"): [a.get("type") for a in node.findall("arg")] for node in interface.findall("signal")},
                         {"ItemNew": ["a{sv}"], "FeedFailed": ["s", "s"], "FeedRecovered": ["s"]})
        self.assertEqual({node.get("name") for node in interface.findall("property")},
                         {"Version", "StateDirectory", "Paused", "FeedCount", "FailingCount", "PendingAlerts", "NextPoll"})
        self.wait_until(lambda: self.property("NextPoll")["data"] > "2", 20, "the first poll")
        self.assertEqual(self.property("StateDirectory"), {"type": "s", "data": str(self.user.state_folder)})
        self.assertEqual(self.property("FeedCount"), {"type": "u", "data": 1})
        self.assertEqual(self.property("Paused"), {"type": "b", "data": False})

        feeds = json.loads(self.call("ListFeeds").stdout)
        self.assertEqual(feeds["type"], "aa{sv}")
        row = {key: value["data"] for key, value in feeds["data"][0][0].items()}
        self.assertEqual((row["url"], row["name"], row["health"], row["items_known"]), (url, "Gazette", "ok", 3))
        explanation = json.loads(self.call("Explain", "ss", "daily", "").stdout)["data"][0]
        self.assertIn("The next poll is at", explanation["text"]["data"])
        for method, arguments, error in (("Explain", ["string:nothing", "string:"], "NoSuchFeed"),
                                         ("Explain", [f"string:{url}", "string:nothing"], "NoSuchItem"),
                                         ("Poll", ["array:string:nothing"], "NoSuchFeed"),
                                         ("Mute", ["string:nothing", "uint64:60"], "NoSuchFeed")):
            done = subprocess.run(["dbus-send", "--session", "--print-reply", f"--dest={NAME}", PATH, f"{INTERFACE}.{method}",
                                   *arguments], env=self.user.environment, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"Error org.feedherald.Error.{error}:", done.stderr)

    def test_a_person_at_the_prompt(self):
        desktop = self.desktop()
        server = self.feed_server()
        feed = Feed("Gazette", posts=2)
        url = server.feed("/feed.xml", feed)
        self.configure(f'url = "{url}"\nname = "My Gazette"', f'{server.url("/nowhere.xml")}', to=["desktop"])
        before = self.user.run("status", "--json")
        self.assertEqual((before.code, json.loads(before.stdout)["running"]), (0, False))
        for command in (["poll"], ["pause"], ["resume"]):
            refused = self.user.run(*command)
            self.assertEqual((refused.code, refused.stdout), (1, ""))
            self.assertIn("systemctl --user start feedherald", refused.stderr)

        daemon = self.started()
        heard = self.monitor()
        self.wait_until(lambda: [row["health"] for row in self.listed()] == ["ok", "failing"], 20, "two polls", daemon)
        rows = self.listed()
        self.assertEqual([list(row) for row in rows], [LIST_KEYS] * 2)
        self.assertEqual(rows[0]["name"], "My Gazette")
        self.assertEqual((rows[1]["name"], rows[1]["last_status"], rows[1]["items_known"]), (None, 404, 0))
        status = json.loads(self.user.run("status", "--json").stdout)
        self.assertEqual(list(status), STATUS_KEYS)
        self.assertEqual((status["running"], status["feeds"], status["failing"], status["paused_until"]), (True, 2, 1, None))
        self.assertIn("running", self.user.run("status").stdout)

        self.assertEqual(self.user.run("pause", "2h").code, 0)
        self.assertRegex(json.loads(self.user.run("status", "--json").stdout)["paused_until"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.wait_until(lambda: "\"Paused\"" in heard(), 5, "PropertiesChanged for Paused")
        post = feed.publish("Held back")
        feed.publish("Held back as well")
        polled = self.user.run("poll", "my gazette")
        self.assertEqual(polled.code, 0, polled.stderr)
        self.wait_until(lambda: json.loads(self.user.run("status", "--json").stdout)["pending_alerts"] == 2, 20, "two alerts", daemon)
        self.wait_until(lambda: "ItemNew" in heard() and "PendingAlerts" in heard(), 5, "ItemNew and PendingAlerts")
        self.assertEqual(self.user.run("poll", "nothing of that name").code, 1)

        # A pause survives a restart.
        self.assertEqual(daemon.terminate()[0], 0)
        daemon = self.started()
        self.assertEqual(self.property("Paused")["data"], True)
        self.assertEqual(desktop.displayed(), 0)
        history = json.loads(self.user.run("history", "--json").stdout)
        self.assertEqual([entry["item"]["title"] for entry in history], ["Held back as well", "Held back"])
        self.assertEqual([list(entry) for entry in history], [["time", "feed", "item", "kind", "sinks"]] * 2)
        self.assertEqual(history[0]["sinks"][0]["state"], "held")

        self.assertEqual(self.user.run("resume").code, 0)
        desktop.wait_for_popups(1, 20)
        self.assertEqual(len(desktop.popups()), 1, "what was held arrives as a digest")
        self.wait_until(lambda: self.property("PendingAlerts")["data"] == 0, 10, "nothing waits", daemon)
        told = self.user.run("explain", "My Gazette", post.link)
        self.assertEqual(told.code, 0, told.stderr)
        self.assertIn("desktop: delivered", told.stdout)
        self.assertIn("Held back", self.user.run("history", "-n", "1", "--feed", url).stdout)

    def test_an_unmute_brings_all_that_the_mute_held_as_one_digest(self):
        desktop = self.desktop()
        server = self.feed_server()
        feed = Feed("Gazette", posts=1)
        url = server.feed("/feed.xml", feed)
        self.configure(url, to=["desktop"])
        daemon = self.started()
        server.wait_for(lambda: 200 in server.statuses("/feed.xml"), 20, "the first poll")
        self.wait_until(lambda: self.listed()[0]["health"] == "ok", 10, "its record", daemon)
        self.call("Mute", "st", url, "86400")
        for number in range(250):
            feed.publish(f"Post {number}")
        self.assertEqual(self.user.run("poll").code, 0)
        self.wait_until(lambda: self.property("PendingAlerts")["data"] == 250, 20, "250 alerts", daemon)
        self.assertEqual(desktop.displayed(), 0)

        self.call("Mute", "st", url, "0")
        self.wait_until(lambda: self.property("PendingAlerts")["data"] == 0, 10, "nothing waits", daemon)
        self.assertEqual([popup["summary"] for popup in desktop.popups()], ["250 new posts in Gazette"])

    def test_an_invalid_configuration_changes_nothing_and_is_told_once(self):
        desktop = self.desktop()
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Gazette", posts=1)), to=["desktop"])
        daemon = self.started()
        good = self.user.config_file.read_text()
        self.user.configure(good + "[[feed]]\nurl = 17\n")
        self.wait_until(lambda: "stays in force" in daemon.log(), 10, "the refusal", daemon)
        desktop.wait_for_popups(1, 10)
        for _ in range(5):
            daemon.signal(signal.SIGHUP)
        refused = self.call("Reload", check=False)
        self.assertIn("must be", refused.stderr)
        self.assertEqual(daemon.log().count("stays in force\n"), 1, daemon.log())
        self.assertEqual([popup["summary"] for popup in desktop.popups()], ["The configuration is not valid"])
        told = self.user.run("status", "--json")
        status = json.loads(told.stdout)
        self.assertEqual((told.code, status["running"], status["feeds"]), (78, True, 1))
        self.assertIn("stays in force", status["trouble"])
        self.user.configure(good + 'name = "Another"\n')
        self.wait_until(lambda: "was reloaded" in daemon.log(), 10, "the reload", daemon)
        self.assertNotIn("trouble", self.user.run("status").stdout)
        self.assertEqual(server.statuses("/feed.xml"), [200], "a reload asks nobody")

    def test_a_storm_of_reloads_loses_no_poll_and_asks_nobody_twice(self):
        self.desktop(server=False)
        server = self.feed_server()
        paths = [f"/feed{number}.xml" for number in range(30)]
        urls = [server.feed(path, Feed(path, posts=1)) for path in paths]

        self.configure(*(f'url = "{url}"\nname = "NAME {url[-8:]}"\ninterval = "1h"' for url in urls))
        pattern = self.user.config_file.read_text().replace('interval = "1m"\n', "", 1)
        self.user.configure(pattern.replace("NAME", "Begin"))

        def configure(name):
            """As editors do: never a file half written in its place."""
            beside = self.user.config_file.with_suffix(".new")
            beside.write_text(pattern.replace("NAME", name))
            beside.rename(self.user.config_file)

        daemon = self.started()
        # The storm begins while the first polls are under way.
        for number in range(60):
            configure(f"Storm {number}")
            daemon.signal(signal.SIGHUP)
            if number % 20 == 10:
                self.assertEqual(self.user.run("poll", urls[number % 30]).code, 0)
        configure("End")
        self.wait_until(lambda: all(row["health"] == "ok" and row["name"].startswith("End") for row in self.listed()), 30,
                        "all feeds polled", daemon)
        self.wait_until(lambda: self.property("FeedCount")["data"] == 30, 5, "the object still answers", daemon)
        asked = [server.statuses(path) for path in paths]
        for number, statuses in enumerate(asked):
            self.assertLessEqual(len(statuses), 2 if number in (10, 0, 20) else 1, f"{paths[number]}: {statuses}")
            self.assertEqual(statuses[0], 200)
        self.assertEqual(self.user.run("poll", urls[7]).code, 0)
        server.wait_for(lambda: len(server.statuses(paths[7])) == 2, 10, "a poll after the storm")
        self.assertEqual(daemon.terminate()[0], 0)

    def test_a_second_daemon_says_who_was_first(self):
        self.desktop(server=False)
        server = self.feed_server()
        self.configure(server.feed("/feed.xml", Feed("Gazette", posts=1)))
        first = self.started()
        second = self.user.run("run")
        self.assertEqual(second.code, 1)
        self.assertIn(f"process {first.pid} (feedherald)", second.stderr)
        other = self.folder / "other state"
        third = self.daemon(STATE_DIRECTORY=str(other))
        self.wait_until(lambda: "without the control object" in third.log(), 20, "the third daemon goes on", third)
        self.assertIn(f"taken by process {first.pid} (feedherald)", third.log())


if __name__ == "__main__":
    unittest.main()
