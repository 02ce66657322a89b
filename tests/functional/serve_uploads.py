#!/usr/bin/env python3
"""Hostile and honest uploads through the real server: each gets its status and its kind of problem, and leaves nothing behind."""
import hashlib
import io
import pathlib
import socket
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server
from support import EXAMPLES

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def wide(text):
    return text.encode("utf-16-le")


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def content_types(kind):
    return f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'


MACROS = zipped({"[Content_Types].xml": content_types("application/vnd.ms-word.document.macroEnabled.main+xml")})

ODT_CONTENT = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
               'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>Ada Example, analyst</text:p>'
               '</office:text></office:body></office:document-content>')

#: what it is, bytes, name, declared type, status, slug
REFUSED = [
    ("an empty file", b"", "cv.pdf", "application/pdf", (415,), "unsupported-media"),
    ("only spaces", b" \n \n", "cv.txt", "text/plain", (422,), "bad-text"),
    ("10 MiB and a byte", b"x" * (10 * 1024 * 1024 + 1), "cv.txt", "text/plain", (413,), "too-large"),
    ("a text over 1 MiB", b"x" * (1024 * 1024 + 1), "cv.txt", "text/plain", (413,), "too-large"),
    ("HTML that is called a PDF", b"<!DOCTYPE html><html><body><p>Hi</p></body></html>", "cv.pdf", "application/octet-stream", (415,),
     "unsupported-media"),
    ("a PDF declared as DOCX", PDF, "cv", DOCX, (415,), "unsupported-media"),
    ("a PDF in a zip", zipped({"cv.pdf": PDF}), "cv.docx", DOCX, (415,), "unsupported-media"),
    ("%PDF too far in", b"x" * 2000 + PDF, "cv.pdf", "application/pdf", (415,), "unsupported-media"),
    ("an image", b"\x89PNG\r\n\x1a\n" + bytes(64), "cv.png", "application/octet-stream", (415,), "unsupported-media"),
    ("a legacy .doc", COMPOUND + wide("WordDocument"), "cv.doc", "application/octet-stream", (415,), "unsupported-media"),
    ("RTF", b"{\\rtf1 hello}", "cv.rtf", "application/octet-stream", (415,), "unsupported-media"),
    ("an encrypted .docx", COMPOUND + wide("EncryptedPackage"), "cv.docx", DOCX, (422,), "encrypted-document"),
    ("a document with macros", MACROS, "cv.docm", "application/octet-stream", (415,), "unsupported-media"),
    ("a spreadsheet", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "cv.xlsx", "application/octet-stream",
     (415,), "unsupported-media"),
    ("a broken zip", b"PK\3\4" + bytes(40), "cv.docx", DOCX, (422,), "malformed-document"),
    ("binary data", bytes(range(32)) * 8, "cv.txt", "text/plain", (422,), "bad-text"),
    ("a program", b"\x7fELF" + bytes(64), "cv", "application/octet-stream", (415,), "unsupported-media"),
]

NAMES = ["../../etc/passwd", "CON", "a" * 255, "cv\u202efdp.exe", "R\u00e9sum\u00e9 \u65e5\u672c.txt", "a\"b;c.txt", "%2e%2e%2f"]


def form(parts, boundary="b0undary"):
    """A multipart body of (name, filename or None, bytes)."""
    out = b""
    for name, filename, content in parts:
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        out += f'; filename="{filename}"\r\nContent-Type: application/octet-stream'.encode("utf-8") if filename is not None else b""
        out += b"\r\n\r\n" + content + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


