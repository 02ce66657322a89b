#!/usr/bin/env python3
"""What a server has accepted survives its end, by an operator or by a power cut."""
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, admin, make_tenant, start_server
from support import BESPOKE, SLOWNESS

RECOVERY_SECONDS = 5 * SLOWNESS  #: from the start until it is ready, whatever lies about
LEASE_SECONDS = 30
SOONER_THAN_A_LEASE_ENDS = (LEASE_SECONDS - 5) * SLOWNESS


class ServeRestart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-restart-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.key = make_tenant(self.data, "alice")

    def client(self, server):
        return Client(server.port, self.key)

    def test_keeps_everything_over_an_orderly_end(self):
        with start_server(self.data) as server:
            client = self.client(server)
            job = client.start(*client.example())
            events = client.follow(job)
            documents, found = client.json("/v1/documents"), client.json(f"/v1/jobs/{job}")
            files = {name: client.download(item["url"]).body for name, item in client.artifacts(job).items()}
            settings = client.get("/v1/settings")
            changed = {**settings.json(), "defaults": {"style": {"name": "compact"}, "maxPages": 2}}
            answer = client.request("PUT", "/v1/settings", changed, {"If-Match": settings.headers["ETag"]})
            self.assertEqual(answer.status, 200, answer)
            self.assertEqual(server.stop(), 0)
        with start_server(self.data) as server:
            client = self.client(server)
            self.assertEqual(client.json("/v1/documents"), documents)
            self.assertEqual(client.json(f"/v1/jobs/{job}"), found)
            self.assertEqual([data for _, _, data in client.follow(job)], [data for _, _, data in events])
            self.assertEqual(client.json("/v1/settings"), changed)
            for name, item in client.artifacts(job).items():
                self.assertEqual(client.download(item["url"]).body, files[name], name)

    def test_ends_every_accepted_job_after_a_power_cut(self):
        with start_server(self.data) as server:
            client = self.client(server)
            resume, description = client.example()
            jobs = [client.start(resume, description) for _ in range(20)]
            server.kill()
        began = time.monotonic()
        with start_server(self.data) as server:
            client = self.client(server)
            self.assertEqual(client.get("/readyz").status, 200)
            self.assertLess(time.monotonic() - began, RECOVERY_SECONDS)
            for job in jobs:
                self.assertEqual(client.wait(job)["state"], "succeeded")
                types = [kind for _, kind, _ in client.follow(job)]
                self.assertEqual((types.count("job.created"), types.count("job.succeeded")), (1, 1))

    def test_goes_on_with_the_jobs_of_a_suspended_tenant_once_it_is_let_in_again(self):
        with start_server(self.data) as server:
            client = self.client(server)
            resume, description = client.example()
            jobs = [client.start(resume, description) for _ in range(20)]
            server.kill()
        admin(self.data, "tenant", "suspend", "alice")
        with start_server(self.data) as server:
            self.assertEqual(self.client(server).get("/v1/jobs").status, 401)
            began = time.monotonic()
            admin(self.data, "tenant", "resume", "alice")
            client = self.client(server)
            self.assertEqual({client.wait(job)["state"] for job in jobs}, {"succeeded"})
            self.assertLess(time.monotonic() - began, SOONER_THAN_A_LEASE_ENDS, "nobody waits for the lease of the dead server")

    def test_replays_the_answer_to_a_request_that_is_sent_again_after_the_cut(self):
        with start_server(self.data) as server:
            client = self.client(server)
            resume, description = client.example()
            first = client.submit(resume, description, key="once")
            server.kill()
        with start_server(self.data) as server:
            again = self.client(server).submit(resume, description, key="once")
            self.assertEqual((again.status, again.body), (first.status, first.body))

    def test_leaves_the_data_to_the_first_server(self):
        with start_server(self.data) as server:
            second = subprocess.run([str(BESPOKE), "serve", "--data", str(self.data), "--listen", "127.0.0.1:0"], capture_output=True,
                                    timeout=30, check=False)
            self.assertEqual(second.returncode, 75, second.stderr)
            self.assertEqual(self.client(server).get("/v1/jobs").status, 200)


if __name__ == "__main__":
    unittest.main()
