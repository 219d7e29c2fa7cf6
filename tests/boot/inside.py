#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a person does with the package in a booted system, as root inside it; tests/boot/run starts it there.

usage: inside.py PACKAGE.deb    one line a fact; exit 1 at the first that is not so
"""
import json
import os
import pathlib
import pwd
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from certificates import Authority  # noqa: E402
from feed_server import Feed, FeedServer  # noqa: E402
from webhook_receiver import WebhookReceiver  # noqa: E402

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the Standard Webhooks specification's example
UNIT = "feedherald.service"
CONFIG = """[poll]
interval = "1m"
ca_file = "{home}/ca.pem"

[alerts]
to = ["hook"]
backlog = 1

[[feed]]
url = "{feed}"

[sinks.hook]
type = "webhook"
url = "{hook}"
secret_credential = "hook"
"""
WAKE = "/run/feedherald-wakes"
DROP_IN = """[Service]
LoadCredential=hook:%h/hook-secret
WatchdogSec=4s
RestartSec=1s
"""


def run(*command, check=True, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def until(predicate, seconds, what):
    deadline = time.monotonic() + seconds
    while not predicate():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.1)


def let_it_suspend():
    """A container cannot sleep: logind is shown a kernel that can, and what would suspend it waits for WAKE instead."""
    run("mount", "-t", "tmpfs", "tmpfs", "/mnt")
    (pathlib.Path("/mnt") / "state").write_text("freeze mem\n", encoding="ascii")
    (pathlib.Path("/mnt") / "mem_sleep").write_text("[s2idle] deep\n", encoding="ascii")
    run("mount", "-o", "remount,rw", "/sys")
    pathlib.Path("/sys/power").mkdir(exist_ok=True)
    run("mount", "--bind", "/mnt", "/sys/power")
    drop_in = pathlib.Path("/run/systemd/system/systemd-suspend.service.d")
    drop_in.mkdir(parents=True)
    (drop_in / "wait.conf").write_text(f"[Service]\nExecStart=\nExecStart=/bin/sh -c 'until [ -e {WAKE} ]; do sleep 0.1; done'\n",
                                       encoding="ascii")
    run("systemctl", "daemon-reload")


class Reader:
    """A person's account with services that outlive a login."""

    def __init__(self, name):
        run("useradd", "--create-home", name)
        self.entry = pwd.getpwnam(name)
        self.home = pathlib.Path(self.entry.pw_dir)
        run("loginctl", "enable-linger", name)
        runtime = f"/run/user/{self.entry.pw_uid}"
        self.environment = {"HOME": str(self.home), "USER": name, "LOGNAME": name, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
                            "XDG_RUNTIME_DIR": runtime, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus"}
        until(lambda: pathlib.Path(runtime, "bus").exists(), 60, "the session bus of the user")

    def do(self, *command, check=True):
        return run(*command, check=check, user=self.entry.pw_uid, group=self.entry.pw_gid, extra_groups=[], env=self.environment,
                   cwd=self.home)

    def systemctl(self, *words, check=True):
        return self.do("systemctl", "--user", *words, check=check)

    def show(self, name):
        return self.systemctl("show", "--value", "-p", name, UNIT)

    def write(self, path, text, mode=0o600):
        file = self.home / path
        for folder in reversed([*file.relative_to(self.home).parents][:-1]):
            (self.home / folder).mkdir(exist_ok=True)
            os.chown(self.home / folder, self.entry.pw_uid, self.entry.pw_gid)
        file.write_text(text, encoding="utf-8")
        os.chown(file, self.entry.pw_uid, self.entry.pw_gid)
        file.chmod(mode)
        return file

    def said(self, words):
        return any(words in str(entry["MESSAGE"]) for entry in self.journal())

    def journal(self):
        return [json.loads(line) for line in run("journalctl", "--no-pager", "-o", "json", f"_SYSTEMD_USER_UNIT={UNIT}").splitlines()]


def fact(text):
    print(f"ok  {text}", flush=True)


def main(package):
    run("debconf-set-selections", input="man-db man-db/auto-update boolean false\n")  # it takes longer than all the rest
    run("dpkg", "--install", package)
    fact(f"the package installs: {run('feedherald', '--version')}")

    reader = Reader("reader")
    authority = Authority("/tmp/ca")
    certificate = authority.certificate("server")
    feed = Feed("The Booted Gazette", posts=3)
    server = FeedServer(certificate)
    receiver = WebhookReceiver(certificate, SECRET)
    url = server.feed("/feed.xml", feed)
    reader.write("ca.pem", authority.ca_file.read_text(encoding="utf-8"))
    reader.write("hook-secret", SECRET + "\n")
    config = reader.write(".config/feedherald/config.toml", CONFIG.format(home=reader.home, feed=url, hook=receiver.url("/hook")))
    reader.write(f".config/systemd/user/{UNIT}.d/test.conf", DROP_IN)
    if reader.systemctl("is-enabled", UNIT, check=False) != "disabled":
        raise AssertionError("the package has enabled the unit by itself")
    reader.systemctl("daemon-reload")
    reader.systemctl("enable", "--now", UNIT)
    fact(f"the unit is enabled and active: {reader.show('StatusText')}")

    until(lambda: len(receiver.accepted()) == 1, 30, "the first alert")
    if receiver.faults:
        raise AssertionError(f"deliveries: {receiver.faults}")
    fact("a post is alerted, signed with the secret of a systemd credential")

    second = Feed("The Second Gazette", posts=1)
    with config.open("a", encoding="utf-8") as file:
        file.write(f'\n[[feed]]\nurl = "{server.feed("/second.xml", second)}"\n')
    reader.systemctl("reload", UNIT)
    until(lambda: len(receiver.accepted()) == 2, 30, "the alert of a feed that a reload brought")
    fact("a reload puts a new feed in force")

    before = reader.show("MainPID")
    os.kill(int(before), signal.SIGSTOP)
    until(lambda: reader.show("NRestarts") == "1" and reader.show("ActiveState") == "active", 60, "the watchdog's restart")
    fact("a daemon that hangs is restarted by the watchdog")

    os.kill(int(reader.show("MainPID")), signal.SIGKILL)
    until(lambda: reader.show("NRestarts") == "2" and reader.show("ActiveState") == "active", 60, "the restart after kill -9")
    feed.publish("After the crash")
    reader.do("feedherald", "poll")
    until(lambda: len(receiver.accepted()) == 3, 90, "the alert after two crashes")
    fact("kill -9 loses nothing and repeats nothing: 3 posts, 3 alerts")

    let_it_suspend()
    run("systemctl", "suspend", "--no-block")
    until(lambda: reader.said("goes to sleep"), 20, "that the daemon hears logind say that the machine goes to sleep")
    feed.publish("While it slept")
    pathlib.Path(WAKE).touch()
    until(lambda: reader.said("has woken"), 20, "that the daemon hears logind say that the machine has woken")
    reader.do("feedherald", "poll")
    until(lambda: len(receiver.accepted()) == 4, 90, "the alert of what came while the machine slept")
    fact("suspend and resume are heard from logind, and what came meanwhile is alerted")

    fields = [entry for entry in reader.journal() if "FEED_URL" in entry]
    if not fields or "SYSLOG_IDENTIFIER" not in fields[0]:
        raise AssertionError("no entry of the journal has FEED_URL=")
    fact(f"the journal has fields: FEED_URL={fields[0]['FEED_URL']} in {len(fields)} entries")
    if any(SECRET in json.dumps(entry) for entry in reader.journal()):
        raise AssertionError("the journal holds a secret")
    fact("the journal holds no secret")

    began = time.monotonic()
    reader.systemctl("stop", UNIT)
    if (took := time.monotonic() - began) > 5 or reader.show("Result") != "success":
        raise AssertionError(f"stopped in {took:.1f} s with {reader.show('Result')}")
    fact(f"it stops in {took:.1f} s")

    run("dpkg", "--purge", "feedherald")
    if not config.exists() or not list(reader.home.rglob("state.db")):
        raise AssertionError("removal of the package took the user's data with it")
    fact("removal keeps the user's data")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except AssertionError as failure:
        print(f"NOT {failure}", flush=True)
        print(run("journalctl", "--no-pager", "-n", "60", check=False))
        sys.exit(1)
