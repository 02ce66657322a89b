"""What the chain's tests share: a client of the cloud's API, a local server to compare with, and storms of faults."""

import json
import sys
import urllib.error
import urllib.request
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "functional"))
from server import Client, make_tenant, start_server  # noqa: E402,F401
from support import ARTIFACTS, EXAMPLES, PAIRS  # noqa: E402,F401


class CloudClient(Client):
    """Like the local one; links lead to S3."""

    def __init__(self, cloud, key):
        super().__init__(cloud.api.front.port, key, timeout=60)

    def download(self, url, method="GET", headers=None):
        try:
            return _Got(urllib.request.urlopen(urllib.request.Request(url, method=method, headers=headers or {}), timeout=30))
        except urllib.error.HTTPError as error:
            return _Got(error)

    def upload_by_form(self, kind, path):
        """A document by way of S3; gives its id once it has been taken over from the quarantine."""
        import hashlib

        content = Path(path).read_bytes()
        answer = self.request("POST", "/v1/uploads", {"kind": kind, "name": Path(path).name, "bytes": len(content), "mediaType": "application/pdf",
                                                      "sha256": hashlib.sha256(content).hexdigest()}, {"Idempotency-Key": str(uuid.uuid4())})
        return answer, content


class _Got:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()


def post_form(url, fields, content, file_name="file"):
    """A browser's upload; gives status and body."""
    boundary = uuid.uuid4().hex
    body = b"".join(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items())
    body += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n\r\n'.encode() + content
    body += f"\r\n--{boundary}--\r\n".encode()
    request = urllib.request.Request(url, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    try:
        return urllib.request.urlopen(request, timeout=30).status, b""
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def make_cloud_tenant(cloud, name, role="admin"):
    """A tenant with an API key, made as an operator makes it."""
    cloud.admin("tenant", "create", name)
    return cloud.admin("key", "create", "--tenant", name, "--name", f"test {role}", "--role", role, "--json")["key"]


def bytes_of(client, job):
    """Name → content of a job's artifacts."""
    found = {}
    for name, item in client.artifacts(job).items():
        answer = client.download(item["url"])
        assert answer.status == 200, (name, answer.status, answer.body[:300])
        found[name] = answer.body
    return found


def functions_log(cloud):
    return "".join(path.read_text(errors="replace") for path in sorted(Path(cloud.log_directory).glob("*.log")))


def log_lines(cloud, level):
    """The functions' log lines of a level, as objects."""
    for line in functions_log(cloud).splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and value.get("level") == level:
            yield value
