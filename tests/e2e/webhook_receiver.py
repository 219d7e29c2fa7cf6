# SPDX-License-Identifier: MIT
"""A receiver of webhooks on loopback that checks the Standard Webhooks signature of every delivery."""
import base64
import dataclasses
import hashlib
import hmac
import json
import threading
import time

from tls_server import Answer, TlsServer

TOLERANCE = 300  # seconds that a delivery's clock may differ from ours


@dataclasses.dataclass
class Delivery:
    id: str
    body: dict
    accepted: bool


def signature(secret, message_id, timestamp, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


class WebhookReceiver(TlsServer):
    """`mode`: "accept" answers 204; "refuse" answers 503, "reject" 400; "hang" takes the request and answers only after release()."""

    def __init__(self, certificate, secret, log_file=None, port=0):
        self.secret = secret
        self.mode = "accept"
        self.deliveries = []
        self.faults = []
        self._released = threading.Event()
        super().__init__(certificate, log_file, port)

    def accepted(self):
        return [delivery for delivery in self.deliveries if delivery.accepted]

    def release(self):
        self._released.set()

    def answer(self, request):
        fault = self._fault_of(request)
        if fault:
            self.faults.append(fault)
            return Answer(400, {}, fault.encode())
        accepted = self.mode == "accept"
        self.deliveries.append(Delivery(request.headers["webhook-id"], json.loads(request.body), accepted))
        if self.mode == "hang":
            self._released.wait(60)
            return None
        return Answer(204 if accepted else 400 if self.mode == "reject" else 503)

    def stop(self):
        self.release()
        super().stop()

    def _fault_of(self, request):
        if request.method != "POST":
            return f"method is {request.method}"
        for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
            if name not in request.headers:
                return f"no {name} header"
        if request.headers.get("content-type") != "application/json":
            return f"content-type is {request.headers.get('content-type')}"
        timestamp = request.headers["webhook-timestamp"]
        if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE:
            return f"webhook-timestamp is {timestamp}"
        expected = signature(self.secret, request.headers["webhook-id"], timestamp, request.body)
        if not any(hmac.compare_digest(expected, given) for given in request.headers["webhook-signature"].split()):
            return "the signature does not match"
        try:
            body = json.loads(request.body)
        except ValueError:
            return "the body is not JSON"
        return None if {"type", "timestamp", "data"} <= set(body) else f"the body has only {sorted(body)}"
