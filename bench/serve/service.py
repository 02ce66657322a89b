"""A `bespoke serve` of one's own for measuring: on an empty directory, without rate limits, its log in a file so that reading it costs
the measured process nothing."""
import http.client
import json
import os
import pathlib
import signal
import subprocess
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
NO_LIMITS = {f"BESPOKE_LIMITS_{name}": "10000000" for name in (
    "REQUESTS_PER_MINUTE", "WRITES_PER_MINUTE", "REQUESTS_PER_MINUTE_PER_ADDRESS", "ATTEMPTS_PER_MINUTE_PER_ADDRESS")}
START_SECONDS = 30


def find_bespoke(given):
    for path in [pathlib.Path(given)] if given else [ROOT / "build/release/bin/bespoke", ROOT / "build/dev/bin/bespoke"]:
        help_text = subprocess.run([path, "--help"], capture_output=True, text=True, check=False).stdout if path.exists() else ""
        if "serve" in help_text:
            return path
    raise SystemExit("no bespoke that can serve; build it with ./dev build release")


class Service:
    """The process, and the administration of its data."""

    def __init__(self, bespoke, data):
        self.bespoke, self.data = bespoke, pathlib.Path(data)
        self.log = self.data.with_suffix(".log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([bespoke, "serve", "--data", self.data, "--listen", "127.0.0.1:0", "--no-egress"],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                                            env={**os.environ, **NO_LIMITS})
        self.port = self._wait_for_port()

    def _wait_for_port(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            for line in self.log.read_text().splitlines():
                if '"listening"' in line:
                    return json.loads(line)["port"]
            time.sleep(0.05)
        raise SystemExit("bespoke serve did not start:\n" + self.log.read_text())

    def make_tenant(self, name):
        """A tenant; gives a client that may do everything in it."""
        self._admin("tenant", "create", name)
        self._admin("tenant", "quota", name, "--jobs-per-day", "1000000")
        made = self._admin("key", "create", "--tenant", name, "--name", "bench", "--role", "admin", "--json")
        return Client(self.port, json.loads(made))

    def _admin(self, *arguments):
        done = subprocess.run([self.bespoke, *arguments, "--data", self.data], capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise SystemExit(f"bespoke {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def metrics(self):
        """Sample name with labels → value."""
        lines = Client(self.port, None).get("/metrics").decode().splitlines()
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))}

    def resident_mebibytes(self):
        return self.metrics()["process_resident_memory_bytes"] / 2**20

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Client:
    """One tenant's client on one kept connection; not for several threads at once (see copy)."""

    def __init__(self, port, key):
        self.port, self.key, self.token = port, key, None
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        if key:
            self.token = self._fetch_token()

    def copy(self):
        other = Client(self.port, None)
        other.key, other.token = self.key, self.token
        return other

    def _fetch_token(self):
        form = f"grant_type=client_credentials&client_id={self.key['clientId']}&client_secret={self.key['clientSecret']}"
        answer = self.request("POST", "/oauth2/token", form.encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        return json.loads(answer)["access_token"]

    def request(self, method, path, body=None, headers=None):
        headers = dict(headers or {})
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {answer[:300]!r}")
        return answer

    def get(self, path):
        return self.request("GET", path)

    def upload(self, kind, path):
        answer = self.request("POST", f"/v1/documents?kind={kind}&name={path.name}", path.read_bytes(),
                              {"Content-Type": "application/octet-stream"})
        return json.loads(answer)["id"]

    def upload_example(self):
        """The ids of the bundled resume and job description."""
        return self.upload("resume", EXAMPLES / "resume.pdf"), self.upload("job_description", EXAMPLES / "job.txt")

    def submit(self, documents):
        body = json.dumps({"resumeId": documents[0], "jobDescriptionId": documents[1]}).encode()
        answer = self.request("POST", "/v1/jobs", body, {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())})
        return json.loads(answer)["id"]

    def run(self, documents, pause=0.005):
        """Submits a job and waits for its end; gives the seconds."""
        began = time.perf_counter()
        job = self.submit(documents)
        while True:
            state = json.loads(self.get(f"/v1/jobs/{job}"))["state"]
            if state == "succeeded":
                return time.perf_counter() - began
            if state in ("rejected", "dead", "cancelled", "discarded"):
                raise RuntimeError(f"job {job} ended {state}")
            time.sleep(pause)
