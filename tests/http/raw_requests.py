#!/usr/bin/env python3
"""Raw bytes against the whole `bespoke serve`: what the tests of src/http/ prove for the server holds for the service, too."""
import gzip
import json
import pathlib
import socket
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "functional"))
import server as serving  # noqa: E402
from support import EXAMPLES  # noqa: E402

HEALTH = b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
POST = b"POST /v1/jobs HTTP/1.1\r\nHost: h\r\n"
SMUGGLED = b"GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n"

#: Every way to make two servers of a chain disagree about where a request ends, or which resource it means.
REFUSED = {
    "length and chunked": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 50\r\n\r\n",
    "the same length twice": POST + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
    "signed length": POST + b"Content-Length: +0\r\n\r\n",
    "space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "misspelled coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "two codings": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "coding on version 1.0": b"POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "size with a prefix": POST + b"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
    "size with a plus": POST + b"Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n",
    "size with a separator": POST + b"Transfer-Encoding: chunked\r\n\r\n0_2e\r\n\r\n",
    "size of two to the 64th": POST + b"Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n",
    "extension of a mebibyte": POST + b"Transfer-Encoding: chunked\r\n\r\n5;" + b"a" * 2**20 + b"\r\nhello\r\n0\r\n\r\n",
    "chunk that ends with a bare LF": POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\n0\r\n\r\n",
    "bare LF": b"GET /healthz HTTP/1.1\nHost: h\n\n",
    "bare CR": b"GET /healthz HTTP/1.1\r\nHost: h\r\nX: a\rY: b\r\n\r\n",
    "folded line": b"GET /healthz HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n",
    "NUL": b"GET /healthz HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "another authority": b"GET http://other/healthz HTTP/1.1\r\nHost: h\r\n\r\n",
    "tunnel": b"CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n",
    "fragment": b"GET /healthz#a HTTP/1.1\r\nHost: h\r\n\r\n",
    "dots": b"GET /v1/../healthz HTTP/1.1\r\nHost: h\r\n\r\n",
    "encoded dots": b"GET /v1/%2e%2e/healthz HTTP/1.1\r\nHost: h\r\n\r\n",
    "two slashes": b"GET //healthz HTTP/1.1\r\nHost: h\r\n\r\n",
    "bad encoding": b"GET /healthz%zz HTTP/1.1\r\nHost: h\r\n\r\n",
}


