# SPDX-License-Identifier: MIT
"""What a person waits for at the prompt: --version, list, import; and how long the daemon is away to reload."""
import os
import shutil

import process
from program import Program

GOALS = {"--version": 0.010, "list": 0.200, "import": 2.0, "reload": 0.5}  # seconds; all but the first with 10,000 feeds


def measure(table, publisher, folder, program, tools, runs, short):
    folder.mkdir()
    count = publisher.count
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    nothing = shutil.which("true")
    for _ in range(4 * runs):
        timed(table, "--version", [program, "--version"], environment)
        # What it costs here to start any program at all.
        table.add("--version, CPU", "true", process.run([nothing], environment).cpu * 1e3, "ms")
        table.add("--version, wall", "true", process.run([nothing], environment).wall * 1e3, "ms")
    table.bar("--version, wall", "", GOALS["--version"] * 1e3)

    user = Program(program, folder / "home", publisher.urls(), publisher.ca_file)
    user.once()
    opml = folder / "feeds.opml"
    opml.write_text('<opml version="2.0"><body>' + "".join(
        f'<outline type="rss" text="Feed {number}" xmlUrl="{url}"/>\n' for number, url in enumerate(publisher.urls())) + "</body></opml>")
    for number in range(runs):
        timed(table, f"list of {count} feeds", [program, "list"], user.environment)
        home = folder / f"empty-{number}"
        home.mkdir()
        timed(table, f"import of {count} feeds", [program, "import", opml], environment | {"HOME": str(home)})
    daemon = user.start()
    for _ in range(runs):
        began = process.cpu_of(daemon.pid)
        table.add(f"reload of {count} feeds, wall", "feedherald", daemon.reload() * 1e3, "ms")
        table.add(f"reload of {count} feeds, CPU", "feedherald", (process.cpu_of(daemon.pid) - began) * 1e3, "ms")
    daemon.stop()
    for command, feeds in (("list", "list of"), ("import", "import of"), ("reload", "reload of")):
        table.bar(f"{feeds} {count} feeds, wall", "", GOALS[command] * 1e3)


def timed(table, row, arguments, environment):
    cost = process.run(arguments, environment, stdout=os.path.join(environment["HOME"], "said"))
    if cost.code != 0:
        raise RuntimeError(f"{row}: exit {cost.code}: {cost.stdout[-1000:]}")
    table.add(f"{row}, CPU", "feedherald", cost.cpu * 1e3, "ms")
    table.add(f"{row}, wall", "feedherald", cost.wall * 1e3, "ms")
