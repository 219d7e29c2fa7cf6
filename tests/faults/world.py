# SPDX-License-Identifier: MIT
"""One feed, one receiver, one state that knows the feed's first posts: where every fault begins."""
import collections
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from certificates import Authority  # noqa: E402
from feed_server import Feed, FeedServer  # noqa: E402
from program import Program  # noqa: E402
from webhook_receiver import WebhookReceiver  # noqa: E402

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OLD_POSTS = 3
CONFIG = """[poll]
ca_file = "{ca_file}"
timeout = "{timeout}"
interval = "1m"
[alerts]
to = [{to}]
[sinks.hook]
type = "webhook"
url = "{hook}"
secret = "{secret}"
"""


def sanitizer_of(program):
    """The library of AddressSanitizer, where the program is built with it: it wants to be loaded before the breaker."""
    needed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    return re.findall(r"libasan\S* => (\S+)", needed)


@dataclasses.dataclass
class Verdict:
    """What became of the new posts after all is well again."""
    lost: int
    repeats: int  # of the post that was repeated most
    old: int  # alerts of posts that stood there before


class World:
    def __init__(self, folder, program, breaker):
        self.folder = pathlib.Path(folder)
        self.breaker = breaker
        self.sanitizer = sanitizer_of(program)
        self.authority = Authority(self.folder / "ca")
        certificate = self.authority.certificate("server")
        self.feeds = FeedServer(certificate)
        self.receiver = WebhookReceiver(certificate, SECRET)
        self.user = Program(self.folder / "home", program)
        self.feed = Feed("Gazette", posts=OLD_POSTS)
        self.url = self.feeds.feed("/feed.xml", self.feed)
        self.configure()
        self.once()
        self.kept = self.folder / "kept"
        shutil.copytree(self.user.state_folder, self.kept)
        self.new = []

    def configure(self, *others, to='"hook"', timeout="5s", first=True):
        text = CONFIG.format(ca_file=self.authority.ca_file, hook=self.receiver.url("/hook"), secret=SECRET, to=to,
                             timeout=timeout)
        for feed in [self.url] * first + list(others):
            text += "[[feed]]\n" + (feed if "=" in feed else f'url = "{feed}"') + "\n"
        self.user.configure(text)

    def begin(self, posts=2):
        """The state of before, and `posts` new posts that nobody has seen."""
        shutil.rmtree(self.user.state_folder, ignore_errors=True)
        shutil.copytree(self.kept, self.user.state_folder)
        self.receiver.deliveries.clear()
        self.receiver.mode = "accept"
        self.feed.posts = self.feed.posts[len(self.feed.posts) - OLD_POSTS:]
        self.new = []
        for _ in range(posts):
            self.publish()

    def publish(self):
        self.new.append(self.feed.publish(f"News {len(self.new) + 1}").title)

    def broken(self, **options):
        """The environment that breaks something."""
        return {"LD_PRELOAD": ":".join([*self.sanitizer, str(self.breaker)]), "BREAKER_PATH": str(self.user.state_folder / "state.db"),
                **{f"BREAKER_{name.upper()}": str(value) for name, value in options.items()}}

    def once(self, **environment):
        return self.user.once(**environment)

    def daemon(self, **environment):
        return self.user.start(self.folder / "daemon.log", **environment)

    def verdict(self):
        """After one more round in which nothing is broken."""
        for _ in range(2):
            outcome = self.once()
            if outcome.code != 0:
                raise AssertionError(f"not well again: exit {outcome.code}: {outcome.stderr}{outcome.stdout}")
        seen = collections.Counter(delivery.body["data"]["item"]["title"] for delivery in self.receiver.accepted())
        if self.receiver.faults:
            raise AssertionError(f"the receiver: {self.receiver.faults}")
        return Verdict(sum(title not in seen for title in self.new),
                       max((count - 1 for count in seen.values()), default=0),
                       sum(count for title, count in seen.items() if title not in self.new))

    def wait_until(self, true, seconds, what, daemon=None):
        end = time.monotonic() + seconds
        while not true():
            if daemon and not daemon.running():
                raise AssertionError(f"{what}: the daemon has ended\n{daemon.log()}")
            if time.monotonic() > end:
                raise AssertionError(f"{what}: not within {seconds} s\n{daemon.log() if daemon else ''}")
            time.sleep(0.05)

    def alerted(self, title):
        return any(delivery.body["data"]["item"]["title"] == title for delivery in self.receiver.accepted())

    def stop(self):
        self.feeds.stop()
        self.receiver.stop()


def is_root():
    return os.geteuid() == 0
