# SPDX-License-Identifier: MIT
"""What every end-to-end scenario begins with: servers on loopback, a home for the program, a folder for what is kept.

FEEDHERALD_PREFIX is where the program under test is installed, FEEDHERALD_BUILD the build folder; logs and screenshots go
to FEEDHERALD_ARTIFACTS, else to the build folder's artifacts/.
"""
import os
import pathlib
import shutil
import tempfile
import time
import unittest

from certificates import Authority
from desktop import Desktop
from feed_server import Feed, FeedServer
from program import Program
from webhook_receiver import WebhookReceiver

PREFIX = pathlib.Path(os.environ.get("FEEDHERALD_PREFIX", "/usr/local"))
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the Standard Webhooks specification's example


class Scenario(unittest.TestCase):
    def setUp(self):
        # A short path: the name of a socket has at most 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fh-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        build = os.environ.get("FEEDHERALD_BUILD")
        kept = os.environ.get("FEEDHERALD_ARTIFACTS") or (f"{build}/artifacts" if build else self.folder / "artifacts")
        self.artifacts = pathlib.Path(kept) / self.id().split(".", 1)[-1]
        shutil.rmtree(self.artifacts, ignore_errors=True)
        self.artifacts.mkdir(parents=True)
        self.authority = Authority(self.folder / "ca")
        self.certificate = self.authority.certificate("server")
        self.user = Program(self.folder / "home", PREFIX / "bin/feedherald")

    def feed_server(self, certificate=None):
        server = FeedServer(certificate or self.certificate, self.artifacts / "feed-requests.log")
        self.addCleanup(server.stop)
        return server

    def receiver(self, port=0):
        receiver = WebhookReceiver(self.certificate, SECRET, self.artifacts / "webhook-requests.log", port)
        self.addCleanup(receiver.stop)
        return receiver

    def desktop(self, server=True):
        desktop = Desktop(self.folder / "desktop", [PREFIX / "share"])
        self.addCleanup(desktop.stop)
        if server:
            desktop.start_server()
        self.user.environment |= desktop.environment
        return desktop

    def daemon(self, **environment):
        daemon = self.user.start(self.artifacts / "daemon.log", **environment)
        self.addCleanup(lambda: daemon.running() and daemon.kill())
        return daemon

    def configure(self, *feeds, to=("console",), hook=None, alerts="", extra=""):
        """Writes a configuration for feeds given as URLs or as whole [[feed]] bodies."""
        sinks = ", ".join(f'"{name}"' for name in to)
        text = f'[poll]\nca_file = "{self.authority.ca_file}"\ntimeout = "5s"\ninterval = "1m"\n\n[alerts]\nto = [{sinks}]\n{alerts}\n'
        if hook:
            text += f'[sinks.hook]\ntype = "webhook"\nurl = "{hook.url("/hook")}"\nsecret = "{SECRET}"\n\n'
        for feed in feeds:
            text += "[[feed]]\n" + (feed if "url =" in feed else f'url = "{feed}"') + "\n\n"
        self.user.configure(text + extra)

    def wait_until(self, predicate, seconds, what, daemon=None):
        deadline = time.monotonic() + seconds
        while not predicate():
            if daemon and not daemon.running():
                self.fail(f"{what}: the daemon has ended\n{daemon.log()}")
            if time.monotonic() > deadline:
                self.fail(f"{what}: not within {seconds} s\n{daemon.log() if daemon else ''}")
            time.sleep(0.05)


__all__ = ["Feed", "Scenario", "SECRET", "PREFIX"]
