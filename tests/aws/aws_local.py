#!/usr/bin/env python3
"""Bespoke's AWS profile on this machine, to be used by hand: starts the emulators and the functions, makes a tenant, prints how to call the API.

Usage: aws_local.py [--tenant NAME]. Ends at the end of input or with Ctrl-C, and leaves nothing behind.
"""

import argparse
import signal
import sys
import threading
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import make_cloud_tenant  # noqa: E402
from gateway import stack  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402

CHORES_SECONDS = 15  # the deployment's schedule: every minute


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenant", default="demo")
    options = parser.parse_args()
    reason = stack.missing()
    if reason:
        skip(reason)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with Cloud(wait_scale=1.0) as cloud:
        key = make_cloud_tenant(cloud, options.tenant)
        print(f"API      {cloud.api.url}\nkey      {key}\nservices {cloud.stack.url}\nlogs     {cloud.log_directory}\n\n"
              f"curl -s -H 'Authorization: Bearer {key}' {cloud.api.url}/v1/usage", flush=True)
        while not stop.wait(CHORES_SECONDS):
            cloud.chores()
    return 0


if __name__ == "__main__":
    sys.exit(main())
