#!/usr/bin/env python3
"""Runs a command against emulators of AWS that are started and stopped here, on free loopback ports.

Usage: with_emulators.py [--fault-plan FILE] [--verbose] -- COMMAND...

The command finds AWS_ENDPOINT_URL, AWS_REGION and keys in its environment, and the resources named in BESPOKE_TEST_*. Ends with the
command's status, or with 1 if any request broke a rule of its service. Exits with 77, saying why, where a part is missing.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV_PYTHON = ROOT / "build/venv/bin/python3"


def skip(reason):
    print(f"SKIPPED: {reason}", file=sys.stderr)
    sys.exit(77)


def into_venv():
    """Start again under the interpreter that has moto and botocore."""
    if not VENV_PYTHON.exists():
        skip(f"{VENV_PYTHON.relative_to(ROOT)} is missing; ./dev makes it from tests/requirements.txt")
    if Path(sys.prefix) != VENV_PYTHON.parents[1]:
        os.execv(VENV_PYTHON, [str(VENV_PYTHON), *sys.argv])


def report(violations):
    for one in violations:
        print(f"VIOLATION {json.dumps(one)}", file=sys.stderr)
    if violations:
        print(f"{len(violations)} requests broke a rule of their service", file=sys.stderr)


def run(command, environment):
    """The command's status; signals go on to it."""
    child = subprocess.Popen(command, env=environment)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: child.send_signal(received))
    return child.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="say what was started and how often each operation was called")
    parser.add_argument("--fault-plan", type=Path, help="rules as gateway/faults.py describes them, a JSON array")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("no command")
    into_venv()
    from gateway import stack

    reason = stack.missing()
    if reason:
        skip(reason)
    started = time.monotonic()
    with stack.Stack() as emulators:
        print(f"emulators on {emulators.url} after {time.monotonic() - started:.1f} s", file=sys.stderr)
        if options.fault_plan:
            emulators.gateway.faults.set(json.loads(options.fault_plan.read_text()))
        status = run(command, {**os.environ, **emulators.environment()})
        violations = emulators.gateway.journal.violations
        report(violations)
        if options.verbose:
            print(json.dumps(emulators.totals(), indent=1), file=sys.stderr)
    return status if status else 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
