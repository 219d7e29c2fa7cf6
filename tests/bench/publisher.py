# SPDX-License-Identifier: MIT
"""Ten thousand publishers on loopback: nginx, an address and an ECDSA certificate each, documents of a median of 50 KB,
compressed beforehand, ETag and 304."""
import collections
import gzip
import os
import pathlib
import random
import socket
import subprocess
import time

DOCUMENTS = 200
MEDIAN = 50_000
ETAG = '"bench"'
MODIFIED = 1_790_000_000

CONFIG = """
{user}
worker_processes 2;
worker_rlimit_nofile 65536;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    log_format line '$server_addr $status $ssl_session_reused $request_completion';
    etag off;
    gzip_static on;
    open_file_cache max=1000;
    keepalive_timeout 75s;
    default_type application/rss+xml;
    server {{
        listen 0.0.0.0:{port} ssl backlog=4096;
        access_log {folder}/requests.log line;
        ssl_certificate {folder}/certificates/$server_addr.pem;
        ssl_certificate_key {folder}/certificates/key.pem;
        ssl_session_tickets on;
        root {folder}/documents;
        add_header ETag '{etag}';
        if ($http_if_none_match = '{etag}') {{ return 304; }}
    }}
}}
"""


def address(number):
    return f"127.1.{number // 250 + 1}.{number % 250 + 1}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Writer:
    """Deterministic posts with the words and the markup of a blog, so that they compress as feeds do."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        letters = "eeeeaaaooinnsrtthldcum"
        self.words = ["".join(self.random.choices(letters, k=self.random.randint(2, 9))) for _ in range(2500)]

    def text(self, words):
        return " ".join(self.random.choices(self.words, k=words)).capitalize()

    def paragraph(self):
        return (f"<p>{self.text(self.random.randint(20, 70))} <a href=\"https://blog.example/{self.text(1)}\">"
                f"{self.text(3)}</a> &amp; {self.text(12)}.</p>\n")

    def item(self, feed, number):
        body = "".join(self.paragraph() for _ in range(self.random.randint(1, 9)))
        link = f"https://blog{feed}.example/2026/{number}/{'-'.join(self.random.choices(self.words, k=4))}"
        return (f"<item><title>{self.text(6)}</title><link>{link}</link><guid isPermaLink=\"false\">{link}</guid>"
                f"<pubDate>{time.strftime('%a, %d %b %Y %H:%M:%S +0000', time.gmtime(MODIFIED - number * 40_000))}</pubDate>"
                f"<dc:creator>{self.text(2)}</dc:creator><category>{self.text(1)}</category>"
                f"<description>{self.text(30)}</description><content:encoded><![CDATA[{body}]]></content:encoded></item>\n")

    def feed(self, feed):
        size = int(self.random.lognormvariate(0, 0.7) * MEDIAN)
        parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
                 'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
                 f"<title>Blog {feed}</title><link>https://blog{feed}.example/</link><description>{self.text(9)}</description>\n"]
        length = 0
        while length < size:
            parts.append(self.item(feed, len(parts)))
            length += len(parts[-1])
        return "".join(parts + ["</channel></rss>\n"]).encode()


class Publisher:
    """`count` feeds, until stop(); `tools` is where loopback_certificates was built."""

    def __init__(self, folder, count, tools):
        self.folder = pathlib.Path(folder)
        self.count = count
        self.port = free_port()
        self.ca_file = self.folder / "certificates/ca.pem"
        for name in ("certificates", "documents"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        subprocess.run([tools / "loopback_certificates", str(count), self.folder / "certificates"], check=True)
        writer = Writer(7)
        self.sizes = [self._publish(number, writer.feed(number)) for number in range(DOCUMENTS)]
        config = self.folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        config.write_text(CONFIG.format(folder=self.folder, port=self.port, etag=ETAG, user=user))
        self.log = self.folder / "requests.log"
        self._process = subprocess.Popen(["/usr/sbin/nginx", "-p", self.folder, "-c", config, "-e", self.folder / "error.log"],
                                         stderr=subprocess.DEVNULL)
        self._wait_until_open()

    def feeds(self):
        """(address, path) of every feed."""
        return [(address(number), f"/{number % DOCUMENTS}.xml") for number in range(self.count)]

    def urls(self):
        return [f"https://{host}:{self.port}{path}" for host, path in self.feeds()]

    def forget_requests(self):
        os.truncate(self.log, 0)

    def answers(self):
        """How often each (status, whether the TLS session was resumed) was answered since forget_requests()."""
        lines = (line.split() for line in self.log.read_text().splitlines())
        return collections.Counter((int(line[1]), line[2] == "r") for line in lines if len(line) >= 3)

    def answered(self):
        with open(self.log, "rb") as log:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: log.read(1 << 20), b""))

    def stop(self):
        self._process.terminate()
        self._process.wait()

    def _publish(self, number, document):
        for name, content in ((f"{number}.xml", document), (f"{number}.xml.gz", gzip.compress(document, 6, mtime=0))):
            file = self.folder / "documents" / name
            file.write_bytes(content)
            os.utime(file, (MODIFIED, MODIFIED))
        return len(document)

    def _wait_until_open(self):
        for _ in range(600):
            if self._process.poll() is not None:
                raise RuntimeError("nginx ended: " + (self.folder / "error.log").read_text())
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("nginx does not listen")
