#!/usr/bin/env python3
"""`bespoke serve --no-egress` does everything in a network that holds nothing but this machine."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server
from support import SKIPPED
from webhooks_receiver import Receiver, verify

INSIDE = "BESPOKE_IN_EMPTY_NETWORK"


class NoEgress(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-no-egress-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    def test_network_is_empty(self):
        interfaces = [line.split(":")[0].strip() for line in pathlib.Path("/proc/net/dev").read_text().splitlines()[2:]]
        self.assertEqual(interfaces, ["lo"])

    def test_tailors_and_tells_a_receiver_on_this_machine(self):
        key = make_tenant(self.data, "alice")
        receiver = Receiver()
        self.addCleanup(receiver.close)
        with start_server(self.data, "--no-egress", BESPOKE_WEBHOOKS_TRUSTED=json.dumps([f"127.0.0.1:{receiver.port}"])) as server:
            client = Client(server.port, key)
            near = client.request("POST", "/v1/webhooks", {"url": receiver.url("/ok"), "events": ["job.succeeded"]}).json()
            far = client.request("POST", "/v1/webhooks", {"url": "https://hooks.example.org/", "events": ["job.succeeded"]}).json()
            job = client.start(*client.example())
            self.assertEqual(client.wait(job)["state"], "succeeded")
            artifacts = client.artifacts(job)
            self.assertTrue(client.download(artifacts["resume.pdf"]["url"]).body.startswith(b"%PDF"))
            [got] = receiver.wait("/ok")
            verify(near["secret"], got.headers, got.body)
            until, tried = time.monotonic() + 30, []
            while not tried and time.monotonic() < until:
                time.sleep(0.05)
                tried = [one for item in client.json(f"/v1/webhooks/{far['id']}/deliveries")["items"] for one in item["attempts"]]
            self.assertEqual(tried[0]["error"], "no-egress")
            self.assertEqual(server.stop(), 0)


def main():
    if os.environ.get(INSIDE) == "yes":
        unittest.main()
    go_in = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    if subprocess.run([*go_in, "true"], capture_output=True, check=False).returncode != 0:
        print("SKIPPED: this machine lets no empty network namespace be made (unshare -rn, ip)")
        sys.exit(SKIPPED)
    sys.exit(subprocess.run([*go_in, sys.executable, *sys.argv], env={**os.environ, INSIDE: "yes"}, check=False).returncode)


if __name__ == "__main__":
    main()
