# SPDX-License-Identifier: MIT
"""What a user would pick instead, and what nobody can beat: each polls the same feeds and returns its Cost, or None where
it is not installed or cannot do it."""
import functools
import os
import pathlib
import shutil

import process
from publisher import ETAG


def needs(program):
    def decorate(function):
        @functools.wraps(function)
        def asked(publisher, folder, *arguments, **named):
            if not shutil.which(program):
                return None
            folder = pathlib.Path(folder)
            folder.mkdir(parents=True, exist_ok=True)
            return function(publisher, folder, *arguments, **named)
        return asked
    return decorate


def checked(cost, publisher, status):
    """A peer that did not fetch everything is no measure."""
    got = sum(count for (code, _), count in publisher.answers().items() if code == status)
    if got < publisher.count:
        raise RuntimeError(f"only {got} of {publisher.count} feeds were answered with {status}: {cost.stdout[-500:]}")
    return cost


@needs("curl")
def curl(publisher, folder, warm=False, parallel=64):
    lines = ["no-progress-meter", "parallel", f"parallel-max={parallel}", f"cacert={publisher.ca_file}",
             'header="Accept-Encoding: gzip"']
    if warm:
        quoted = ETAG.replace('"', '\\"')
        lines.append(f'header="If-None-Match: {quoted}"')
    for url in publisher.urls():
        lines += [f"url={url}", "output=/dev/null"]
    (folder / "curlrc").write_text("\n".join(lines) + "\n")
    publisher.forget_requests()
    cost = process.run(["curl", "-q", "-K", folder / "curlrc"], stdout=folder / "curl.log")
    return checked(cost, publisher, 304 if warm else 200)


def pollmax(publisher, folder, tools, warm=False, resume=False, parallel=64):
    """Only fetches: epoll and OpenSSL, nothing decoded, nothing parsed, nothing kept."""
    etag = f" {ETAG}" if warm else ""
    targets = pathlib.Path(folder) / "targets"
    targets.write_text("".join(f"{host} {publisher.port} {host} {path}{etag}\n" for host, path in publisher.feeds()))
    publisher.forget_requests()
    with open(targets, "rb") as stdin:
        cost = process.run([tools / "pollmax", "-c", parallel, "-a", publisher.ca_file, *(["-R"] if resume else [])],
                           stdin=stdin, stdout=pathlib.Path(folder) / "pollmax.log")
    words = cost.stdout.split()
    said = dict(zip(words[::2], words[1::2]))
    cost.cpu = float(said["user"]) + float(said["sys"])  # with -R of the second poll alone
    cost.wall = float(said["wall"])
    return checked(cost, publisher, 304 if warm else 200)


@needs("newsboat")
def newsboat(publisher, folder, warm=False):
    (folder / "urls").write_text("\n".join(publisher.urls()) + "\n")
    (folder / "config").write_text("reload-threads 64\nerror-log /dev/null\n")
    if not warm:
        (folder / "cache.db").unlink(missing_ok=True)
    def reload():
        return process.run(["newsboat", "-u", folder / "urls", "-c", folder / "cache.db", "-C", folder / "config", "-x", "reload"],
                           os.environ | {"CURL_CA_BUNDLE": str(publisher.ca_file), "HOME": str(folder)}, stdout=folder / "log")
    publisher.forget_requests()
    cost = checked(reload(), publisher, 304 if warm else 200)
    if not warm:
        reload()  # it keeps the validators of a feed only when it knows the feed already
    return cost


@needs("sfeed_update")
def sfeed(publisher, folder, warm=False):
    rc = [f'sfeedpath="{folder}/feeds"', "maxjobs=64",
          'fetch() {\n  curl -q -L -f -s -m 60 --compressed --cacert ' + str(publisher.ca_file) +
          ' --etag-save "$sfeedtmpdir/../etags/$1" --etag-compare "$sfeedtmpdir/../etags/$1" "$2"\n}', "feeds() {"]
    rc += [f'  feed "f{number}" "{url}"' for number, url in enumerate(publisher.urls())]
    if not warm:
        shutil.rmtree(folder / "feeds", ignore_errors=True)
        shutil.rmtree(folder / "etags", ignore_errors=True)
    (folder / "etags").mkdir(exist_ok=True)
    rc[2] = rc[2].replace("$sfeedtmpdir/../etags", str(folder / "etags"))
    (folder / "sfeedrc").write_text("\n".join(rc) + "\n}\n")
    publisher.forget_requests()
    cost = process.run(["sfeed_update", folder / "sfeedrc"], os.environ | {"HOME": str(folder)}, stdout=folder / "log")
    return checked(cost, publisher, 304 if warm else 200)


@needs("r2e")
def rss2email(publisher, folder, warm=False):
    """One feed after the other, with feedparser; sends nothing."""
    sections = "".join(f"[feed.f{number}]\nurl = {url}\nto = a@b.example\n" for number, url in enumerate(publisher.urls()))
    if not warm:
        (folder / "r2e.cfg").write_text("[DEFAULT]\nto = a@b.example\nsendmail =\n" + sections)
        (folder / "r2e.json").unlink(missing_ok=True)
    publisher.forget_requests()
    cost = process.run(["r2e", "-c", folder / "r2e.cfg", "-d", folder / "r2e.json", "run", "--no-send"],
                       os.environ | {"SSL_CERT_FILE": str(publisher.ca_file), "HOME": str(folder)}, stdout=folder / "log")
    return checked(cost, publisher, 304 if warm else 200)
