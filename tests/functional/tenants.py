#!/usr/bin/env python3
"""One tenant asks for what is another's, in every way that the interface has, and learns nothing.

The requests are made from the OpenAPI document: every operation that names something in its path, with the other tenant's ids of the
right and of the wrong kind, under every role, with headers, queries, cursors, event ids, entity tags and idempotency keys of the other
tenant. Each answer has to be, byte for byte, the answer for an id that never was. BESPOKE_TENANT_REQUESTS sets how many are sent
(default 10,000; 50,000 before a release), BESPOKE_TENANT_SEED which.
"""
import collections
import http.client
import itertools
import json
import os
import pathlib
import random
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import tenants_apart
from server import Client, make_key, make_tenant, start_server

CANARY = "CANARY7361"
PASSWORD = "correct horse battery"
REQUESTS = int(os.environ.get("BESPOKE_TENANT_REQUESTS", "10000"))
SEED = int(os.environ.get("BESPOKE_TENANT_SEED", "1"))
THREADS = 4
JSON = {"Content-Type": "application/json"}
#: What differs from answer to answer and says nothing.
VOLATILE = {"date", "ratelimit", "traceparent", "tracestate", "x-request-id", "trace-id", "content-length", "retry-after"}
#: Bodies that fit, so that the request gets as far as its object.
BODIES = {
    "addFeedback": {"editId": "e01", "action": "revert"},
    "updateWebhook": {"enabled": False},
    "updateUser": {"role": "admin"},
    "rotateKey": {"overlapSeconds": 0},
}
#: Ids of the form that ours have; they never were.
NEVER = {prefix: f"{prefix}_01kapv5m4r8x2t6w0y3z7c9d1f" for prefix in ("doc", "upl", "job", "whk", "dlv", "usr", "key")}
PREFIX_OF = {"documentId": "doc", "uploadId": "upl", "jobId": "job", "webhookId": "whk", "deliveryId": "dlv", "userId": "usr",
             "keyId": "key"}


class Wire:
    """One connection that is kept; opened anew when the server closes it."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def send(self, method, path, body=None, headers=None):
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                self.connection.request(method, path, body, headers or {})
                response = self.connection.getresponse()
                if response.getheader("Content-Type") == "text/event-stream":  # may have no end, and its status tells enough
                    self.connection.close()
                    self.connection = None
                    return response.status, {}, b""
                return response.status, dict((k.lower(), v) for k, v in response.getheaders()), response.read()
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    raise
        raise AssertionError


def send_alone(wire, *request):
    """An answer other than that bob's same Idempotency-Key is at work, which says only what another thread of this test is doing."""
    for _ in range(50):
        answer = wire.send(*request)
        if answer[0] != 409 or b"idempotency-in-flight" not in answer[2]:
            break
    return answer


def comparable(answer):
    """The parts of an answer that must not depend on whose id was asked for."""
    status, headers, body = answer
    # A refusal that is no 404 may name its trace; nothing else in it may vary.
    body = re.sub(rb'urn:trace:[0-9a-f]{32}', b"urn:trace:", body)
    return status, tuple(sorted((k, v) for k, v in headers.items() if k not in VOLATILE)), body


