#!/usr/bin/env python3
"""Kill -9 at random moments under load: no accepted job is lost, none is done twice, and the databases stay sound.

BESPOKE_CHAOS_KILLS sets how often (25; the full run takes 500), BESPOKE_CHAOS_SEED which moments; with BESPOKE_CHAOS_KEEP the data stay.
"""
import collections
import http.client
import http.server
import json
import os
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, NotListening, admin, make_tenant, start_server

KILLS = int(os.environ.get("BESPOKE_CHAOS_KILLS", "25"))
SEED = int(os.environ.get("BESPOKE_CHAOS_SEED", str(random.randrange(1 << 30))))
TENANTS = ["alice", "bob"]
LOADERS_PER_TENANT = 2
#: Jobs that a loader lets wait before it submits another, so that the backlog after the last kill is short.
BACKLOG = 6
RECOVERY_SECONDS = 10
#: What a connection to a server that was just killed ends with.
BROKEN = (OSError, http.client.HTTPException)
ENDS = {"job.succeeded", "job.rejected", "job.dead", "job.cancelled"}


class Sink(http.server.BaseHTTPRequestHandler):
    """Takes webhooks and remembers what came: webhook-id → body."""
    got = {}
    lock = threading.Lock()

    def do_POST(self):  # the name is the library's
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.lock:
            self.got.setdefault(self.headers["webhook-id"], []).append(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Chaos:
    """A server that is killed and started again, and those who use it meanwhile."""

    def __init__(self, data, sink_port):
        self.data, self.sink_port = data, sink_port
        self.chance = random.Random(SEED)
        self.keys = {tenant: make_tenant(data, tenant) for tenant in TENANTS}
        self.server = None
        self.enough = threading.Event()
        self.accepted = {tenant: [] for tenant in TENANTS}
        self.failures = []
        self.server_kills = self.reader_kills = 0
        self.slowest_start = 0.0

    def start(self):
        began = time.monotonic()
        self.server = start_server(self.data, BESPOKE_WEBHOOKS_ALLOW_HTTP="true",
                                   BESPOKE_WEBHOOKS_TRUSTED=json.dumps([f"127.0.0.1:{self.sink_port}"]))
        self.slowest_start = max(self.slowest_start, time.monotonic() - began)

    def client(self, tenant):
        return Client(self.server.port, self.keys[tenant], timeout=20)

    def insist(self, request):
        """The answer to a request, asked as often as the server dies over it or is busy."""
        while True:
            try:
                answer = request()
                if answer.status not in (409, 429, 503):
                    return answer
            except BROKEN:
                pass
            time.sleep(0.02)

    def unfinished(self, tenant):
        answer = self.client(tenant).get("/v1/jobs?state=active&limit=100")
        return len(answer.json()["items"]) if answer.status == 200 else BACKLOG

    def load(self, tenant, documents):
        """Submits jobs. Each has a key, and is sent again with it until there is an answer: so each is accepted exactly once."""
        try:
            while not self.enough.is_set():
                key = str(uuid.uuid4())
                answer = self.insist(lambda key=key: self.client(tenant).submit(*documents, key=key))
                if answer.status != 202:
                    self.failures.append(f"{tenant}: submit: {answer}")
                    return
                self.accepted[tenant].append(answer.json()["id"])
                while not self.enough.is_set() and self.crowded(tenant):
                    time.sleep(0.02)
        except Exception as error:  # pylint: disable=broad-except  # a loader that dies silently would make the test easy
            self.failures.append(f"{tenant}: {error!r}")

    def crowded(self, tenant):
        try:
            return self.unfinished(tenant) >= BACKLOG
        except BROKEN:
            return False

    def readers(self):
        """Process ids of the server's jailed readers."""
        found = []
        for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                if int(path.read_text().rpartition(")")[2].split()[1]) == self.server.pid:
                    found.append(int(path.parent.name))
            except (OSError, ValueError, IndexError):
                pass
        return found

    def kill_something(self):
        """Mostly the whole server, now and then only a reader at work."""
        time.sleep(self.chance.uniform(0.01, 0.5))
        readers = self.readers() if self.chance.random() < 0.2 else []
        if readers:
            try:
                os.kill(self.chance.choice(readers), 9)
                self.reader_kills += 1
            except ProcessLookupError:
                pass
            return
        self.server.kill()
        self.server_kills += 1
        self.start()

    def run(self):
        loaders = []
        for tenant in TENANTS:
            documents = self.client(tenant).example()
            loaders += [threading.Thread(target=self.load, args=(tenant, documents)) for _ in range(LOADERS_PER_TENANT)]
        for loader in loaders:
            loader.start()
        try:
            while self.server_kills < KILLS:
                self.kill_something()
        finally:
            self.enough.set()
            for loader in loaders:
                loader.join(120)


class ChaosTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.mkdtemp(prefix="bespoke-chaos-")
        self.addCleanup(self.clear, folder)
        self.data = pathlib.Path(folder) / "data"
        sink = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sink)
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        self.addCleanup(sink.server_close)
        self.addCleanup(sink.shutdown)
        self.troubles = collections.Counter()
        self.chaos = Chaos(self.data, sink.server_port)
        self.chaos.start()
        self.addCleanup(lambda: self.chaos.server.kill())

    def clear(self, folder):
        """What went wrong is kept for those who look into it, if they ask for that."""
        if not os.environ.get("BESPOKE_CHAOS_KEEP"):
            shutil.rmtree(folder, ignore_errors=True)

    def test_no_accepted_job_is_lost_or_done_twice(self):
        chaos = self.chaos
        for tenant in TENANTS:
            hook = {"url": f"http://127.0.0.1:{chaos.sink_port}/{tenant}", "events": ["job.succeeded"]}
            answer = chaos.client(tenant).request("POST", "/v1/webhooks", hook)
            self.assertEqual(answer.status, 201, answer)
        began = time.monotonic()
        try:
            chaos.run()
        except NotListening as error:
            self.fail(f"the server did not come back (seed {SEED}): {error}")
        self.assertEqual(chaos.failures, [], f"seed {SEED}")
        self.assertLess(chaos.slowest_start, RECOVERY_SECONDS)
        succeeded = {tenant: self.check_jobs(tenant) for tenant in TENANTS}
        self.check_deliveries(succeeded)
        for tenant in TENANTS:
            self.assertEqual(chaos.client(tenant).json("/v1/usage")["documents"]["used"], 2)
        self.assertEqual(chaos.server.stop(), 0)
        self.check_databases()
        total = sum(map(len, chaos.accepted.values()))
        print(f"chaos: seed {SEED}: {chaos.server_kills} servers and {chaos.reader_kills} readers killed, {total} jobs, "
              f"slowest start {chaos.slowest_start:.2f} s, {time.monotonic() - began:.0f} s; {dict(self.troubles)}")

    def check_jobs(self, tenant):
        """Every accepted job, and no other, ended, once, with one set of files; gives those that succeeded."""
        client = self.chaos.client(tenant)
        accepted = self.chaos.accepted[tenant]
        self.assertEqual(len(set(accepted)), len(accepted), "each submission is a job of its own")
        # Full jitter may let a stage that failed five times wait for four minutes.
        states = {job: client.wait(job, 400)["state"] for job in accepted}
        # A stage that lost its worker three times in a row is given up as a poison; that is a person's to decide, and the person tries again.
        redriven = [job for job, state in states.items() if state == "dead"]
        for job in redriven:
            self.assertEqual(client.request("POST", f"/v1/jobs/{job}/retry").status, 202)
            states[job] = client.wait(job, 120)["state"]
        rejected = [job for job, state in states.items() if state == "rejected"]
        self.assertLessEqual(len(rejected), self.chaos.reader_kills, "only a document whose reader died may be refused")
        self.assertEqual({state for state in states.values()} - {"succeeded", "rejected"}, set())
        self.assertEqual(sorted(self.listed(client)), sorted(accepted))
        for job, state in states.items():
            self.check_events(client, job, state, job in redriven)
            if state == "succeeded":
                self.check_artifacts(client, job)
            for line in client.json(f"/v1/jobs/{job}/history")["items"]:
                if line["kind"] in ("retried", "lost"):
                    self.troubles[f"{line['state']} {line['kind']} {line['error']}".strip()] += 1
        return [job for job, state in states.items() if state == "succeeded"]

    def listed(self, client):
        cursor, found = "", []
        while cursor is not None:
            page = client.json("/v1/jobs?limit=100" + (f"&cursor={cursor}" if cursor else ""))
            found += [item["id"] for item in page["items"]]
            cursor = page["nextCursor"]
        return found

    def check_events(self, client, job, state, redriven):
        events = client.follow(job)
        self.assertEqual(len({identifier for identifier, _, _ in events}), len(events))
        types = [kind for _, kind, _ in events]
        self.assertEqual(types.count("job.created"), 1, types)
        ends = [kind for kind in types if kind in ENDS]
        self.assertEqual(ends, (["job.dead"] if redriven else []) + [f"job.{state}"])
        if not redriven:
            entered = [data["stage"] for _, kind, data in events if kind == "job.stage" and data["status"] == "entered"]
            self.assertEqual(len(set(entered)), len(entered), "each stage is entered once, however often it was done over")

    def check_artifacts(self, client, job):
        artifacts = client.json(f"/v1/jobs/{job}/artifacts")["items"]
        names = [item["name"] for item in artifacts]
        self.assertEqual(len(names), len(set(names)))
        self.assertIn("resume.pdf", names)
        pdf = next(item for item in artifacts if item["name"] == "resume.pdf")
        self.assertEqual(len(client.download(pdf["url"]).body), pdf["bytes"])

    def check_deliveries(self, succeeded):
        """Each success was told at least once, always under one id."""
        wanted = {job for jobs in succeeded.values() for job in jobs}
        deadline = time.monotonic() + 120
        while True:
            with Sink.lock:
                told = [(identifier, body) for identifier, bodies in Sink.got.items() for body in bodies]
            ids = {}
            for identifier, body in told:
                ids.setdefault(body["subject"], set()).add(identifier)
            if wanted <= set(ids):
                break
            self.assertLess(time.monotonic(), deadline, f"{len(wanted - set(ids))} successes were never told")
            time.sleep(0.1)
        self.assertEqual(set(ids), wanted)
        self.assertEqual([job for job, names in ids.items() if len(names) != 1], [])

    def check_databases(self):
        databases = list(self.data.rglob("*.db"))
        self.assertGreaterEqual(len(databases), 1 + len(TENANTS))
        for path in databases:
            connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            try:
                self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)], path.name)
            finally:
                connection.close()
        for tenant in TENANTS:
            admin(self.data, "audit", "verify", "--tenant", tenant)


if __name__ == "__main__":
    unittest.main()
