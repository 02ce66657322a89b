"""The HTTP/1.1 server: reads requests, hands them on, writes answers over kept connections."""

import socket
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler

from .messages import Headers, Request


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Gateway"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = 65536

    def _body(self):
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            return body
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _handle(self):
        path, _, query = self.path.partition("?")
        request = Request(self.command, path, query, Headers(self.headers.items()), self._body())
        answer = self.server.answer(request)
        if answer.delay_seconds:
            time.sleep(answer.delay_seconds)
        if answer.accident == "close":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._write(request, answer)

    def _write(self, request, answer):
        self.send_response(answer.status)  # with Server and Date
        bodiless = request.method == "HEAD" or answer.status in (204, 304)
        for name, value in answer.headers:
            if name.lower() not in ("content-length", "date", "server", "connection", "transfer-encoding"):
                self.send_header(name, value)
        if answer.status != 204:
            length = answer.headers.get("Content-Length") if bodiless else None
            self.send_header("Content-Length", length if length is not None else str(len(answer.body)))
        self.end_headers()
        if bodiless:
            return
        if answer.accident == "truncate":
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.wfile.write(answer.body)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = _handle

    def date_time_string(self, timestamp=None):
        return super().date_time_string((timestamp or time.time()) + self.server.skew_seconds())

    def log_message(self, *_):
        pass


class Front(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Serves on a free loopback port in threads of its own. `answer` maps a Request to an Answer and never raises."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, answer, skew_seconds=lambda: 0.0):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer, self.skew_seconds = answer, skew_seconds
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def start(self):
        self._thread.start()
        return self

    def stop(self):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is its own business
