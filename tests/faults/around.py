# SPDX-License-Identifier: MIT
"""What surrounds the daemon: descriptors, the clock, name servers, hosts that stall, the session bus."""
import resource
import socket
import subprocess
import threading
import time

import webhook_receiver
from desktop import Desktop
from disk import Row, said

STALLS = (0, 1, 3, 60, 127, 400, 800, 1000, 1200)  # bytes of the server's side of a conversation over TLS


class Staller:
    """Passes `most` bytes of the server's answers on, then nothing more; `pause` between single bytes instead."""

    def __init__(self, port, most=None, pause=None):
        self._target, self._most, self._pause = port, most, pause
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open = True
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self):
        self._open = False
        self._socket.close()

    def _serve(self):
        while self._open:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            threading.Thread(target=self._forth, args=(client, server), daemon=True).start()
            threading.Thread(target=self._back, args=(server, client), daemon=True).start()

    def _forth(self, client, server):
        try:
            while data := client.recv(65536):
                server.sendall(data)
            server.close()
        except OSError:
            pass

    def _back(self, server, client):
        passed = 0
        try:
            while data := server.recv(65536):
                if self._pause:
                    for byte in data:
                        client.sendall(bytes([byte]))
                        time.sleep(self._pause)
                elif passed < self._most:
                    client.sendall(data[:self._most - passed])
                passed += len(data)
        except OSError:
            pass


def failure(outcome, of=""):
    """What was said of the first feed that failed."""
    for line in outcome.stdout.splitlines():
        if of in line and ": failed: " in line:
            return line.split(": failed: ")[1]
    raise AssertionError(f"no failure of {of}: exit {outcome.code}: {outcome.stdout}{outcome.stderr}")


def stalled(world, short):
    row = Row("TLS or HTTP stalls after n bytes")
    stallers = [Staller(world.feeds.port, most) for most in (STALLS[::4] if short else STALLS)]
    slow = Staller(world.feeds.port, pause=1)
    others = [f"https://127.0.0.1:{staller.port}/feed.xml" for staller in [*stallers, slow]]
    world.configure(*others, timeout="2s")
    world.begin()
    began = time.monotonic()
    outcome = world.once()
    took = time.monotonic() - began
    failed = outcome.stdout.count("failed: ")
    for staller in [*stallers, slow]:
        staller.stop()
    world.configure()
    assert failed >= len(others), outcome.stdout
    assert took < 20, f"it took {took:.0f} s"
    row.add(world.verdict(), failure(outcome))
    yield row


def hanging_lookup(world, _):
    row = Row("a name server that does not answer")
    world.configure('url = "https://hanging.example/feed.xml"\ninterval = "1h"', timeout="2s")
    world.begin()
    began = time.monotonic()
    outcome = world.once(**world.broken(hang="hanging.example"))
    took = time.monotonic() - began
    world.configure()
    assert took < 15, f"it took {took:.0f} s"
    row.add(world.verdict(), failure(outcome, "hanging.example"))
    yield row


def few_descriptors(world, short):
    # UBSan asks by a pipe whether an object's memory is there; when there is none to be had, it finds every object broken.
    if world.sanitizer:
        return
    row = Row("descriptors exhausted")
    for most in (16, 20) if short else range(12, 40, 2):
        world.configure(*[f"https://127.0.0.1:{world.feeds.port}/feed.xml?{n}" for n in range(30)])
        world.begin()
        done = subprocess.run([world.user.program, "run", "--once"], env=world.user.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=60, check=False,
                              preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
        world.configure()
        told = [line.split("failed: ")[1] for line in done.stdout.splitlines() if "failed: " in line]
        assert done.returncode >= 0, f"it died of signal {-done.returncode}"
        row.add(world.verdict(), told[0] if told else said(done))
    yield row


def clock_jumps(world, short):
    row = Row("the wall clock jumps")
    clock = world.folder / "clock"
    # Else the receiver would take the timestamp of another week for a forgery.
    tolerance, webhook_receiver.TOLERANCE = webhook_receiver.TOLERANCE, 10**9
    for jump in (20 * 86400,) if short else (20 * 86400, 3600, -3600, -20 * 86400, 300):
        world.begin()
        clock.write_text(str(jump))
        outcome = world.once(**world.broken(clock=clock))
        row.add(world.verdict(), said(outcome))
    webhook_receiver.TOLERANCE = tolerance
    yield row


def bus_vanishes(world, _):
    row = Row("the session bus vanishes")
    desktop = Desktop(world.folder / "desktop")
    world.begin(posts=0)
    daemon = world.daemon(**desktop.environment)
    try:
        world.wait_until(lambda: "started" in daemon.log(), 20, "the daemon", daemon)
        desktop.stop()
        world.publish()
        time.sleep(1)
        assert daemon.running(), daemon.log()
        code, _ = daemon.terminate()
        assert code == 0, daemon.log()
        told = [line for line in daemon.log().splitlines() if "bus" in line]
    finally:
        if daemon.running():
            daemon.kill()
    row.add(world.verdict(), told[-1][:120] if told else "nothing to tell")
    yield row


def all_of(world, short):
    for kind in (stalled, hanging_lookup, few_descriptors, clock_jumps, bus_vanishes):
        yield from kind(world, short)
