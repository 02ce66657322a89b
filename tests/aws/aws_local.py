#!/usr/bin/env python3
"""Bespoke's AWS profile on this machine: starts the emulators and the functions, tailors the bundled example through API Gateway events, the
Runtime API and Step Functions, and compares every artifact with what the local profile makes of the same job.

Usage: aws_local.py [--stay] [--tenant NAME]. With --stay it then prints how to call the API and goes on until Ctrl-C. Leaves nothing behind.
"""

import argparse
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import Client, CloudClient, bytes_of, make_cloud_tenant, make_tenant, start_server  # noqa: E402
from gateway import stack  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402

CHORES_SECONDS = 15  # the deployment's schedule: every minute


def tailored(client, fetch):
    """The example's artifacts by name, and the seconds from the job's start to its end."""
    documents = client.example()
    began = time.monotonic()
    job = client.start(*documents)
    found = client.wait(job, 120)
    if found["state"] != "succeeded":
        sys.exit(f"aws-local: the job ended as {found['state']}: {found.get('problem')}")
    return fetch(client, job), time.monotonic() - began


def local_bytes(client, job):
    return {name: client.download(item["url"]).body for name, item in client.artifacts(job).items()}


def compare(there):
    """Prints a line an artifact; true if all are the same bytes."""
    with tempfile.TemporaryDirectory(prefix="bespoke-local-") as folder:
        data = Path(folder) / "data"
        key = make_tenant(data, "demo")
        with start_server(data, BESPOKE_EMBEDDING_EMBEDDER="lexical") as server:
            here, _ = tailored(Client(server.port, key), local_bytes)
    same = sorted(here) == sorted(there)
    for name in sorted(there):
        equal = here.get(name) == there[name]
        same = same and equal
        print(f"  {name:<20} {len(there[name]):>8} bytes  {'as in the local profile' if equal else 'DIFFERS from the local profile'}")
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stay", action="store_true")
    parser.add_argument("--tenant", default="demo")
    options = parser.parse_args()
    reason = stack.missing()
    if reason:
        skip(reason)
    stop = threading.Event()
    began = time.monotonic()
    with Cloud(wait_scale=1.0) as cloud:
        key = make_cloud_tenant(cloud, options.tenant)
        print(f"emulators and functions up after {time.monotonic() - began:.0f} s", flush=True)
        artifacts, seconds = tailored(CloudClient(cloud, key), bytes_of)
        print(f"tailored the example in {seconds:.1f} s, nine stages as functions of Step Functions:", flush=True)
        same = compare(artifacts)
        if options.stay:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
            print(f"\nAPI      {cloud.api.url}\nkey      {key}\nservices {cloud.stack.url}\nlogs     {cloud.log_directory}\n\n"
                  f"curl -s -H 'Authorization: Bearer {key}' {cloud.api.url}/v1/usage", flush=True)
            while not stop.wait(CHORES_SECONDS):
                cloud.chores()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
