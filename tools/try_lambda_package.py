#!/usr/bin/env python3
"""Run the zip of the Lambda functions where nothing of this machine is there but the kernel, and measure its cold start.

    tools/try_lambda_package.py FILE.zip [--rounds N] [--compare PROGRAM]

Unpacks into a bare root folder under /var/task. First the whole pipeline runs in there on the examples (reader, fonts, libraries), and its
artifacts have to be byte-equal to those that PROGRAM (default: the programs the zip was made of) makes out here. Then a Runtime API on
loopback starts the function "reject" as Lambda would, and the time to its first call for an event is taken. Needs root (chroot).
"""

import argparse
import filecmp
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESUME, JOB = ROOT / "examples/resume.pdf", ROOT / "examples/job.txt"


def unpack(archive, bare):
    task = bare / "var/task"
    with zipfile.ZipFile(archive) as package:
        for entry in package.infolist():
            target = Path(package.extract(entry, task))
            target.chmod((entry.external_attr >> 16) & 0o777 or 0o644)
    for folder in ("proc", "dev", "tmp"):
        (bare / folder).mkdir()


def inside(bare, *command, **options):
    """A process in the bare root, in name spaces of its own, so that what is mounted goes with it."""
    mounts = f"mount -t proc proc {bare}/proc && mount --rbind /dev {bare}/dev && exec chroot {bare} \"$@\""
    return ["unshare", "--mount", "sh", "-c", mounts, "sh", *command]


def tailor(command, out, **options):
    done = subprocess.run([*command, "tailor", "--embedder", "lexical", "--out", out, *options.pop("files")], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def without_times(report):
    """What may differ between two runs: how long each stage took."""
    value = json.loads(report)
    value.pop("timingsMs", None)
    return json.dumps(value)


def compare_artifacts(bare, program):
    """The names of the artifacts that are the same."""
    for file in (RESUME, JOB):
        (bare / "tmp" / file.name).write_bytes(file.read_bytes())
    inputs = ["--resume", f"/tmp/{RESUME.name}", "--job", f"/tmp/{JOB.name}"]
    tailor(inside(bare, "/var/task/bootstrap"), "/tmp/out", files=inputs, env={"FONTCONFIG_FILE": "/var/task/etc/fonts/fonts.conf"})
    with tempfile.TemporaryDirectory() as here:
        for file in (RESUME, JOB):
            Path(here, file.name).write_bytes(file.read_bytes())
        tailor([program], f"{here}/out", files=["--resume", f"{here}/{RESUME.name}", "--job", f"{here}/{JOB.name}"])
        names = sorted(os.listdir(f"{here}/out"))
        for report in (Path(here, "out/report.json"), bare / "tmp/out/report.json"):
            report.write_text(without_times(report.read_text()))
        same, differing, missing = filecmp.cmpfiles(f"{here}/out", bare / "tmp/out", names, shallow=False)
    if differing or missing:
        sys.exit(f"not the same in the bare environment: {differing + missing}")
    return same


class RuntimeApi(http.server.BaseHTTPRequestHandler):
    """Says when the function asks for its first event, and lets it wait."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.set()
        self.server.over.wait()

    def do_POST(self):
        self.server.failed = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.asked.set()
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def cold_start(bare):
    """Milliseconds from the start of the process to its first call for an event."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
    server.daemon_threads = True
    server.asked, server.over, server.failed = threading.Event(), threading.Event(), None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}", "_HANDLER": "reject", "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "none", "BESPOKE_TABLE": "table", "BESPOKE_BUCKET": "bucket",
        "BESPOKE_KMS_KEY": "arn:aws:kms:eu-central-1:000000000000:key/none",
        "BESPOKE_TENANT_ROLE": "arn:aws:iam::000000000000:role/none", "BESPOKE_LOG_LEVEL": "error",
    }
    began = time.perf_counter()
    function = subprocess.Popen(inside(bare, "/var/task/bootstrap"), env=environment)
    came = server.asked.wait(30)
    took = (time.perf_counter() - began) * 1000
    function.kill()
    function.wait()
    server.over.set()
    server.shutdown()
    if not came or server.failed:
        sys.exit(f"the function did not begin: {server.failed or 'no call within 30 s'}")
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--compare", default=str(ROOT / "build/release/bin/bespoke"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder)
        unpack(arguments.archive, bare)
        same = compare_artifacts(bare, arguments.compare)
        print(f"{len(same)} artifacts byte-equal: {', '.join(same)}")
        times = [cold_start(bare) for _ in range(arguments.rounds)]
        print(f"cold start of {arguments.rounds}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")


if __name__ == "__main__":
    main()
