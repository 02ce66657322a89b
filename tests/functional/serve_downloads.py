#!/usr/bin/env python3
"""Signed downloads through the real server: whole, in parts, conditional; and every URL that was not given."""
import pathlib
import random
import sys
import tempfile
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server

MUTATIONS = 300


class ServeDownloads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="bespoke-downloads-")
        cls.addClassCleanup(cls.folder.cleanup)
        data = pathlib.Path(cls.folder.name) / "data"
        key = make_tenant(data, "alice")
        make_tenant(data, "bob")
        cls.server = start_server(data)
        cls.addClassCleanup(cls.server.kill)
        cls.client = Client(cls.server.port, key)
        cls.job = cls.client.start(*cls.client.example())
        cls.client.wait(cls.job)
        cls.items = cls.client.artifacts(cls.job)
        cls.url = cls.items["resume.pdf"]["url"]
        cls.whole = cls.client.download(cls.url)

    def test_gives_the_file_as_a_file(self):
        self.assertEqual(self.whole.status, 200)
        self.assertTrue(self.whole.body.startswith(b"%PDF-"))
        headers = self.whole.headers
        self.assertEqual(headers["Content-Disposition"], 'attachment; filename="resume.pdf"')
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["Accept-Ranges"], "bytes")
        self.assertEqual(headers["ETag"], f'"{self.items["resume.pdf"]["sha256"]}"')

    def test_shows_it_in_the_browser_if_asked_and_lets_it_run_nothing(self):
        items = self.client.json(f"/v1/jobs/{self.job}/artifacts?disposition=inline")["items"]
        page = next(item for item in items if item["name"] == "changes.html")
        answer = self.client.download(page["url"])
        self.assertTrue(answer.headers["Content-Disposition"].startswith("inline;"))
        self.assertTrue(answer.headers["Content-Security-Policy"].startswith("sandbox;"))

    def test_gives_parts_that_make_the_whole(self):
        size = len(self.whole.body)
        parts = b""
        for begin in range(0, size, 7_000):
            answer = self.client.download(self.url, headers={"Range": f"bytes={begin}-{begin + 6_999}"})
            self.assertEqual(answer.status, 206, answer)
            end = min(begin + 7_000, size) - 1
            self.assertEqual(answer.headers["Content-Range"], f"bytes {begin}-{end}/{size}")
            parts += answer.body
        self.assertEqual(parts, self.whole.body)

    def test_follows_the_rules_of_ranges(self):
        size, etag = len(self.whole.body), self.whole.headers["ETag"]
        cases = [({"Range": "bytes=-10"}, 206, 10), ({"Range": f"bytes={size - 1}-"}, 206, 1), ({"Range": "bytes=0-0,5-6"}, 200, size),
                 ({"Range": "lines=1-2"}, 200, size), ({"Range": "bytes=5-2"}, 200, size), ({"Range": f"bytes={size}-"}, 416, None),
                 ({"Range": "bytes=99999999999999999999-"}, 416, None), ({"Range": "bytes=0-9", "If-Range": etag}, 206, 10),
                 ({"Range": "bytes=0-9", "If-Range": '"other"'}, 200, size), ({"Range": "bytes=0-9", "If-None-Match": etag}, 304, 0),
                 ({"If-None-Match": etag}, 304, 0), ({"If-None-Match": '"other"'}, 200, size)]
        for headers, status, length in cases:
            with self.subTest(headers=headers):
                answer = self.client.download(self.url, headers=headers)
                self.assertEqual(answer.status, status, answer)
                if length is not None:
                    self.assertEqual(len(answer.body), length)
                if status == 416:
                    self.assertEqual((answer.headers["Content-Range"], answer.slug()), (f"bytes */{size}", "range"))

    def refused(self, url, method="GET"):
        answer = self.client.download(url, method)
        self.assertIn(answer.status, (400, 403, 404, 405, 410, 422), f"{method} {url}: {answer}")
        self.assertNotIn(b"%PDF", answer.body)
        return answer

    def test_refuses_every_url_that_was_not_given(self):
        parts = urllib.parse.urlsplit(self.url)
        query = dict(urllib.parse.parse_qsl(parts.query))

        def url(path=parts.path, **change):
            return f"http://h{path}?" + urllib.parse.urlencode({**query, **change})

        refused = {
            "a year longer": url(expires=str(int(query["expires"]) + 31_536_000)),
            "another file": url(parts.path.replace("resume.pdf", "report.json")),
            "another tenant": url(tenant="bob"),
            "no such tenant": url(tenant="nobody"),
            "shown instead of saved": url(disposition="inline"),
            "another version": url(version="0" * 64),
            "no such key": url(key="0"),
            "no signature": f"http://h{parts.path}",
            "an empty signature": url(signature=""),
            "expires twice": self.url + "&expires=9999999999",
            "a parameter more": self.url + "&x=1",
            "upper case": url(parts.path.replace("resume.pdf", "RESUME.pdf")),
            "dots": url(parts.path.replace("/resume.pdf", "/%2e%2e/resume.pdf")),
            "an escaped letter": url(parts.path.replace("resume", "%72esume")),
        }
        for what, changed in refused.items():
            with self.subTest(what):
                self.refused(changed)
        for what in ("a year longer", "another tenant", "no such tenant", "shown instead of saved", "no such key"):
            answer = self.refused(refused[what])
            self.assertEqual((answer.status, answer.slug()), (403, "bad-signature"), what)
        for method in ("POST", "PUT", "DELETE", "HEAD"):
            self.assertEqual(self.client.download(self.url, method).status, 403, "the signature is for GET alone")

    def test_refuses_mutated_urls(self):
        chance = random.Random(20_260_101)
        begin = self.url.index("?") + 1
        for _ in range(MUTATIONS):
            at = chance.randrange(begin, len(self.url))
            letter = chance.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
            changed = self.url[:at] + letter + self.url[at + 1:]
            if changed != self.url:
                self.refused(changed)

    def test_lets_links_end_with_their_time(self):
        items = self.client.json(f"/v1/jobs/{self.job}/artifacts?expiresIn=1")["items"]
        deadline = time.monotonic() + 20
        while (answer := self.client.download(items[0]["url"])).status == 200:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
        self.assertEqual((answer.status, answer.slug()), (410, "expired"))
        self.assertEqual(self.client.get(f"/v1/jobs/{self.job}/artifacts?expiresIn=86401").status, 400)

    def test_keeps_signatures_out_of_the_log(self):
        signature = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.url).query))["signature"]
        self.assertFalse([line for line in self.server.lines if signature in line])


if __name__ == "__main__":
    unittest.main()
