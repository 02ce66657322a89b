"""A receiver of webhooks on this machine that behaves as its path says, and the reference check of a signature."""
import base64
import collections
import hashlib
import hmac
import http.server
import threading
import time

from support import SLOWNESS

Received = collections.namedtuple("Received", "path headers body at")
DRIP_SECONDS, HUGE_BYTES = 20, 10 * 1024 ** 3


def verify_by_reference(secret, headers, body):
    """Standard Webhooks 1.0, written from its text with the standard library alone."""
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    assert 24 <= len(key) <= 64
    assert abs(time.time() - int(headers["webhook-timestamp"])) <= 300
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split(" ")), headers["webhook-signature"]


def verify(secret, headers, body):
    """Raises unless genuine: by our reference and, where it is installed, by the public library `standardwebhooks`."""
    verify_by_reference(secret, headers, body)
    try:
        from standardwebhooks import Webhook
    except ImportError:
        return "reference"
    Webhook(secret).verify(body, {name: headers[name] for name in ("webhook-id", "webhook-timestamp", "webhook-signature")})
    return "standardwebhooks"


class Receiver:
    """Answers /ok with 204; /fail/N with 500 N times, then 204; /gone, /redirect, /busy, /slow, /huge as named; /late after 100 ms."""

    def __init__(self):
        self.received = []
        self._lock = threading.Lock()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                owner.note(Received(self.path, {name.lower(): value for name, value in self.headers.items()}, body, time.monotonic()))
                try:
                    owner.answer(self)
                except OSError:
                    pass  # the sender has seen enough
                self.close_connection = True

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def note(self, received):
        with self._lock:
            self.received.append(received)

    def at(self, path):
        with self._lock:
            return [one for one in self.received if one.path == path]

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def wait(self, path, count=1, seconds=20):
        deadline = time.monotonic() + seconds * SLOWNESS
        while len(self.at(path)) < count:
            assert time.monotonic() < deadline, f"{path}: {len(self.at(path))} of {count} after {seconds} s"
            time.sleep(0.02)
        return self.at(path)

    def answer(self, request):
        kind, _, argument = request.path.strip("/").partition("/")
        status = {"gone": 410, "redirect": 302, "busy": 429}.get(kind, 204)
        if kind == "fail" and len(self.at(request.path)) <= int(argument):
            status = 500
        if kind == "late":
            time.sleep(0.1)
        if kind in ("slow", "huge"):
            return self._pour(request, kind)
        request.send_response(status)
        if kind == "redirect":
            request.send_header("Location", self.url("/elsewhere"))
        if kind == "busy":
            request.send_header("Retry-After", "3600")
        request.send_header("Content-Length", "0")
        request.end_headers()

    @staticmethod
    def _pour(request, kind):
        request.send_response(200)
        request.send_header("Content-Length", str(HUGE_BYTES))
        request.end_headers()
        until = time.monotonic() + DRIP_SECONDS
        while time.monotonic() < until:
            request.wfile.write(b"x" if kind == "slow" else b"x" * 65536)
            if kind == "slow":
                time.sleep(0.5)

    def close(self):
        self._server.shutdown()
        self._server.server_close()