class ServeUploads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="bespoke-uploads-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.data = pathlib.Path(cls.folder.name) / "data"
        keys = [make_tenant(cls.data, name) for name in ("alice", "bob")]
        cls.server = start_server(cls.data)
        cls.addClassCleanup(cls.server.kill)
        cls.client, cls.bob = (Client(cls.server.port, key) for key in keys)

    def used(self):
        usage = self.client.json("/v1/usage")
        return usage["documents"]["used"], usage["storedBytes"]["used"]

    def send_form(self, body, boundary="b0undary"):
        return self.client.request("POST", "/v1/documents", body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def test_refuses_each_hostile_file_with_its_reason_and_keeps_nothing(self):
        before = self.used()
        for what, content, name, media_type, statuses, slug in REFUSED:
            with self.subTest(what):
                answer = self.client.send("resume", content, name, media_type)
                self.assertIn(answer.status, statuses, answer)
                self.assertEqual(answer.headers.get_content_type(), "application/problem+json")
                if slug:
                    self.assertEqual(answer.slug(), slug)
                self.assertNotIn(str(self.data).encode(), answer.body)
        self.assertEqual(self.used(), before)
        self.assertEqual(self.server.process.poll(), None)

    def test_takes_odt_where_the_operator_says_so_alone(self):
        odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT_CONTENT})
        refused = self.client.send("resume", odt, "cv.odt")
        self.assertEqual((refused.status, refused.slug()), (415, "unsupported-media"), refused)
        self.assertRegex(refused.json()["detail"], "ODT is not taken here, only PDF, DOCX, HTML, Markdown or text; save the document .*DOCX or PDF")
        data = pathlib.Path(self.folder.name) / "with odt"
        key = make_tenant(data, "alice")
        server = start_server(data, BESPOKE_UPLOADS_FORMATS='["odt", "text"]')
        self.addCleanup(server.kill)
        client = Client(server.port, key)
        sent = client.send("resume", odt, "cv.odt")
        self.assertEqual((sent.status, sent.json()["mediaType"]), (201, "application/vnd.oasis.opendocument.text"), sent)
        self.assertEqual(client.send("resume", PDF, "cv.pdf", "application/pdf").status, 415)

    def test_takes_what_it_can_read_in_a_form_too(self):
        for name in ("resume.pdf", "nurse.docx", "accountant.md", "accountant-job.html"):
            content = (EXAMPLES / name).read_bytes()
            answer = self.send_form(form([("kind", None, b"resume"), ("file", name, content)]))
            self.assertEqual(answer.status, 201, answer)
            document = answer.json()
            self.assertEqual((document["name"], document["bytes"]), (name, len(content)))
            self.assertEqual(document["sha256"], hashlib.sha256(content).hexdigest())
            self.assertEqual(self.client.json(answer.headers["Location"]), document)

    def test_keeps_names_as_data(self):
        for name in NAMES:
            with self.subTest(name):
                answer = self.client.send("resume", b"Ada Lovelace, analyst.\n" + name.encode(), name, "text/plain")
                self.assertEqual(answer.status, 201, answer)
                self.assertEqual(answer.json()["name"], name)
                self.assertRegex(answer.json()["id"], r"^doc_[0-9a-hjkmnp-tv-z]{26}$")
        self.assertFalse([path for path in self.data.rglob("*") if "passwd" in path.name])

    def test_takes_a_form_whatever_the_file_is_called(self):
        for name in ("a" * 4096, "..\\..\\x.txt", "../../x.txt", "NUL", "cv\u202etxt.txt"):
            with self.subTest(name[:20]):
                body = form([("kind", None, b"resume"), ("file", name, b"Ada Lovelace, analyst.\n")])
                answer = self.send_form(body)
                self.assertEqual(answer.status, 201, answer)
                self.assertEqual(answer.json()["name"], name[:255])

    def test_refuses_malformed_forms(self):
        file = ("file", "cv.txt", b"Ada Lovelace")
        kind = ("kind", None, b"resume")
        bodies = {
            "no end": form([kind, file])[:-10],
            "a form in the form": form([kind, ("file", "cv.txt\"\r\nContent-Type: multipart/mixed; boundary=\"x", b"Ada")]),
            "no boundary in it": b"hello",
            "ten thousand parts": form([kind, file] + [(f"x{n}", None, b"y") for n in range(10_000)]),
            "a part's header of 1 MiB": form([kind, ("file", "a" * (1 << 20), b"Ada")]),
            "no file": form([kind]),
            "no kind": form([file]),
            "a kind twice": form([kind, kind, file]),
            "an unknown field": form([kind, file, ("tenant", None, b"bob")]),
        }
        before = self.used()
        for what, body in bodies.items():
            with self.subTest(what):
                answer = self.send_form(body)
                incomplete = what in ("no file", "no kind", "an unknown field")
                self.assertEqual((answer.status, answer.slug()), (400, "bad-body" if incomplete else "bad-multipart"), answer)
        self.assertEqual(self.used(), before)

    def raw(self, request):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        return answer

    def test_refuses_lengths_that_lie(self):
        head = (f"POST /v1/documents?kind=resume HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.client.key}\r\n"
                "Content-Type: text/plain\r\n").encode()
        huge = self.raw(head + b"Content-Length: 99999999999\r\n\r\n")
        self.assertIn(b" 413 ", huge.split(b"\r\n")[0], "before a byte of it is read")
        before = self.used()
        for what, length in (("long", 50), ("short", 3)):
            with self.subTest(what):
                answer = self.raw(head + b"Content-Length: %d\r\n\r\nAda Lovelace" % length)
                self.assertIn(b" 400 ", answer.split(b"\r\n")[0])
                self.assertIn(b"urn:resume:problem:bad-framing", answer)
        self.assertEqual(self.used(), before, "nothing is kept")
        both = self.raw(head + b"Content-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        self.assertIn(b" 400 ", both.split(b"\r\n")[0])
        self.assertIn(b"urn:resume:problem:bad-request", both)

    def test_keeps_equal_files_of_two_tenants_apart(self):
        content = b"The very same resume of one Ada Lovelace.\n"
        mine, theirs = (client.send("resume", content, "cv.txt", "text/plain").json()["id"] for client in (self.client, self.bob))
        self.assertNotEqual(mine, theirs)
        self.assertEqual(self.bob.get(f"/v1/documents/{mine}").status, 404)
        self.assertEqual(self.client.request("DELETE", f"/v1/documents/{mine}").status, 204)
        self.assertEqual(self.bob.get(f"/v1/documents/{theirs}").status, 200)
        self.assertFalse([path for path in self.data.rglob("*") if path.is_file() and content in path.read_bytes()], "nothing stands in clear")

    def test_takes_exactly_the_declared_file_by_a_signed_url(self):
        content = (EXAMPLES / "resume.pdf").read_bytes()
        declared = {"kind": "resume", "name": "cv.pdf", "mediaType": "application/pdf", "bytes": len(content),
                    "sha256": hashlib.sha256(content).hexdigest()}
        answer = self.client.request("POST", "/v1/uploads", declared)
        self.assertEqual(answer.status, 201, answer)
        ticket = answer.json()
        path = ticket["url"].partition(f":{self.server.port}")[2]
        nobody = Client(self.server.port, None)
        wrong = nobody.request("PUT", path, content[:-1] + b"x", ticket["headers"])
        self.assertEqual((wrong.status, wrong.slug()), (422, "upload-mismatch"))
        self.assertEqual(nobody.request("PUT", path.replace("expires=", "expires=9"), content, ticket["headers"]).status, 403)
        for method in ("GET", "HEAD", "POST", "DELETE"):
            self.assertEqual(nobody.request(method, path).status, 403, "it was signed for PUT")
        self.assertEqual(nobody.request("GET", path.partition("?")[0]).status, 405, "nothing is signed")
        first = nobody.request("PUT", path, content, ticket["headers"])
        self.assertEqual(first.status, 201, first)
        again = nobody.request("PUT", path, content, ticket["headers"])
        self.assertEqual((again.status, again.json()["id"]), (200, first.json()["id"]))
        self.assertEqual(self.client.json(f"/v1/documents/{first.json()['id']}")["kind"], "resume")
        declared["bytes"] = 10 * 1024 * 1024 + 1
        self.assertIn(self.client.request("POST", "/v1/uploads", declared).status, (400, 413))


if __name__ == "__main__":
    unittest.main()
