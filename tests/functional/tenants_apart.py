"""The ways from one tenant to another that are no path of the interface, for tenants.py: credentials that are forged or another's,
counters that might be shared, and what the erasure of one tenant might take along of the others."""
import base64
import hashlib
import json
import threading
import urllib.parse
import uuid

from server import Client, make_tenant, start_server
from support import EXAMPLES

PASSWORD = "another horse battery"
ROUNDS = 12
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def parts_of(api_key):
    """Tenant, letters of the id, secret."""
    return api_key.split("_", 3)[1:]


def grant(port, **form):
    return Client(port, None).request("POST", "/oauth2/token", urllib.parse.urlencode(form), FORM)


def with_client(port, client, secret):
    return grant(port, grant_type="client_credentials", client_id=client, client_secret=secret)


def with_password(port, tenant, login, password):
    return grant(port, grant_type="password", username=f"{tenant}/{login}", password=password)


def access_token(port, api_key):
    tenant, letters, secret = parts_of(api_key)
    answer = with_client(port, f"{tenant}.key_{letters}", secret)
    assert answer.status == 200, answer
    return answer.json()["access_token"]


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def decoded(text):
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def forged(alice_key, bob_key, bob_token):
    """What bob can make of what he has, knowing alice's ids: what it is → the token."""
    alice, alice_letters, _ = parts_of(alice_key)
    _, bob_letters, bob_secret = parts_of(bob_key)
    header, payload, signature = bob_token.split(".")
    claims = decoded(payload)
    of_tenant = dict(claims, tenant=alice)
    of_account = dict(of_tenant, sub=f"key_{alice_letters}", client_id=f"key_{alice_letters}")
    unsigned = encoded(dict(decoded(header), alg="none"))
    return {
        "own key under the other's name": f"bsk_{alice}_{bob_letters}_{bob_secret}",
        "own secret for the other's key": f"bsk_{alice}_{alice_letters}_{bob_secret}",
        "another tenant under the old signature": f"{header}.{encoded(of_tenant)}.{signature}",
        "another account under the old signature": f"{header}.{encoded(of_account)}.{signature}",
        "another account without a signature": f"{unsigned}.{encoded(of_account)}.",
    }


def check_credentials(port, alice_key, bob_key, canary):
    """No credential of one tenant, whole or changed, opens another."""
    tokens = {key: access_token(port, key) for key in (alice_key, bob_key)}
    for _ in range(2):  # the second time from the cache of verified tokens
        for key, token in tokens.items():
            answer = Client(port, token).get("/v1/documents")
            assert answer.status == 200 and (canary.encode() in answer.body) == (key == alice_key), answer
    for what, token in forged(alice_key, bob_key, tokens[bob_key]).items():
        answer = Client(port, token).get("/v1/documents")
        assert answer.status == 401, (what, answer)
    alice, alice_letters, _ = parts_of(alice_key)
    bob, bob_letters, bob_secret = parts_of(bob_key)
    for client in (f"{alice}.key_{bob_letters}", f"{alice}.key_{alice_letters}", f"{bob}.key_{alice_letters}"):
        answer = with_client(port, client, bob_secret)
        assert answer.status == 401, (client, answer)


def check_logins(port, bob_key, login, alices_password):
    """The same login is two users; neither password opens the other, and who locks one does not lock the other."""
    made = Client(port, bob_key).request("POST", "/v1/users", {"login": login, "role": "viewer", "password": PASSWORD})
    assert made.status == 201, made
    for tenant, password, status in (("alice", PASSWORD, 400), ("bob", alices_password, 400), ("bob", PASSWORD, 200)):
        answer = with_password(port, tenant, login, password)
        assert answer.status == status, (tenant, answer)
    statuses = [with_password(port, "bob", login, "wrong horse battery").status]
    while statuses[-1] != 429 and len(statuses) < 12:
        statuses.append(with_password(port, "bob", login, "wrong horse battery").status)
    assert statuses[-1] == 429, statuses
    answer = with_password(port, "alice", login, alices_password)
    assert answer.status == 200, answer


def check_audit(port, alice_key, bob_key):
    """Each one's requests stand in its own audit log."""
    keys = {key: "key_" + parts_of(key)[1] for key in (alice_key, bob_key)}
    for key, name in keys.items():
        actors = {item["actor"] for item in Client(port, key).json("/v1/audit?limit=100")["items"]}
        assert name in actors and not actors & (set(keys.values()) - {name}), (name, actors)


def check_same_key_at_once(port, alice_key, bob_key):
    """The same Idempotency-Key with the same request at the same moment is nothing to the other: two answers, two documents."""
    content = (EXAMPLES / "resume.pdf").read_bytes()
    for _ in range(ROUNDS):
        header, together, answers = {"Idempotency-Key": str(uuid.uuid4())}, threading.Barrier(2), {}

        def upload(key, header=header, together=together, answers=answers):
            together.wait()
            answers[key] = Client(port, key).send("resume", content, headers=header)

        threads = [threading.Thread(target=upload, args=(key,)) for key in (alice_key, bob_key)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [a.status for a in answers.values()] == [201, 201], answers
        assert len({a.json()["id"] for a in answers.values()}) == 2, answers


def check_artifacts(client, job):
    """All of a job's files are there, to the byte."""
    artifacts = client.artifacts(job)
    assert artifacts, job
    for item in artifacts.values():
        answer = client.download(item["url"])
        assert answer.status == 200 and hashlib.sha256(answer.body).hexdigest() == item["sha256"], answer


def check_erasure(port, alice_key, bob_key, job):
    """The erasure of bob, who has the documents of check_same_key_at_once, counts and takes nothing of alice's; gives its receipt."""
    alice, bob = Client(port, alice_key), Client(port, bob_key)
    resume, ad = alice.example()
    running = [alice.start(resume, ad) for _ in range(3)]
    receipt = bob.request("DELETE", "/v1/tenant/data?confirm=erase").json()
    assert receipt["tenant"] == "bob" and receipt["blobs"] == ROUNDS, receipt
    assert bob.get("/v1/documents").status == 401
    for one in [*running, job]:
        assert alice.wait(one)["state"] == "succeeded", one
        check_artifacts(alice, one)
    return receipt


def check_after_restart(data, alice_key, job, receipt):
    """What the erasure left on the disk serves alice; another's flood does not slow her down; a receipt is its own tenant's."""
    carol_key = make_tenant(data, "carol")
    with start_server(data, "--no-egress", BESPOKE_LIMITS_REQUESTS_PER_MINUTE=60) as server:
        alice, carol = Client(server.port, alice_key), Client(server.port, carol_key)
        assert 429 in [carol.get("/v1/jobs").status for _ in range(30)]
        assert alice.get("/v1/jobs").status == 200, "each operation has a bucket for each tenant"
        answer = alice.get(f"/v1/jobs/{job}")
        assert answer.status == 200, answer
        check_artifacts(alice, job)
        other = carol.request("DELETE", "/v1/tenant/data?confirm=erase").json()
        assert other["tenant"] == "carol" and other["blobs"] == 0 and other["id"] != receipt["id"], other
