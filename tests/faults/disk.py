# SPDX-License-Identifier: MIT
"""The state file: every call that changes it failing in turn, kill -9, power cuts, damage, a full disk."""
import contextlib
import os
import random
import re
import shutil
import subprocess
import tempfile

import journal

ERRORS = ("ENOSPC", "EIO", "EROFS", "short", "ENOSPC+", "EIO+")


class Row:
    """One line of the table; grows while the cases run."""

    def __init__(self, fault):
        self.fault, self.cases, self.lost, self.repeats, self.old, self.seen = fault, 0, 0, 0, 0, {}

    def add(self, verdict, seen):
        self.cases += 1
        self.lost += verdict.lost
        self.repeats = max(self.repeats, verdict.repeats)
        self.old += verdict.old
        self.seen[seen] = self.seen.get(seen, 0) + 1

    @property
    def holds(self):
        return self.cases > 0 and self.lost == 0 and self.repeats <= 1 and self.old == 0

    def __str__(self):
        most = max(self.seen, key=self.seen.get, default="nothing")
        return (f"{self.fault:34} {self.cases:5} cases   lost {self.lost}   repeats {self.repeats}   old alerts {self.old}"
                f"   seen: {most}")


def said(outcome):
    """What the user was told, in one line."""
    lines = [line for line in outcome.stderr.splitlines() if line.strip()]
    return re.sub(r"/\S*/state\.db", "state.db", lines[-1])[:150] if lines else "nothing to tell"


def count_calls(world, **options):
    count = world.folder / "count"
    count.unlink(missing_ok=True)
    world.begin()
    outcome = world.once(**world.broken(count=count, **options))
    assert outcome.code == 0, outcome.stderr
    return count.stat().st_size


def calls_failing(world, stride, errors=ERRORS):
    total = count_calls(world)
    assert total > 20, f"only {total} calls were seen: is the breaker loaded?"
    for how in errors:
        row = Row(f"state file: {how} at each call")
        for at in range(1, total + 1, stride):
            world.begin()
            outcome = world.once(**world.broken(at=at, how=how))
            row.add(world.verdict(), said(outcome))
        yield row


def killed(world, instants):
    total = count_calls(world, sockets=1)
    row = Row("kill -9 at each instant")
    for number in range(instants):
        world.begin()
        # Each call once, then again from the start: other threads are elsewhere by then.
        outcome = world.once(**world.broken(at=1 + number * max(1, total // instants) % total, how="kill", sockets=1))
        row.add(world.verdict(), "killed" if outcome.code == -9 else "ended before")
    yield row


def power_cut(world, stride):
    log = world.folder / "journal"
    log.unlink(missing_ok=True)
    world.begin()
    before = {str(file): file.read_bytes() for file in world.user.state_folder.glob("state.db*")}
    outcome = world.once(**world.broken(journal=log))
    assert outcome.code == 0, outcome.stderr
    calls = journal.read(log)
    accepted = list(world.receiver.deliveries)
    chance = random.Random(1)
    ways = (("nothing unsynced survives", lambda: False), ("any unsynced write survives", lambda: chance.random() < 0.5))
    for name, survives in ways:
        row = Row(f"power cut: {name}")
        for cut in range(1, len(calls) + 1, stride):
            new = list(world.new)
            world.begin()
            world.new = new
            world.receiver.deliveries[:] = accepted  # what went out before the cut is out
            for file in world.user.state_folder.glob("state.db*"):
                file.unlink()
            for path, content in journal.after_power_cut(before, calls, cut, survives).items():
                with open(path, "wb") as file:
                    file.write(content)
            outcome = world.once()
            row.add(world.verdict(), said(outcome))
        yield row


def damaged(world, stride):
    row = Row("state.db: each page overwritten")
    world.begin()
    pages = (world.user.state_folder / "state.db").stat().st_size // 4096
    chance = random.Random(2)
    for page in range(0, pages, stride):
        world.begin(posts=0)
        with open(world.user.state_folder / "state.db", "r+b") as file:
            file.seek(page * 4096)
            file.write(chance.randbytes(4096))
        outcome = world.once()
        aside = list(world.user.state_folder.glob("state.db.corrupt-*"))
        world.publish()
        row.add(world.verdict(), said(outcome) if aside else "nothing to tell: the page was not needed, or could be made anew")
    yield row


@contextlib.contextmanager
def small_disk(megabytes):
    folder = tempfile.mkdtemp(prefix="fh-disk-")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        os.rmdir(folder)


def full_disk(world):
    """The real thing, and a daemon that stays: what it could not write it makes good when there is room again."""
    row = Row("disk full, then room again")
    with small_disk(2) as disk:
        world.begin(posts=0)
        state = world.user.state_folder
        shutil.rmtree(state)
        shutil.copytree(world.kept, f"{disk}/state")
        state.symlink_to(f"{disk}/state")
        with contextlib.suppress(OSError), open(f"{disk}/filler", "wb") as filler:
            while True:
                filler.write(bytes(512))
                filler.flush()
        world.publish()
        outcome = world.once()
        os.unlink(f"{disk}/filler")
        row.add(world.verdict(), said(outcome))
        state.unlink()
    yield row
