#!/usr/bin/env python3
"""Jobs that die for reasons that are ours are kept, explained, redriven and discarded; damaged bytes are never served."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_key, make_tenant, start_server


class ServeDeadLetters(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-dead-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        admin = make_tenant(self.data, "alice")
        editor = make_key(self.data, "alice", "editor")
        self.server = start_server(self.data)
        self.addCleanup(self.server.kill)
        self.client, self.editor = Client(self.server.port, admin), Client(self.server.port, editor)

    def blobs(self):
        return {path: path.read_bytes() for path in (self.data / "tenants" / "alice").rglob("*")
                if path.is_file() and ".db" not in path.name}

    def damage(self, kept):
        """Tears every blob in half, as a disk might."""
        self.assertTrue(kept)
        for path, content in kept.items():
            path.chmod(0o600)
            path.write_bytes(content[:len(content) // 2])

    def dead_jobs(self, count):
        documents = self.client.example()
        kept = self.blobs()
        self.damage(kept)
        jobs = [self.client.start(*documents) for _ in range(count)]
        for job in jobs:
            self.assertEqual(self.client.wait(job)["state"], "dead")
        return jobs, kept

    def restore(self, kept):
        for path, content in kept.items():
            path.write_bytes(content)

    def test_tell_why_they_died_and_come_back_to_life(self):
        (first, second, third), kept = self.dead_jobs(3)
        letters = self.client.json("/v1/dead-letters")["items"]
        self.assertEqual({letter["jobId"] for letter in letters}, {first, second, third})
        detail = self.client.json(f"/v1/dead-letters/{first}")
        self.assertEqual(detail["stage"], "Ingest")
        self.assertEqual((detail["error"], detail["type"]), ("Corrupt", "urn:resume:problem:integrity"))
        self.assertTrue(detail["detail"])
        self.assertRegex(detail["traceId"], "^[0-9a-f]{32}$")
        self.assertIn("failed", {line["kind"] for line in detail["history"]})
        self.assertEqual(self.client.json(f"/v1/jobs/{first}")["problem"]["type"], detail["type"])

        self.assertEqual(self.client.request("DELETE", f"/v1/dead-letters/{third}").status, 204)
        self.assertEqual(self.client.json(f"/v1/jobs/{third}")["state"], "discarded")
        self.assertEqual(self.client.get(f"/v1/dead-letters/{third}").status, 404)
        self.assertEqual(self.client.request("POST", f"/v1/dead-letters/{third}/redrive").status, 404)

        self.restore(kept)
        answer = self.client.request("POST", f"/v1/dead-letters/{first}/redrive")
        self.assertEqual(answer.status, 202, answer)
        self.assertEqual(self.client.wait(first)["state"], "succeeded")
        self.assertEqual(self.editor.request("POST", "/v1/dead-letters/redrive").status, 403)
        answer = self.client.request("POST", "/v1/dead-letters/redrive")
        self.assertEqual((answer.status, answer.json()), (200, {"redriven": 1, "failed": 0}))
        self.assertEqual(self.client.wait(second)["state"], "succeeded")
        ends = [kind for _, kind, _ in self.client.follow(second) if kind in ("job.dead", "job.redriven", "job.succeeded")]
        self.assertEqual(ends, ["job.dead", "job.redriven", "job.succeeded"])
        self.assertEqual(self.client.json("/v1/dead-letters")["items"], [])

    def test_torn_artifacts_are_not_served(self):
        job = self.client.start(*self.client.example())
        self.client.wait(job)
        url = self.client.artifacts(job)["resume.pdf"]["url"]
        kept = self.blobs()
        self.damage(kept)
        answer = self.client.download(url)
        self.assertEqual(answer.status, 500, answer)
        self.assertNotIn(b"%PDF", answer.body)
        self.restore(kept)
        self.assertEqual(self.client.download(url).status, 200)


if __name__ == "__main__":
    unittest.main()