def seed_owner(client):
    """Something of everything for the tenant that is attacked; gives ids by prefix and the secrets that clients hold."""
    texts = pathlib.Path(__file__).parents[2] / "examples"
    resume = client.send("resume", (texts / "resume.pdf").read_bytes(), f"{CANARY}.pdf").json()["id"]
    ad = client.upload("job_description", texts / "job.txt")["id"]
    key = str(uuid.uuid4())
    answer = client.submit(resume, ad, key=key, label=f"label {CANARY}")
    assert answer.status == 202, answer
    job = answer.json()["id"]
    assert client.wait(job)["state"] == "succeeded"
    events = client.follow(job)
    edits = client.json(f"/v1/jobs/{job}/edits")["items"]
    feedback = client.request("POST", f"/v1/jobs/{job}/feedback", {"editId": edits[0]["id"], "action": "comment", "comment": CANARY})
    assert feedback.status == 201, feedback
    hook = client.request("POST", "/v1/webhooks", {"url": "https://example.org/hook", "description": CANARY}).json()["id"]
    delivery = client.request("POST", f"/v1/webhooks/{hook}/test").json()["id"]
    user = client.request("POST", "/v1/users", {"login": f"{CANARY}@example.org", "role": "viewer", "password": PASSWORD}).json()["id"]
    made = client.request("POST", "/v1/keys", {"name": CANARY, "role": "viewer"}).json()
    upload = client.request("POST", "/v1/uploads", {"kind": "resume", "name": CANARY, "mediaType": "text/plain", "bytes": 3, "sha256": "0" * 64}).json()
    artifacts = client.json(f"/v1/jobs/{job}/artifacts")["items"]
    return {
        "ids": {"doc": resume, "upl": upload["id"], "job": job, "whk": hook, "dlv": delivery, "usr": user, "key": made["id"]},
        "ad": ad, "idempotency": key, "event": events[0][0], "etag": client.get(f"/v1/jobs/{job}").headers["ETag"],
        "cursor": client.json("/v1/documents?limit=1")["nextCursor"],
        "links": [upload["url"]] + [item["url"] for item in artifacts],
        "secrets": [made["key"], made["clientSecret"]],
    }


