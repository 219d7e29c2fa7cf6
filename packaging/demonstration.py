#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A post is published on loopback, the installed program finds it, a real notification server shows it.

usage: demonstration.py PREFIX FOLDER    PREFIX: where feedherald is installed; FOLDER: takes the screenshot and the log
"""
import html
import pathlib
import re
import shutil
import signal
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests/e2e"))
from certificates import Authority  # noqa: E402
from desktop import Desktop  # noqa: E402
from feed_server import Feed, FeedServer  # noqa: E402
from program import Program  # noqa: E402

TITLE = "Hear ye: the first post that feedherald found"
TEXT = "It was not there a minute ago. Now it is on your screen."
CONFIG = """[poll]
ca_file = "{ca_file}"
interval = "1m"

[[feed]]
url = "{url}"
"""


def step(text):
    print(f"  - {text}", flush=True)


def plain(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).replace("\n", "\n      ")


def demonstrate(prefix, folder, work, undo):
    authority = Authority(work / "ca")
    feed = Feed("The Loopback Gazette", posts=3)
    server = FeedServer(authority.certificate("server"), log_file=folder / "requests.log")
    undo.append(server.stop)
    url = server.feed("/feed.xml", feed)
    step(f"a publisher on loopback, over TLS with a CA of its own: {url}, 3 posts")

    desktop = Desktop(work / "desktop", [prefix / "share"])
    undo.append(desktop.stop)
    desktop.start_server()
    step(f"a desktop of our own: private session bus, dunst under Xvfb (display {desktop.environment['DISPLAY']})")

    user = Program(work / "home", prefix / "bin/feedherald", desktop.environment)
    user.configure(CONFIG.format(ca_file=authority.ca_file, url=url))
    log = folder / "feedherald.log"
    daemon = user.start(log)
    undo.append(lambda: daemon.running() and daemon.terminate())
    try:
        server.wait_for(lambda: 200 in server.statuses("/feed.xml") or not daemon.running(), 30, "the first poll")
        step(f"feedherald run (process {daemon.pid}): first poll done; what stood there before is recorded, not alerted")
        post = feed.publish(TITLE, TEXT)
        step(f"published: {post.title!r}; the daemon looks once a minute, the most it does to a machine of your own ...")
        server.wait_for(lambda: server.statuses("/feed.xml").count(200) > 1 or not daemon.running(), 120, "the next poll")
        desktop.wait_for_popups(1, 30)
    except AssertionError as what:
        ended = "" if daemon.running() else "The daemon has ended. "
        sys.exit(f"quickstart: {ended}{what}\nIts last words ({log}):\n{daemon.log()[-2000:]}")

    picture = desktop.screenshot(folder / "popup.png")
    shown = desktop.popups()
    code, seconds = daemon.terminate()
    step(f"SIGTERM: the daemon ended after {seconds:.1f} s with status {code}")
    print(f"\nShown by the notification server ({len(shown)}):")
    for popup in shown:
        print(f"  {popup['appname']}: {popup['summary']}\n      {plain(popup['body'])}")
    print(f"\nScreenshot: {picture}\nThe daemon's log: {log}")
    if code != 0 or [popup["summary"] for popup in shown] != [TITLE]:
        sys.exit("quickstart: that is not what should have happened")


def main(prefix, folder):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("quickstart: stopped"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    undo = []
    # A short path: the name of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="fh-") as work:
        try:
            demonstrate(prefix, folder, pathlib.Path(work), undo)
        finally:
            for action in reversed(undo):
                action()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
