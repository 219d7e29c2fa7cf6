# SPDX-License-Identifier: MIT
"""An HTTPS server on loopback that remembers every request; the feed server and the webhook receiver build on it."""
import dataclasses
import http.server
import json
import ssl
import threading
import time


@dataclasses.dataclass
class Answer:
    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    body: bytes = b""


@dataclasses.dataclass
class Request:
    method: str
    path: str
    headers: dict  # names in lower case
    body: bytes
    time: float
    status: int = 0  # what it was answered with; 0 while it waits


class TlsServer:
    """Subclasses say what `answer(request)` returns; it runs in a thread a connection. An answer of None hangs up."""

    def __init__(self, certificate, log_file=None, port=0):
        self.requests = []
        self.sent = {}  # path -> when the last byte of its latest answer was handed to the kernel
        self.changed = threading.Condition()
        self._log_file = log_file
        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", port), self._handler_class())
        self._http.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        # The handshake belongs to the connection's thread: a client that stalls must not stop the others.
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def url(self, path, host="127.0.0.1"):
        return f"https://{host}:{self.port}{path}"

    def answer(self, request):
        raise NotImplementedError

    def wait_for(self, predicate, seconds, what):
        """Waits until `predicate()` holds of what the server has seen."""
        with self.changed:
            if not self.changed.wait_for(predicate, seconds):
                raise AssertionError(f"{what}: not within {seconds} s; seen: {[(r.path, r.status) for r in self.requests]}")

    def stop(self):
        self._http.shutdown()
        self._http.server_close()

    def _serve(self, handler):
        length = int(handler.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(handler.command, handler.path, headers, handler.rfile.read(length), time.time())
        with self.changed:
            self.requests.append(request)
            self.changed.notify_all()
        answer = self.answer(request)
        if answer is None:
            handler.close_connection = True
            return
        with self.changed:
            request.status = answer.status
            self._log(request)
            self.changed.notify_all()
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.status not in (204, 304):
            handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(answer.body)
        self.sent[request.path] = time.time()

    def _log(self, request):
        if self._log_file:
            entry = {"time": request.time, "method": request.method, "path": request.path, "status": request.status,
                     "headers": request.headers}
            with open(self._log_file, "a", encoding="utf-8") as log:
                log.write(json.dumps(entry) + "\n")

    def _handler_class(self):
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def do_GET(self):
                try:
                    server._serve(self)
                except OSError:
                    self.close_connection = True  # the client went away, as clients may

            do_POST = do_PUT = do_HEAD = do_GET

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    pass  # a handshake that failed: the client did not trust us

            def log_message(self, *_):
                pass

        return Handler