class Raw:
    """A socket that sends bytes and reads answers until the server closes."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.reader = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.reader.close()
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def answer(self):
        """Status, headers with names in small letters, and body of the next answer; None at the end."""
        line = self.reader.readline()
        if not line:
            return None
        headers = {}
        for field in iter(self.reader.readline, b"\r\n"):
            name, _, value = field.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = self.reader.read(int(headers["content-length"])) if "content-length" in headers else b""
        return int(line.split()[1]), headers, body


class RawRequests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.directory.cleanup)
        cls.server = serving.start_server(pathlib.Path(cls.directory.name) / "data", "--no-egress")
        cls.addClassCleanup(cls.server.kill)
        cls.key = serving.make_tenant(cls.server.data, "alice")

    def client(self):
        return serving.Client(self.server.port, self.key)

    def metric(self, name):
        text = serving.Client(self.server.port, None).get("/metrics").body.decode()
        return next((float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name + " ")), 0.0)

    def await_metric(self, line, value):
        deadline = time.monotonic() + 20
        while self.metric(line) != value:
            self.assertLess(time.monotonic(), deadline, f"{line} is {self.metric(line)}, not {value}")

    def test_nothing_behind_a_refused_request_is_answered(self):
        for name, attack in REFUSED.items():
            with self.subTest(name), Raw(self.server.port) as raw:
                raw.send(attack + SMUGGLED)
                status, headers, body = raw.answer()
                self.assertEqual(status, 400)
                self.assertEqual(headers["content-type"], "application/problem+json")
                self.assertEqual(headers["connection"], "close")
                self.assertEqual(json.loads(body)["type"], "urn:resume:problem:bad-request")
                self.assertIsNone(raw.answer())

    def test_what_is_too_long_is_named(self):
        for attack, status, slug in ((b"GET /" + b"a" * 16_384 + b" HTTP/1.1\r\n", 414, "uri-too-long"),
                                     (b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 65_536, 431, "headers-too-large"),
                                     (b"GET / HTTP/1.1\r\nHost: h\r\n" + b"a: b\r\n" * 1_000, 431, "headers-too-large"),
                                     (POST + b"Content-Length: 99999999\r\n\r\n", 413, "too-large"),
                                     (b"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505, "http-version")):
            with self.subTest(slug), Raw(self.server.port) as raw:
                raw.send(attack)
                answer = raw.answer()
                self.assertEqual(answer[0], status)
                self.assertEqual(json.loads(answer[2])["type"], f"urn:resume:problem:{slug}")
                self.assertIsNone(raw.answer())

    def test_pipelined_requests_are_answered_in_order(self):
        with Raw(self.server.port) as raw:
            raw.send((HEALTH + b"GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n") * 20)
            self.assertEqual([raw.answer()[0] for _ in range(40)], [200, 404] * 20)

    def test_a_chunked_upload_is_the_same_document(self):
        content = (EXAMPLES / "job.txt").read_bytes()
        fields = (f"POST /v1/documents?kind=job_description&name=job.txt HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {self.key}\r\n"
                  "Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n").encode()
        chunks = b"".join(b"%x;part\r\n%s\r\n" % (len(part), part) for part in (content[i:i + 100] for i in range(0, len(content), 100)))
        with Raw(self.server.port) as raw:
            raw.send(fields + chunks + b"0\r\nAuthorization: Bearer other\r\n\r\n" + HEALTH)
            status, _, body = raw.answer()
            self.assertEqual(status, 201, body)
            self.assertEqual(raw.answer()[0], 200)
        sized = self.client().send("job_description", content, "job.txt")
        self.assertEqual(json.loads(body)["sha256"], sized.json()["sha256"])

    def test_a_body_that_ends_early_is_refused_and_leaves_nothing(self):
        before = len(self.client().json("/v1/documents")["items"])
        with Raw(self.server.port) as raw:
            raw.send(f"POST /v1/documents?kind=resume&name=a.txt HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {self.key}\r\n"
                     "Content-Type: application/octet-stream\r\nContent-Length: 500\r\n\r\nshort".encode())
            raw.socket.shutdown(socket.SHUT_WR)
            status, _, body = raw.answer()
            self.assertEqual((status, json.loads(body)["type"]), (400, "urn:resume:problem:bad-framing"))
        self.assertEqual(len(self.client().json("/v1/documents")["items"]), before)

    def test_a_long_answer_is_compressed_for_those_who_take_it(self):
        plain = self.client().get("/openapi.json")
        packed = self.client().get("/openapi.json", {"Accept-Encoding": "gzip"})
        if packed.headers["Content-Encoding"] is None:
            self.assertIsNotNone(packed.headers["ETag"], "only exact bytes, named by an ETag, stay as they are")
            return
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertIn("Accept-Encoding", packed.headers["Vary"])

    def test_a_reader_of_events_who_leaves_is_noticed(self):
        with Raw(self.server.port) as raw:
            raw.send(f"GET /v1/events HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {self.key}\r\n\r\n".encode())
            self.assertEqual(raw.answer()[0], 200)
            self.await_metric("bespoke_http_streams", 1)
        self.await_metric("bespoke_http_streams", 0)

    def test_every_answer_names_its_trace(self):
        trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        with Raw(self.server.port) as raw:
            raw.send(f"GET /healthz HTTP/1.1\r\nHost: h\r\ntraceparent: 00-{trace}-00f067aa0ba902b7-01\r\n\r\n".encode())
            _, headers, _ = raw.answer()
            self.assertEqual(headers["x-request-id"], trace)
            self.assertTrue(headers["traceparent"].startswith(f"00-{trace}-"))
        with Raw(self.server.port) as raw:
            raw.send(REFUSED["no host"])
            self.assertEqual(len(raw.answer()[1]["x-request-id"]), 32)


class Draining(unittest.TestCase):
    def test_ends_streams_and_answers_what_it_has_begun(self):
        with tempfile.TemporaryDirectory() as directory, serving.start_server(pathlib.Path(directory) / "data", "--no-egress") as server:
            key = serving.make_tenant(server.data, "alice")
            with Raw(server.port) as events, Raw(server.port) as begun, Raw(server.port) as idle:
                events.send(f"GET /v1/events HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {key}\r\n\r\n".encode())
                self.assertEqual(events.answer()[0], 200)
                begun.send(HEALTH[:-2])
                idle.send(HEALTH)
                self.assertEqual(idle.answer()[0], 200)  # came later on the same I/O thread: the half request has been read
                server.process.terminate()
                self.assertIsNone(idle.answer())
                begun.send(HEALTH[-2:])
                status, headers, _ = begun.answer()
                self.assertEqual((status, headers["connection"]), (200, "close"))
                self.assertTrue(events.reader.read().endswith(b"0\r\n\r\n"))
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
