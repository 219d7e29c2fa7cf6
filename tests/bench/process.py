# SPDX-License-Identifier: MIT
"""What a program costs: processor time, peak memory, bytes written, fsyncs, wake-ups."""
import dataclasses
import os
import pathlib
import re
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Cost:
    code: int
    wall: float
    cpu: float  # user + system seconds, children that were waited for included
    peak: int  # KiB, of the process itself
    stdout: str = ""


def run(arguments, environment=None, stdin=None, stdout=None, seconds=900):
    """Runs it to its end. stdout: a path that takes what it prints."""
    began = time.monotonic()
    with open(stdout or os.devnull, "wb") as out:
        process = subprocess.Popen([str(a) for a in arguments], env=environment, stdout=out, stderr=subprocess.STDOUT,
                                   stdin=stdin or subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    if wall > seconds:
        raise RuntimeError(f"{arguments[0]} took {wall:.0f} s")
    text = pathlib.Path(stdout).read_text(errors="replace") if stdout else ""
    return Cost(process.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, text)


def traced(arguments, environment, folder):
    """Runs it once more under strace: (bytes written to files below `folder`, fsyncs)."""
    log = pathlib.Path(folder) / "strace.log"
    subprocess.run(["strace", "-f", "-qq", "-y", "-o", log, "-e", "trace=fsync,fdatasync,write,pwrite64,writev,pwritev",
                    *[str(a) for a in arguments]], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   check=False)
    return counted(log.read_text(errors="replace"))


def counted(trace):
    """Of strace -y's lines: bytes written to the state, and how often it was synced."""
    written = syncs = 0
    for line in trace.splitlines():
        if "state.db" not in line:
            continue
        if re.search(r"\b(fsync|fdatasync)\(", line):
            syncs += 1
        elif match := re.search(r"= (\d+)$", line):
            written += int(match.group(1))
    return written, syncs


def cpu_of(pid):
    """Processor seconds of every thread, to the nanosecond."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except FileNotFoundError:
            pass  # a thread that ended
    return total / 1e9


def wake_ups_of(pid):
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        total += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (task / "status").read_text(), re.M).group(1))
    return total


def memory_of(pid):
    """{"Pss": KiB, "Rss": KiB, ...}"""
    lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) for line in lines}


def peak_of(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1))


def descriptors_of(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def written_by(pid):
    return int(re.search(r"^wchar: (\d+)", pathlib.Path(f"/proc/{pid}/io").read_text(), re.M).group(1))
