# SPDX-License-Identifier: MIT
"""A round with 100 ms of latency at concurrency 256: who waits well? In a network namespace of its own, where lodelay holds
every packet; needs root, iptables and libnetfilter_queue, and is left out where one is missing."""
import os
import pathlib
import shutil
import subprocess
import sys


def measure(table, publisher, folder, program, tools, runs, short):
    if short or os.geteuid() != 0 or not (tools / "lodelay").exists() or not shutil.which("iptables"):
        return
    folder.mkdir()
    here = pathlib.Path(__file__).resolve()
    for _ in range(min(runs, 3)):
        done = subprocess.run(["unshare", "--net", sys.executable, here, str(publisher.count), folder / "inside", program, tools],
                              capture_output=True, text=True, check=False, timeout=900)
        if done.returncode != 0:
            print(f"latency: left out: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            return
        for line in done.stdout.splitlines():
            row, who, seconds = line.rsplit(" ", 2)
            table.add(row, who, float(seconds), "s")
            table.bar(row, "curl", 1.3)


def inside(count, folder, program, tools):
    import peers
    from program import Program
    from publisher import Publisher
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["iptables", "-I", "INPUT", "-i", "lo", "-j", "NFQUEUE", "--queue-num", "0"], check=True)
    shutil.rmtree(folder, ignore_errors=True)
    delay = subprocess.Popen([tools / "lodelay", "50"], stdout=subprocess.PIPE)
    delay.stdout.readline()
    publisher = Publisher(folder / "publisher", count, tools)
    try:
        user = Program(program, folder / "home", publisher.urls(), publisher.ca_file, concurrency=256)
        for temperature, warm in (("cold", False), ("warm", True)):
            row = f"{temperature} round of {count}, 100 ms latency, concurrency 256, wall"
            print(f"{row} feedherald {user.once().wall:.3f}")
            print(f"{row} curl {peers.curl(publisher, folder, warm, 256).wall:.3f}")
    finally:
        publisher.stop()
        delay.terminate()


if __name__ == "__main__":
    inside(int(sys.argv[1]), *map(pathlib.Path, sys.argv[2:5]))
