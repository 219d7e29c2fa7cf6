# SPDX-License-Identifier: MIT
"""The program under test as a user has it: a home, a configuration, an environment of its own; run once or as the daemon."""
import contextlib
import dataclasses
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time

CLOSING = re.compile(r"(\d+) feeds: (\d+) polled, (\d+) unchanged, (\d+) failed; (\d+) new items, (\d+) alerts delivered")


@dataclasses.dataclass
class Outcome:
    code: int
    stdout: str
    stderr: str

    @property
    def lines(self):
        return self.stdout.splitlines()

    def closing(self):
        """The closing line of `run --once` as a tuple of its six numbers; it must be the last line, and exact."""
        match = CLOSING.fullmatch(self.lines[-1]) if self.lines else None
        if not match:
            raise AssertionError(f"no closing line; exit {self.code}\nstdout: {self.stdout}\nstderr: {self.stderr}")
        return tuple(map(int, match.groups()))


class NotifySocket:
    """What systemd would hear: every datagram with the time it came."""

    def __init__(self, path):
        self.path = path
        self.messages = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(0.1)
        self._open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def lines(self):
        return [line for _, message in list(self.messages) for line in message.splitlines()]

    def heard(self, start):
        return any(line.startswith(start) for line in self.lines())

    def close(self):
        self._open = False
        self._thread.join()
        self._socket.close()

    def _listen(self):
        while self._open:
            try:
                self.messages.append((time.monotonic(), self._socket.recv(65536).decode()))
            except TimeoutError:
                pass


class Daemon:
    def __init__(self, arguments, environment, log):
        self._log = pathlib.Path(log)
        with open(self._log, "ab") as file:
            self._process = subprocess.Popen(arguments, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file)

    @property
    def pid(self):
        return self._process.pid

    def running(self):
        return self._process.poll() is None

    def log(self):
        return self._log.read_text(errors="replace")

    def signal(self, number):
        self._process.send_signal(number)

    def kill(self):
        """As the kernel does it when memory is short: no chance to say or store a word."""
        self._process.kill()
        self._process.wait()

    def terminate(self, seconds=10):
        """SIGTERM; returns (exit status, seconds it took)."""
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"still running {seconds} s after SIGTERM\n{self.log()}") from None
        return code, time.monotonic() - began

    def wait(self, seconds):
        return self._process.wait(seconds)


class Program:
    """A user of the program: `folder` is the home, `environment` what the session adds."""

    def __init__(self, folder, program, environment=None):
        self.home = pathlib.Path(folder)
        self.program = str(program)
        self.config_file = self.home / ".config/feedherald/config.toml"
        self.state_folder = self.home / ".local/state/feedherald/state"
        self.config_file.parent.mkdir(parents=True)
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700)
        # Nothing of the developer's own session may leak in: no bus, no proxy, no CA bundle.
        self.environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8",
                            "XDG_RUNTIME_DIR": str(runtime), **(environment or {})}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def configure(self, text):
        self.config_file.write_text(text)
        self.config_file.chmod(0o600)

    def state_holds(self, text):
        """Whether the state, or what has been written to it since, contains these words."""
        return any(text.encode() in file.read_bytes() for file in self.state_folder.glob("state.db*"))

    def query(self, sql):
        """What the state answers, read beside whoever writes it."""
        with contextlib.closing(sqlite3.connect(f"file:{self.state_folder}/state.db?mode=ro", uri=True)) as state:
            return state.execute(sql).fetchall()

    def run(self, *arguments, seconds=60, **environment):
        done = subprocess.run([self.program, *arguments], env=self.environment | environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=seconds, check=False)
        return Outcome(done.returncode, done.stdout, done.stderr)

    def once(self, **environment):
        return self.run("run", "--once", **environment)

    def start(self, log, **environment):
        return Daemon([self.program, "run"], self.environment | environment, log)