def operations_of(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if path.startswith("/v1/") and operation["x-role"] not in ("public", "operator", "signed"):
                yield method.upper(), path, operation["operationId"]


def variants(stolen, tokens):
    """Ways to send a request: headers and query, each with the name of the trick."""
    ids = stolen["ids"]
    headers = [{}, {"X-Forwarded-Tenant": "alice"}, {"X-Original-URL": f"/v1/jobs/{ids['job']}"}, {"X-HTTP-Method-Override": "GET"},
               {"If-None-Match": stolen["etag"]}, {"If-None-Match": "*"}, {"If-Match": "*"}, {"If-Match": stolen["etag"]},
               {"Idempotency-Key": stolen["idempotency"]}, {"Last-Event-ID": stolen["event"]}, {"Cookie": "tenant=alice"},
               {"Forwarded": "for=127.0.0.1;host=alice"}, {"X-Tenant-Id": "alice"}, {"X-Tenant-Id": "bob"}]
    queries = ["", "", "", "", "", "", "?tenant=alice", "?tenantId=alice", "?cursor=" + urllib.parse.quote(stolen["cursor"]), "?limit=100",
               "?" + urllib.parse.urlsplit(stolen["links"][-1]).query]
    return [(dict(h, Authorization=f"Bearer {token}"), q) for token in tokens for h in headers for q in queries]


class Attack:
    """Sends pairs of requests that differ in the id alone, and compares."""

    def __init__(self, port, document, stolen, tokens):
        self.port, self.stolen = port, stolen
        self.named = [(m, p, o) for m, p, o in operations_of(document) if "{" in p]
        self.variants = variants(stolen, tokens)
        self.lock = threading.Lock()
        self.sent, self.statuses, self.faults = 0, collections.Counter(), []

    def fault(self, text):
        with self.lock:
            self.faults.append(text)

    def one(self, wire, rng):
        method, path, operation = rng.choice(self.named)
        headers, query = rng.choice(self.variants)
        names = re.findall(r"{(\w+)}", path)
        right_kind = rng.random() < 0.8
        theirs, nobodys = path, path
        for name in names:
            prefix = PREFIX_OF[name]
            stolen = self.stolen["ids"][prefix if right_kind else rng.choice(list(NEVER))]
            theirs = theirs.replace("{" + name + "}", self.disguised(stolen, rng))
            nobodys = nobodys.replace("{" + name + "}", NEVER[prefix])
        body = json.dumps(BODIES[operation]) if operation in BODIES else None
        headers = dict(headers, **JSON) if body else headers
        first = send_alone(wire, method, theirs + query, body, headers)
        second = send_alone(wire, method, nobodys + query, body, headers)
        with self.lock:
            self.sent += 2
            self.statuses[first[0]] += 1
        self.judge(f"{operation} {theirs}{query[:60]} {sorted(set(headers) - {'Authorization'})}", first, second)

    @staticmethod
    def disguised(value, rng):
        """Now and then with an escape that means the same."""
        return value if rng.random() < 0.9 else "%" + format(ord(value[0]), "02x") + value[1:]

    def judge(self, what, first, second):
        status, _, body = first
        if comparable(first) != comparable(second):
            self.fault(f"{what}: {status} {body[:200]!r} differs from {second[0]} {second[2][:200]!r}")
        if status not in (400, 403, 404):
            self.fault(f"{what}: {status} {body[:200]!r}")
        if CANARY.encode() in body:
            self.fault(f"{what}: the canary sings")

    def worker(self, number, requests):
        wire, rng = Wire(self.port), random.Random(SEED * 1000 + number)
        try:
            for _ in range(requests // 2):
                self.one(wire, rng)
        except Exception as error:  # pylint: disable=broad-except
            self.fault(f"worker {number}: {error!r}")

    def run(self, requests):
        threads = [threading.Thread(target=self.worker, args=(n, requests // THREADS)) for n in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def check_bodies_and_lists(wire, bob, stolen):
    """Another tenant's ids in bodies, cursors and event ids are what they would be had they never been."""
    headers = {"Authorization": f"Bearer {bob}"}

    def submit(resume, ad):
        request = {"resumeId": resume, "jobDescriptionId": ad, "style": {"name": "classic"}}
        return wire.send("POST", "/v1/jobs", json.dumps(request), {**headers, **JSON, "Idempotency-Key": str(uuid.uuid4())})

    nobody = NEVER["doc"]
    assert comparable(submit(stolen["ids"]["doc"], stolen["ad"])) == comparable(submit(nobody, nobody)), "documents in a job"
    for path in ("/v1/documents", "/v1/jobs", "/v1/users", "/v1/audit"):
        theirs = wire.send("GET", f"{path}?cursor={urllib.parse.quote(stolen['cursor'])}", None, headers)
        garbage = wire.send("GET", f"{path}?cursor={'A' * len(stolen['cursor'])}", None, headers)
        assert theirs[0] == 404 and comparable(theirs) == comparable(garbage), (path, theirs)
    theirs = wire.send("GET", "/v1/events", None, {**headers, "Last-Event-ID": stolen["event"]})
    garbage = wire.send("GET", "/v1/events", None, {**headers, "Last-Event-ID": "A" * len(stolen["event"])})
    assert theirs[0] == 404 and comparable(theirs) == comparable(garbage), theirs
    # The same Idempotency-Key is another key: nothing of the other's answer comes back.
    reused = wire.send("POST", "/v1/jobs", json.dumps({"resumeId": nobody, "jobDescriptionId": nobody}),
                       {**headers, **JSON, "Idempotency-Key": stolen["idempotency"]})
    assert reused[0] == 404, reused
    for method, path in (("DELETE", "/v1/tenant/data?confirm=erase"), ("GET", "/v1/tenant/export"), ("GET", "/v1/audit")):
        answer = wire.send(method, path, None, {**headers, "X-Tenant-Id": "alice"})
        assert answer[0] == 404, (path, answer)
    for path in ("/v1/documents", "/v1/jobs", "/v1/webhooks", "/v1/dead-letters", "/v1/tenant/export", "/v1/audit"):
        status, _, body = wire.send("GET", path, None, headers)
        assert status == 200 and CANARY.encode() not in body and stolen["ids"]["job"].encode() not in body, path


def check_links(wire, stolen, requests, rng):
    """A signed URL with anything changed leads nowhere, and no token makes up for it."""
    accepted = sent = 0
    for link in itertools.islice(itertools.cycle(stolen["links"]), requests):
        parts = urllib.parse.urlsplit(link)
        target = f"{parts.path}?{parts.query}"
        method = "PUT" if "/uploads/" in target else "GET"
        at = rng.randrange(len("/v1/"), len(target))
        change = rng.randrange(5)
        if change == 0:
            target = target.replace("tenant=alice", "tenant=bob")
        elif change == 1:
            target += rng.choice(["&tenant=bob", "&expires=99999999999", "&x=1", "&"])
        elif change == 2:
            method = rng.choice(["HEAD", "DELETE", "POST"])
        elif change == 3:
            target = target[:at] + "%" + format(ord(target[at]), "02x") + target[at + 1:]
        else:
            target = target[:at] + rng.choice("0123456789abcdefABCDEF") + target[at + 1:]
        if (method, target) in (("GET", f"{parts.path}?{parts.query}"), ("PUT", f"{parts.path}?{parts.query}")):
            continue
        body, headers = (b"abc", {"Content-Type": "text/plain"}) if method in ("PUT", "POST") else (None, {})
        status, _, answer = wire.send(method, target, body, headers)
        sent += 1
        accepted += status not in (400, 401, 403, 404, 405) or CANARY.encode() in answer
    assert accepted == 0, f"{accepted} of {sent} changed links were accepted"
    return sent


def timing(wire, token, stolen):
    """Medians of the time to refuse, in milliseconds: another tenant's id, and one that never was. Told, not judged: machines are noisy."""
    times = {"theirs": [], "never": []}
    for _ in range(300):
        for name, job in (("theirs", stolen["ids"]["job"]), ("never", NEVER["job"])):
            begun = time.perf_counter()
            wire.send("GET", f"/v1/jobs/{job}", None, {"Authorization": f"Bearer {token}"})
            times[name].append((time.perf_counter() - begun) * 1000)
    return {name: round(statistics.median(values), 3) for name, values in times.items()}


def snapshot(client, stolen):
    """What the owner sees; none of it may change."""
    ids = stolen["ids"]
    paths = ["/v1/documents", f"/v1/jobs/{ids['job']}", f"/v1/jobs/{ids['job']}/edits", f"/v1/jobs/{ids['job']}/feedback", "/v1/webhooks",
             f"/v1/webhooks/{ids['whk']}", "/v1/users", "/v1/keys", "/v1/settings"]
    return {path: client.get(path).body for path in paths}


def lasting(shot):
    """Without what differs from one look to the next, and without the traces that the owner's own test delivery leaves."""
    return {path: re.sub(rb'"(nextCursor|updatedAt)":"[^"]*"', b"", body) for path, body in shot.items()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "data"
        alice_key, bob_key = make_tenant(data, "alice"), make_tenant(data, "bob")
        tokens = [bob_key] + [make_key(data, "bob", role) for role in ("viewer", "editor")]
        with start_server(data, "--no-egress") as server:
            alice = Client(server.port, alice_key)
            document = Client(server.port, None).json("/openapi.json")
            stolen = seed_owner(alice)
            for path in ("documents/{doc}", "jobs/{job}", "jobs/{job}/artifacts", "webhooks/{whk}", "users/{usr}", "keys/{key}"):
                owners = alice.get("/v1/" + path.format(**stolen["ids"]))
                assert owners.status == 200, f"the attack would prove nothing: {path} {owners}"
            before = snapshot(alice, stolen)
            wire, rng = Wire(server.port), random.Random(SEED)
            check_bodies_and_lists(wire, bob_key, stolen)
            tenants_apart.check_audit(server.port, alice_key, bob_key)
            tenants_apart.check_credentials(server.port, alice_key, bob_key, CANARY)
            tenants_apart.check_logins(server.port, bob_key, f"{CANARY}@example.org", PASSWORD)
            begun = time.monotonic()
            attack = Attack(server.port, document, stolen, tokens)
            attack.run(REQUESTS)
            seconds = time.monotonic() - begun
            links = check_links(wire, stolen, max(500, REQUESTS // 20), rng)
            for secret in stolen["secrets"]:
                assert all(secret not in line for line in server.lines), "a secret stands in the log"
            after = lasting(snapshot(alice, stolen))
            changed = [(body, after[path]) for path, body in lasting(before).items() if after[path] != body]
            assert not changed, f"the owner's things changed: {changed}"
            print(f"{attack.sent} requests in {seconds:.1f} s over {len(attack.named)} operations, {links} changed links; "
                  f"statuses {dict(attack.statuses)}; ms to refuse {timing(wire, bob_key, stolen)}")
            for fault in attack.faults[:20]:
                print("FAULT", fault)
            tenants_apart.check_same_key_at_once(server.port, alice_key, bob_key)
            receipt = tenants_apart.check_erasure(server.port, alice_key, bob_key, stolen["ids"]["job"])
            assert server.process.poll() is None, "the server died"
        tenants_apart.check_after_restart(data, alice_key, stolen["ids"]["job"], receipt)
        return 1 if attack.faults else 0


if __name__ == "__main__":
    sys.exit(main())
