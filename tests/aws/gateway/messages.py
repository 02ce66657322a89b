"""Requests and answers as values."""

import dataclasses
import json
import uuid
from urllib.parse import unquote_plus

REGION = "eu-central-1"
ACCOUNT = "123456789012"


class Headers:
    """Names compare without case; order and repetition are kept."""

    def __init__(self, pairs=()):
        self.pairs = [(name, value) for name, value in pairs]

    def get(self, name, default=None):
        return next((value for key, value in self.pairs if key.lower() == name.lower()), default)

    def set(self, name, value):
        self.remove(name)
        self.pairs.append((name, value))

    def remove(self, name):
        self.pairs = [(key, value) for key, value in self.pairs if key.lower() != name.lower()]

    def __contains__(self, name):
        return self.get(name) is not None

    def __iter__(self):
        return iter(self.pairs)


@dataclasses.dataclass
class Request:
    method: str
    path: str  # as it came over the wire
    query: str  # as it came over the wire
    headers: Headers
    body: bytes
    request_id: str = dataclasses.field(default_factory=lambda: str(uuid.uuid4()))

    def query_pairs(self):
        pairs = (pair.partition("=") for pair in self.query.split("&") if pair)
        return [(unquote_plus(name), unquote_plus(value)) for name, _, value in pairs]


@dataclasses.dataclass
class Answer:
    status: int
    headers: Headers = dataclasses.field(default_factory=Headers)
    body: bytes = b""
    # What a fault does to the connection: "close" without an answer, "truncate" the body.
    accident: str = ""
    delay_seconds: float = 0.0


def json_answer(value, status=200, content_type="application/json"):
    return Answer(status, Headers([("Content-Type", content_type)]), json.dumps(value, separators=(",", ":")).encode())


class Refused(Exception):
    """The service's answer is an error: `code` as the service spells it."""

    def __init__(self, status, code, message, members=None, headers=()):
        super().__init__(f"{code}: {message}")
        self.status, self.code, self.message, self.members, self.headers = status, code, message, members or {}, list(headers)
