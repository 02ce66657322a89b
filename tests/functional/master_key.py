#!/usr/bin/env python3
"""The master key gets a successor while no server runs; nothing is lost, and the old key opens nothing any more."""
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server
from support import run


class MasterKey(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-master-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.key = make_tenant(self.data, "alice")
        with start_server(self.data) as server:
            client = Client(server.port, self.key)
            self.job = client.start(*client.example())
            client.wait(self.job)
            self.files = self.artifacts(client)

    def artifacts(self, client):
        return {name: client.download(item["url"]).body for name, item in client.artifacts(self.job).items()}

    def rotate(self, *more):
        return run("master-key", "rotate", "--data", self.data, *more)

    def check_served(self):
        with start_server(self.data) as server:
            client = Client(server.port, self.key)
            self.assertEqual(self.artifacts(client), self.files)
            fresh = client.start(*client.example())
            self.assertEqual(client.wait(fresh)["state"], "succeeded")

    def test_serves_everything_with_the_new_key_and_nothing_with_the_old(self):
        old = self.data.parent / "old.key"
        shutil.copy(self.data / "master.key", old)
        for more in ((), ("--data-keys",)):
            done = self.rotate(*more)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.check_served()
        self.assertEqual((self.data / "master.key").stat().st_mode & 0o777, 0o600)
        shutil.copy(old, self.data / "master.key")
        refused = run("serve", "--data", self.data, "--listen", "127.0.0.1:0", timeout=30)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("another master key", refused.stderr)

    def test_is_refused_while_a_server_runs(self):
        with start_server(self.data) as server:
            refused = self.rotate()
            self.assertNotEqual(refused.returncode, 0)
            self.assertEqual(refused.stderr.count("\n"), 1, refused.stderr)
            self.assertEqual(self.artifacts(Client(server.port, self.key)), self.files)
        self.assertFalse((self.data / "master.key.next").exists())


if __name__ == "__main__":
    unittest.main()
