"""What the tests of `bespoke serve` share: a server of one's own on a free port, tenants, and a small HTTP client.

    with start_server(data) as server:
        client = Client(server.port, make_tenant(data, "alice"))
        resume = client.upload("resume", EXAMPLES / "resume.pdf")["id"]
"""
import collections
import contextlib
import http.client
import json
import os
import pathlib
import signal
import subprocess
import threading
import time
import urllib.parse
import uuid

from support import BESPOKE, EXAMPLES, SLOWNESS

#: Rates that no test reaches unless it means to.
GENEROUS = {"BESPOKE_LIMITS_REQUESTS_PER_MINUTE": "6000000", "BESPOKE_LIMITS_WRITES_PER_MINUTE": "6000000",
            "BESPOKE_LIMITS_REQUESTS_PER_MINUTE_PER_ADDRESS": "6000000", "BESPOKE_LIMITS_ATTEMPTS_PER_MINUTE_PER_ADDRESS": "6000000"}
ENDED = {"succeeded", "rejected", "dead", "cancelled", "discarded"}
START_SECONDS = 30


class NotListening(RuntimeError):
    """The server ended, or took too long, before it listened."""


class Server:
    """A running `bespoke serve`."""

    def __init__(self, data, *arguments, **environment):
        variables = {**os.environ, **GENEROUS, **{name: str(value) for name, value in environment.items()}}
        self.data = pathlib.Path(data)
        self.lines = collections.deque(maxlen=400)  #: the last lines of its log
        self.port = None
        self._listening = threading.Event()
        self.process = subprocess.Popen([str(BESPOKE), "serve", "--data", str(data), "--listen", "127.0.0.1:0", *map(str, arguments)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                        env=variables)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._listening.wait(START_SECONDS)
        if self.port is None:
            self.kill()
            raise NotListening(f"exit code {self.process.returncode}:\n" + "".join(self.lines))

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line)
            if self.port is None and '"listening"' in line:
                with contextlib.suppress(ValueError, KeyError):
                    self.port = json.loads(line)["port"]
                    self._listening.set()
        self._listening.set()

    @property
    def pid(self):
        return self.process.pid

    def log(self):
        """The last lines of the log, as objects where they are."""
        found = []
        for line in list(self.lines):
            with contextlib.suppress(ValueError):
                found.append(json.loads(line))
        return found

    def stop(self):
        """Ends it as an operator does; gives its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        finally:
            self.kill()
        return self.process.returncode

    def kill(self):
        """Ends it as a power cut does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join(10)
        self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()


def start_server(data, *arguments, **environment):
    """A server on `data` that listens already; environment variables as keywords."""
    return Server(data, *arguments, **environment)


def admin(data, *arguments, **options):
    """An administration command; gives its JSON."""
    done = subprocess.run([str(BESPOKE), *map(str, arguments), "--data", str(data)], capture_output=True, text=True, timeout=60,
                          check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"bespoke {' '.join(map(str, arguments))}: {done.stderr or done.stdout}")
    with contextlib.suppress(ValueError):
        return json.loads(done.stdout)
    return done.stdout


def make_tenant(data, name, role="admin"):
    """A tenant with an API key."""
    admin(data, "tenant", "create", name)
    return make_key(data, name, role)


def make_key(data, tenant, role="admin"):
    return admin(data, "key", "create", "--tenant", tenant, "--name", f"test {role}", "--role", role, "--json")["key"]


class Answer:
    """Status, headers (a message: names without case) and body of a response."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)

    def slug(self):
        """The kind of problem, e.g. "not-found"; empty if it is none."""
        if self.headers.get_content_type() != "application/problem+json":
            return ""
        return self.json()["type"].rpartition(":")[2]

    def __repr__(self):
        return f"{self.status} {self.body[:400]!r}"


class Client:
    """Speaks for one key. A connection for each request, so that it may be used by many threads and over restarts."""

    def __init__(self, port, key, timeout=60):
        self.port, self.key, self.timeout = port, key, timeout

    def request(self, method, path, body=None, headers=None, **more):
        headers = dict(headers or {})
        if self.key:
            headers.setdefault("Authorization", f"Bearer {self.key}")
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout, **more)
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, headers=None):
        return self.request("GET", path, headers=headers)

    def json(self, path):
        answer = self.get(path)
        assert answer.status == 200, answer
        return answer.json()

    def send(self, kind, content, name="document", media_type="application/octet-stream", headers=None):
        """Bare bytes as a document; gives the answer."""
        query = urllib.parse.urlencode({"kind": kind, "name": name})
        return self.request("POST", f"/v1/documents?{query}", content, {"Content-Type": media_type, **(headers or {})})

    def upload(self, kind, path):
        """A file as a document; gives the document."""
        path = pathlib.Path(path)
        answer = self.send(kind, path.read_bytes(), path.name)
        assert answer.status == 201, answer
        return answer.json()

    def submit(self, resume, job, key=None, **wish):
        """A job; gives the answer."""
        body = {"resumeId": resume, "jobDescriptionId": job, **wish}
        return self.request("POST", "/v1/jobs", body, {"Idempotency-Key": key or str(uuid.uuid4())})

    def start(self, resume, job, **wish):
        """A job that was accepted; gives its id."""
        answer = self.submit(resume, job, **wish)
        assert answer.status == 202, answer
        return answer.json()["id"]

    def example(self, resume="resume.pdf", job="job.txt"):
        """The ids of an uploaded example."""
        return self.upload("resume", EXAMPLES / resume)["id"], self.upload("job_description", EXAMPLES / job)["id"]

    def events(self, path, headers=None):
        """The server-sent events of a path until the stream ends: (id, type, data)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request("GET", path, headers={"Authorization": f"Bearer {self.key}", **(headers or {})})
            response = connection.getresponse()
            assert response.status == 200, Answer(response)
            assert response.headers.get_content_type() == "text/event-stream"
            event = {}
            for line in response:
                text = line.decode().rstrip("\n")
                if not text and event:
                    yield event.get("id"), event.get("event"), json.loads(event["data"])
                    event = {}
                elif text and not text.startswith(":"):
                    name, _, value = text.partition(": ")
                    event[name] = value
        finally:
            connection.close()

    def follow(self, job):
        """All events of a job, to its end."""
        return list(self.events(f"/v1/jobs/{job}/events"))

    def wait(self, job, seconds=60):
        """The job once it has ended, by looking every now and then."""
        deadline = time.monotonic() + seconds * SLOWNESS
        while True:
            found = self.json(f"/v1/jobs/{job}")
            if found["state"] in ENDED:
                return found
            assert time.monotonic() < deadline, (found, self.json(f"/v1/jobs/{job}/history"))
            time.sleep(0.05)

    def download(self, url, method="GET", headers=None):
        """What a signed URL gives to one who has nothing but it."""
        parts = urllib.parse.urlsplit(url)
        return Client(self.port, None).request(method, parts.path + ("?" + parts.query if parts.query else ""), headers=headers)

    def artifacts(self, job):
        """Name → what listArtifacts says of it."""
        return {item["name"]: item for item in self.json(f"/v1/jobs/{job}/artifacts")["items"]}
