#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The transcript in the README is true: every command in it is run in an empty home, and says what stands there.

"…" stands for anything on its line. A line "$ # …" is what happens in the world; below it the test makes it happen.
"""
import pathlib
import re
import subprocess
import unittest

from certificates import Authority
from feed_server import Feed, FeedServer
from program import NotifySocket
from scenario import Scenario
from tunnel_proxy import TunnelProxy

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The News</title><id>news</id>
<entry><id>1</id><title>First</title><link href="https://news.example/1"/><updated>2026-11-01T00:00:00Z</updated></entry></feed>"""
BACKUP = """{"version": "https://jsonfeed.org/version/1.1", "title": "Backups", "items": [%s]}"""
ITEM = '{"id": "%d", "content_text": "Backup %d is done."}'
PAGE = b"""<!DOCTYPE html><title>A Blog</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><body>Welcome"""


def steps(text):
    """[(command, [line, …]), …] of the transcript."""
    block = re.search(r"```console\n(.*?)```", text, re.S)[1]
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def pattern(line):
    return re.compile(".*?".join(re.escape(part) for part in line.split("…")) + r"\s*")


class Transcript(Scenario):
    def setUp(self):
        super().setUp()
        authority = Authority(self.folder / "names")
        self.blog = Feed("A Blog", posts=3)
        server = FeedServer(authority.certificate("names", hosts="DNS:blog.example,DNS:news.example"))
        self.addCleanup(server.stop)
        server.feed("/feed.xml", self.blog)
        server.document("/", PAGE, "text/html")
        server.document("/atom.xml", ATOM.encode(), "application/atom+xml")
        proxy = TunnelProxy({"blog.example": server.port, "news.example": server.port})
        self.addCleanup(proxy.stop)
        self.user.environment |= {"SSL_CERT_FILE": str(authority.ca_file), "https_proxy": proxy.url,
                                  "PATH": f"{pathlib.Path(self.user.program).parent}:/usr/bin:/bin"}
        self.user.config_file.parent.rmdir()
        self.backups(1)
        self.running = None

    def backups(self, count):
        items = ", ".join(ITEM % (number, number) for number in range(1, count + 1))
        (self.user.home / "backup.json").write_text(BACKUP % items)

    def happens(self, what):
        if "blog" in what:
            self.blog.publish("The herald has come", "A post that was not there a minute ago.")
        elif "backup" in what:
            self.backups(2)
        else:
            self.fail(f"nobody knows how to make it happen: {what}")

    def say(self, command):
        """What the command says; what the daemon says meanwhile is read from its log."""
        if command.startswith("#"):
            self.happens(command)
            return ""
        if command.endswith("&"):
            notify = NotifySocket(self.folder / "notify")
            self.addCleanup(notify.close)
            self.running = self.daemon(NOTIFY_SOCKET=str(notify.path))
            self.wait_until(lambda: notify.heard("READY=1"), 30, "the start", self.running)
            return ""
        done = subprocess.run(["bash", "-c", command], env=self.user.environment, cwd=self.user.home, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
        return done.stdout

    def test_every_command_says_what_the_readme_says(self):
        transcript = steps(README.read_text(encoding="utf-8").replace("/home/ada", str(self.user.home)))
        self.assertGreater(len(transcript), 5)
        log_read = 0
        for command, expected in transcript:
            said = self.say(command)

            def missing():
                lines = said.splitlines() + (self.running.log()[log_read:].splitlines() if self.running else [])
                rest = iter(lines)
                return [line for line in expected if not any(pattern(line).fullmatch(one) for one in rest)]

            with self.subTest(command):
                if self.running:
                    self.wait_until(lambda: not missing(), 30, f"{command}: {expected}", self.running)
                else:
                    self.assertEqual(missing(), [], said)
                    self.assertEqual(len(said.splitlines()), len(expected), said)
            if self.running:
                log_read = len(self.running.log())


if __name__ == "__main__":
    unittest.main()
