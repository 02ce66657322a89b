#!/usr/bin/env python3
"""A server whose disk is full promises nothing that it can't keep, goes on serving what it has, and goes on working when there is room."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server

#: Set in the process that has a name space of its own, in which it may mount a small disk.
MAY_MOUNT = "BESPOKE_TEST_MAY_MOUNT"
DISK_BYTES = 24 * 1024 * 1024


def go_where_mounting_is_allowed():
    within = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*within, "mount", "-t", "tmpfs", "small", "/mnt"], capture_output=True, check=False).returncode != 0:
        print("SKIPPED: this machine lets no process mount a small disk (unshare, tmpfs)")
        sys.exit(77)
    os.execvpe(within[0], [*within, sys.executable, __file__], {**os.environ, MAY_MOUNT: "1"})


class FullDisk(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-full-")
        self.addCleanup(folder.cleanup)
        self.disk = pathlib.Path(folder.name)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "small", self.disk], check=True)
        self.addCleanup(subprocess.run, ["umount", "--lazy", self.disk], check=True)
        self.data = self.disk / "data"
        self.key = make_tenant(self.data, "alice")

    def fill(self):
        """Takes all the room that is left."""
        with open(self.disk / "filler", "wb", buffering=0) as filler:
            block = bytes(64 * 1024)
            while block:
                try:
                    filler.write(block)
                except OSError:
                    block = block[: len(block) // 2]

    def make_room(self):
        (self.disk / "filler").unlink()

    def test_refuses_what_it_cannot_keep_and_serves_what_it_has(self):
        with start_server(self.data) as server:
            client = Client(server.port, self.key)
            resume, description = client.example()
            job = client.start(resume, description)
            self.assertEqual(client.wait(job)["state"], "succeeded")
            before = client.json("/v1/documents")
            self.fill()
            refused = client.request("POST", "/v1/documents?kind=job-description&name=big.txt", b"We look for a nurse. " * 20_000,
                                     {"Content-Type": "text/plain"})
            self.assertEqual((refused.status, refused.slug()), (507, "storage-full"), refused)
            self.assertNotIn(str(self.disk), refused.body.decode())
            self.assertEqual(client.json("/v1/documents"), before)
            self.assertEqual(client.download(client.artifacts(job)["resume.pdf"]["url"]).status, 200)
            self.make_room()
            again = client.start(resume, description)
            self.assertEqual(client.wait(again)["state"], "succeeded")

    def test_a_job_at_work_waits_for_room_and_uses_up_no_attempt(self):
        with start_server(self.data) as server:
            client = Client(server.port, self.key)
            resume, description = client.example()
            jobs = [client.start(resume, description) for _ in range(10)]
            self.fill()
            self.assertEqual(client.request("GET", f"/v1/jobs/{jobs[-1]}").status, 200)
            self.make_room()
            for job in jobs:
                self.assertEqual(client.wait(job)["state"], "succeeded")


if __name__ == "__main__":
    if MAY_MOUNT not in os.environ:
        go_where_mounting_is_allowed()
    unittest.main()
