# SPDX-License-Identifier: MIT
"""A person at a terminal: the program sees one on all three of its descriptors."""
import fcntl
import os
import pty
import select
import subprocess
import termios
import time


class Terminal:
    def __init__(self, arguments, environment):
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen([str(one) for one in arguments], env=environment, stdin=slave, stdout=slave, stderr=slave,
                                         start_new_session=True, preexec_fn=self._take)
        os.close(slave)
        self.text = ""

    @staticmethod
    def _take():
        """In the child: the terminal is the session's, so that its Ctrl-C is heard."""
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def wait_for(self, words, seconds=60):
        deadline = time.monotonic() + seconds
        while words not in self.text:
            if not self._read(deadline):
                raise AssertionError(f"{words!r} was not shown; shown was:\n{self.text}")

    def type(self, line):
        os.write(self._master, line.encode() + b"\n")

    def finish(self, seconds=60):
        """Everything that was shown, and the exit status."""
        deadline = time.monotonic() + seconds
        while self._read(deadline):
            pass
        code = self._process.wait(max(0.1, deadline - time.monotonic()))
        os.close(self._master)
        return self.text, code

    def _read(self, deadline):
        """False at the end."""
        if not select.select([self._master], [], [], max(0, deadline - time.monotonic()))[0]:
            return False
        try:
            some = os.read(self._master, 65536)
        except OSError:  # the last one who had the other end open has closed it
            return False
        self.text += some.decode(errors="replace")
        return bool(some)
