# SPDX-License-Identifier: MIT
"""feedherald under load: a configuration of many feeds, single rounds, and the daemon that stays."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sqlite3
import time

import process

CLOSING = re.compile(r"(\d+) feeds: (\d+) polled, (\d+) unchanged, (\d+) failed")


def wait_until(true, seconds, what):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise RuntimeError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


class Program:
    """A user with these feeds; `folder` is the home."""

    def __init__(self, program, folder, urls, ca_file, concurrency=64, interval="1d"):
        self.program = program
        self.home = pathlib.Path(folder)
        self.state = self.home / ".local/state/feedherald/state"
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8",
                            "XDG_RUNTIME_DIR": str(self.home / "run")}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_PRELOAD"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        (self.home / "run").mkdir(parents=True, exist_ok=True)
        self.config = self.home / ".config/feedherald/config.toml"
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.configure(urls, ca_file, concurrency, interval)

    def configure(self, urls, ca_file, concurrency=64, interval="1d"):
        text = (f'[poll]\nca_file = "{ca_file}"\nconcurrency = {concurrency}\ninterval = "{interval}"\n'
                '[alerts]\nto = ["term"]\n[sinks.term]\ntype = "console"\n')
        self.config.write_text(text + "".join(f'[[feed]]\nurl = "{url}"\n' for url in urls))
        self.config.chmod(0o600)

    def forget(self):
        shutil.rmtree(self.state, ignore_errors=True)

    def once(self):
        """A single round; raises if a feed failed."""
        cost = process.run([self.program, "run", "--once"], self.environment, stdout=self.home / "once.log")
        closing = CLOSING.search(cost.stdout)
        if cost.code != 0 or not closing or closing.group(1) != closing.group(2) or closing.group(4) != "0":
            raise RuntimeError(f"run --once: exit {cost.code}: {cost.stdout[-2000:]}")
        cost.unchanged = int(closing.group(3))
        return cost

    def traced_once(self):
        return process.traced([self.program, "run", "--once"], self.environment, self.home)

    def fill_seen(self, rows_a_feed):
        """A seen-set as years of polling leave it."""
        with sqlite3.connect(self.state / "state.db") as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute(
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
                "INSERT INTO seen (feed, key, link, title, content, published, first_seen, last_seen) "
                "SELECT id, randomblob(16), randomblob(16), randomblob(16), randomblob(16), 1790000000000, "
                "1790000000000, 1790000000000 FROM feeds, n", (rows_a_feed,))
            count = database.execute("SELECT count(*) FROM seen").fetchone()[0]
        return count

    def start(self):
        return Daemon(self)


class Daemon:
    """`feedherald run`, ready when this returns; `seconds_to_ready` is how long that took."""

    def __init__(self, user):
        path = user.home / "notify"
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(60)
        self.log = user.home / "daemon.log"
        began = time.monotonic()
        with open(self.log, "wb") as log:
            self._process = subprocess.Popen([user.program, "run"], env=user.environment | {"NOTIFY_SOCKET": str(path)},
                                             stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._wait_for(b"READY=1")
        self.seconds_to_ready = time.monotonic() - began
        self.pid = self._process.pid

    def _wait_for(self, word):
        while word not in self._socket.recv(65536):
            pass

    def running(self):
        return self._process.poll() is None

    def reload(self):
        """Reads the configuration anew; for how many seconds it was busy with that, by its own word."""
        self._process.send_signal(signal.SIGHUP)
        self._wait_for(b"RELOADING=1")
        began = time.monotonic()
        self._wait_for(b"READY=1")
        return time.monotonic() - began

    def stop(self):
        self._process.terminate()
        code = self._process.wait(20)
        self._socket.close()
        if code != 0:
            raise RuntimeError(f"the daemon ended with {code}: {self.log.read_text(errors='replace')[-2000:]}")
