# SPDX-License-Identifier: MIT
"""Cold and warm rounds over HTTPS, each feed its own host: processor time, peak memory, bytes written, fsyncs."""
import statistics

import peers
from program import Program


def measure(table, publisher, folder, program, tools, runs, short):
    folder.mkdir()
    count = publisher.count
    user = Program(program, folder / "home", publisher.urls(), publisher.ca_file)
    for temperature, warm in (("cold", False), ("warm", True)):
        row = f"{temperature} round of {count}, CPU"
        for _ in range(runs):
            if not warm:
                user.forget()
            ours = user.once()
            if warm and ours.unchanged != count:
                raise RuntimeError(f"only {ours.unchanged} of {count} feeds were unchanged")
            curl = peers.curl(publisher, folder, warm)
            table.add(row, "feedherald", ours.cpu, "s")
            table.add(row, "curl", curl and curl.cpu, "s")
            table.add(row, "pollmax", peers.pollmax(publisher, folder, tools, warm).cpu, "s")
            table.add(f"{temperature} round of {count}, wall", "feedherald", ours.wall, "s")
            table.add(f"{temperature} round of {count}, wall", "curl", curl and curl.wall, "s")
            table.add(f"{temperature} round of {count}, peak memory", "feedherald", ours.peak / 1024, "MiB")
            table.add(f"CPU a feed, {temperature}, {count} feeds", "feedherald", ours.cpu / count * 1e6, "µs")
        table.bar(row, "curl", 0.6 if warm else 1.0)
        table.bar(row, "pollmax", 1.2 if warm else 1.8)
        table.bar(f"{temperature} round of {count}, peak memory", "", 40 if count <= 1000 else 60)
    written, syncs = user.traced_once()
    table.add(f"warm round of {count}, bytes written a feed", "feedherald", written / count)
    table.bar(f"warm round of {count}, bytes written a feed", "", 300)
    table.add(f"warm round of {count}, fsyncs", "feedherald", syncs)
    table.bar(f"warm round of {count}, fsyncs", "", 4 * max(1, count // 1000))
    if count <= 1000:
        others(table, publisher, folder, 1 if short else min(runs, 3))


def compare_counts(table, counts):
    """What a feed costs among the most and among the fewest: it must not depend on how many there are."""
    for temperature in ("cold", "warm"):
        few, many = (table.ours(f"CPU a feed, {temperature}, {count} feeds", "µs") for count in (min(counts), max(counts)))
        if few and many and max(counts) > min(counts):
            row = f"CPU a feed, {temperature}, {max(counts)} feeds to {min(counts)}"
            table.add(row, "feedherald", statistics.median(many) / statistics.median(few))
            table.bar(row, "", 1.1)


def others(table, publisher, folder, runs):
    """What people use today; rss2email asks one feed after the other, so it is given 100."""
    count = publisher.count
    for peer in (peers.newsboat, peers.sfeed) + ((peers.rss2email,) if count <= 100 else ()):
        for temperature, warm in (("cold", False), ("warm", True)):
            row = f"{temperature} round of {count}, CPU"
            for _ in range(runs):
                cost = peer(publisher, folder / peer.__name__, warm)
                table.add(row, peer.__name__, cost and cost.cpu, "s")
            table.bar(row, peer.__name__, 1.0)
