# SPDX-License-Identifier: MIT
"""How fast alerts leave: a full outbox to one webhook over HTTPS, and one new post to the desktop."""
import os
import pathlib
import re
import subprocess
import sys

E2E = pathlib.Path(__file__).resolve().parent.parent / "e2e"


def webhooks(table, tools, runs, short):
    if not (tools / "bench_deliver").exists():
        return
    for _ in range(runs):
        said = subprocess.run([tools / "bench_deliver", "500" if short else "10000"], capture_output=True, text=True, check=True).stdout
        found = {name: re.search(pattern, said) for name, pattern in (
            ("alert enqueued, wall", r"enqueue: ([\d.]+) us"), ("alert delivered by webhook, CPU with the receiver's", r"; ([\d.]+) us of"))}
        for row, match in found.items():
            table.add(row, "feedherald", float(match[1]), "µs")
        rate = float(re.search(r": (\d+) a second", said)[1])
        table.add("alert delivered by webhook, wall", "feedherald", 1e6 / rate, "µs")
    table.bar("alert enqueued, wall", "", 50)
    table.bar("alert delivered by webhook, wall", "", 500)  # 2,000 a second


def desktop(table, program, folder, runs):
    """From the last byte of a 50 KB feed to the Notify call; the scenario is a test of its own."""
    folder.mkdir()
    build = program.parent.parent
    prefix = folder / "installed"
    installed = subprocess.run(["cmake", "--install", build, "--prefix", prefix], capture_output=True, text=True, check=False)
    if installed.returncode != 0:
        print("desktop: left out: not everything is built (cmake --build build/bench)", file=sys.stderr)
        return
    environment = os.environ | {"FEEDHERALD_PREFIX": str(prefix), "FEEDHERALD_ARTIFACTS": str(folder)}
    for _ in range(min(runs, 3)):
        done = subprocess.run([sys.executable, "-B", E2E / "latency_test.py"], env=environment, capture_output=True, text=True, check=False)
        said = re.search(r"median ([\d.]+) ms, worst .* a bare call: median ([\d.]+) ms", done.stdout)
        if not said:
            print(f"desktop: left out: {(done.stdout + done.stderr).strip().splitlines()[-1:]}", file=sys.stderr)
            return
        table.add("last byte to Notify", "feedherald", float(said[1]), "ms")
        table.add("last byte to Notify", "a bare call", float(said[2]), "ms")
    table.bar("last byte to Notify", "", 5)
