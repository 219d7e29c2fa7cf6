#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A publisher on loopback: RSS over TLS with ETag, Last-Modified, 304 and gzip, and whatever answers a test scripts.

usage: feed_server.py FOLDER    serves a feed with its own CA in FOLDER; each line on stdin is a new post's title.
"""
import dataclasses
import datetime
import email.utils
import gzip
import hashlib
import sys
from xml.sax.saxutils import escape

from certificates import Authority
from tls_server import Answer, TlsServer

FIRST_DAY = datetime.datetime(2026, 11, 1, 8, 0, tzinfo=datetime.timezone.utc)


@dataclasses.dataclass
class Post:
    number: int
    title: str
    text: str = ""

    @property
    def link(self):
        return f"https://blog.example/posts/{self.number}"

    def to_rss(self):
        published = email.utils.format_datetime(FIRST_DAY + datetime.timedelta(hours=self.number))
        return (f"<item><title>{escape(self.title)}</title><link>{self.link}</link>"
                f"<guid isPermaLink=\"true\">{self.link}</guid><pubDate>{published}</pubDate>"
                f"<description>{escape('<p>' + escape(self.text or self.title) + '</p>')}</description></item>\n")


class Feed:
    """A feed of posts, the newest first, as blogs write them."""

    def __init__(self, title, posts=0):
        self.title = title
        self.posts = []
        self.changed = None
        for number in range(1, posts + 1):
            self.publish(f"{title}: post {number}")

    def publish(self, title, text=""):
        post = Post(len(self.posts) + 1, title, text)
        self.posts.insert(0, post)
        self.changed = email.utils.format_datetime(FIRST_DAY + datetime.timedelta(days=1, seconds=len(self.posts)), usegmt=True)
        return post

    def to_rss(self):
        items = "".join(post.to_rss() for post in self.posts)
        return ('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
                f"<title>{escape(self.title)}</title><link>https://blog.example/</link>"
                f"<description>{escape(self.title)}</description>\n{items}</channel></rss>\n").encode()


class FeedServer(TlsServer):
    def __init__(self, certificate, log_file=None, port=0):
        self._feeds = {}
        self._documents = {}
        self._scripts = {}
        self.with_validators = True
        super().__init__(certificate, log_file, port)

    def feed(self, path, feed):
        self._feeds[path] = feed
        return self.url(path)

    def document(self, path, body, content_type):
        self._documents[path] = Answer(200, {"Content-Type": content_type}, body)
        return self.url(path)

    def script(self, path, *answers):
        """The next requests of `path` get these answers, one each; then the feed again."""
        self._scripts.setdefault(path, []).extend(answers)

    def statuses(self, path):
        return [request.status for request in self.requests if request.path == path]

    def answer(self, request):
        if self._scripts.get(request.path):
            return self._scripts[request.path].pop(0)
        if request.path in self._documents:
            return self._documents[request.path]
        if request.path not in self._feeds:
            return Answer(404, {"Content-Type": "text/plain"}, b"no such page\n")
        return self._feed_answer(self._feeds[request.path], request)

    def _feed_answer(self, feed, request):
        body = feed.to_rss()
        headers = {"Content-Type": "application/rss+xml; charset=utf-8", "Vary": "Accept-Encoding"}
        if self.with_validators:
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            headers |= {"ETag": etag, "Last-Modified": feed.changed}
            asked = request.headers
            # RFC 9110 13.2.2: with If-None-Match, If-Modified-Since is not looked at.
            if "if-none-match" in asked:
                unchanged = etag in [tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")]
            else:
                unchanged = asked.get("if-modified-since") == feed.changed
            if unchanged:
                return Answer(304, headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return Answer(200, headers, body)


def main(folder):
    authority = Authority(folder)
    feed = Feed("Loopback Gazette", posts=3)
    server = FeedServer(authority.certificate("server"), log_file=f"{folder}/requests.log")
    print(f"{server.feed('/feed.xml', feed)}  (ca_file = \"{authority.ca_file}\")", flush=True)
    for title in sys.stdin:
        print(f"published {feed.publish(title.strip()).link}", flush=True)
    server.stop()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.split("\n\n")[1])
    main(sys.argv[1])
