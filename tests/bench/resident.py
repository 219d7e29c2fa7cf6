# SPDX-License-Identifier: MIT
"""The daemon that stays: a second round with resumed TLS sessions, what it costs while nothing is due, how fast it starts."""
import time

import peers
import process
from program import Program, wait_until

SECOND_ROUND = 90  # seconds that a round with an interval of a minute may take to come
IDLE = 60


def measure(table, publisher, folder, program, tools, runs, short):
    folder.mkdir()
    count = publisher.count
    if count <= 1000 and not short:
        for _ in range(min(runs, 3)):
            second_round(table, publisher, folder, program, tools)
    idle(table, publisher, folder, program, 5 if short else IDLE)
    if count >= 10000 or short:
        start(table, publisher, folder, program, 10 if short else 100)


def second_round(table, publisher, folder, program, tools):
    count = publisher.count
    user = Program(program, folder / "second", publisher.urls(), publisher.ca_file, interval="1m")
    user.forget()
    publisher.forget_requests()
    daemon = user.start()
    wait_until(lambda: publisher.answered() >= count, SECOND_ROUND, "the first round")
    time.sleep(3)
    before = process.cpu_of(daemon.pid)
    publisher.forget_requests()
    wait_until(lambda: publisher.answered() >= count, SECOND_ROUND, "the second round")
    time.sleep(1)
    cost = process.cpu_of(daemon.pid) - before
    answers = publisher.answers()
    resumed = answers[304, True]
    if resumed < 0.98 * count:
        raise RuntimeError(f"only {resumed} of {count} sessions were resumed: {answers}")
    daemon.stop()
    row = f"resumed round of {count}, CPU"
    table.add(row, "feedherald", cost, "s")
    # Both bars are against full handshakes; what resumption saves at best stands beside them.
    table.add(row, "pollmax", peers.pollmax(publisher, folder, tools, warm=True).cpu, "s")
    table.add(row, "pollmax -R", peers.pollmax(publisher, folder, tools, warm=True, resume=True).cpu, "s")
    full = peers.curl(publisher, folder, warm=True)
    table.add(row, "curl", full and full.cpu, "s")
    table.bar(row, "curl", 0.3)
    table.bar(row, "pollmax", 0.55)


def idle(table, publisher, folder, program, seconds):
    """After a round that left a TLS session of every feed."""
    count = publisher.count
    user = Program(program, folder / "idle", publisher.urls(), publisher.ca_file)
    user.forget()
    publisher.forget_requests()
    daemon = user.start()
    wait_until(lambda: publisher.answered() >= count, 600, "the first round")
    time.sleep(12)  # connections that are kept for a moment, threads, the status line
    wakes = process.wake_ups_of(daemon.pid)
    time.sleep(seconds)
    wakes = process.wake_ups_of(daemon.pid) - wakes
    table.add(f"idle with {count} feeds, wake-ups a minute", "feedherald", wakes * 60 / seconds)
    table.bar(f"idle with {count} feeds, wake-ups a minute", "", 2)
    table.add(f"idle with {count} feeds, PSS after a first round", "feedherald", process.memory_of(daemon.pid)["Pss"] / 1024, "MiB")
    daemon.stop()
    daemon = user.start()
    time.sleep(2)
    row = f"idle with {count} feeds, PSS"
    table.add(row, "feedherald", process.memory_of(daemon.pid)["Pss"] / 1024, "MiB")
    if count == 1000:
        table.bar(row, "", 11)
    daemon.stop()
    fewer = table.ours("idle with 1000 feeds, PSS", "MiB")
    if count > 1000 and fewer:
        row = f"memory of a further idle feed, from 1000 to {count}"
        table.add(row, "feedherald", (table.ours(f"idle with {count} feeds, PSS", "MiB")[0] - fewer[0]) * 1024 / (count - 1000), "KiB")
        table.bar(row, "", 1)


def start(table, publisher, folder, program, items):
    user = Program(program, folder / "idle", publisher.urls(), publisher.ca_file)
    rows = user.fill_seen(items)
    for _ in range(3):
        daemon = user.start()
        row = f"start with {publisher.count} feeds, {rows} seen items"
        table.add(row, "feedherald", daemon.seconds_to_ready, "s")
        daemon.stop()
    table.bar(row, "", 1.0)
