#!/usr/bin/env python3
"""Storms over the whole chain: throttles, 5xx, lost and cut answers, dying functions, doubled and disordered events, expired sessions, denied
keys. No accepted job is lost or doubled; a throttle is never told as anything else; what can't finish is in the dead-letter queue with its
cause and comes back by one command.

Usage: fault_runs.py [TEST…]. BESPOKE_FAULT_JOBS sets the jobs a storm (8), BESPOKE_FAULT_SEED its chances (1). Exits with 77, saying why,
where a part is missing.
"""

import collections
import json
import os
import sys
import threading
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import ARTIFACTS, CloudClient, bytes_of, make_cloud_tenant  # noqa: E402
from gateway import stack  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402

JOBS = int(os.environ.get("BESPOKE_FAULT_JOBS", "8"))
SEED = int(os.environ.get("BESPOKE_FAULT_SEED", "1"))
ENDS = {"job.succeeded", "job.rejected", "job.dead", "job.cancelled"}
ENDED = {"succeeded", "rejected", "dead", "cancelled", "discarded"}
BUSY = {409, 429, 500, 502, 503, 504}
#: What a stage that met a passing trouble may be said to have failed with.
PASSING = {"Unavailable", "Timeout", "States.Timeout", "Conflict", "Lambda.TooManyRequestsException", "Lambda.ServiceException",
           "Lambda.SdkClientException", "Runtime.ExitError", "Sandbox.Timedout", "ThrottlingException"}


def storm(service, kind, probability, **more):
    return {"service": service, "kind": kind, "probability": probability, "seed": SEED, **more}


class FaultRuns(unittest.TestCase):
    settings = {"BESPOKE_JOBS_AT_ONCE_PER_TENANT": "4"}

    @classmethod
    def setUpClass(cls):
        reason = stack.missing()
        if reason:
            skip(reason)
        cls.cloud = cls.enterClassContext(Cloud(wait_scale=0.02, duplicates=0.5, disorder=0.5, settings=cls.settings))
        cls.clients = {name: CloudClient(cls.cloud, make_cloud_tenant(cls.cloud, name)) for name in ("alice", "bob")}
        cls.documents = {name: client.example() for name, client in cls.clients.items()}
        # The proof that artifacts are whole: a quiet job's.
        job = cls.clients["alice"].start(*cls.documents["alice"])
        cls.clients["alice"].wait(job)
        cls.sound = bytes_of(cls.clients["alice"], job)

    def setUp(self):
        self.calm()
        self.started = {}

    def tearDown(self):
        self.calm()
        violations = self.cloud.stack.gateway.journal.violations
        found, violations[:] = list(violations), []
        self.assertEqual(found, [], "requests broke rules of their services")

    def calm(self):
        struck = self.cloud.stack.gateway.faults.report() + self.cloud.host.door("GET", None)
        self.cloud.host.set_faults([])
        self.cloud.stack.gateway.faults.set([])
        return struck

    # --- steps ---

    def insist(self, request, seconds=60):
        """The answer, asked as often as the service is busy."""
        deadline = time.monotonic() + seconds
        while True:
            answer = request()
            if answer.status not in BUSY or time.monotonic() > deadline:
                return answer
            time.sleep(0.05)

    def submit(self, client_name):
        client, key = self.clients[client_name], str(uuid.uuid4())
        answer = self.insist(lambda: client.submit(*self.documents[client_name], key=key))
        self.assertEqual(answer.status, 202, answer)
        return answer.json()["id"]

    def submit_all(self):
        names = [("alice", "bob")[index % 2] for index in range(JOBS)]
        with ThreadPoolExecutor(4) as pool:
            jobs = list(pool.map(self.submit, names))
        self.assertEqual(len(set(jobs)), JOBS)
        return dict(zip(jobs, names))

    def settle(self, jobs, seconds=120):
        """Lets the schedule run until every job has ended; gives their states."""
        deadline, states = time.monotonic() + seconds, {}
        while len(states) < len(jobs):
            if time.monotonic() > deadline:
                self.fail(f"lost: {set(jobs) - set(states)}, executions {self.cloud.executions()}")
            try:
                self.cloud.chores()
            except Exception:  # the next minute's run does it
                pass
            for job, name in jobs.items():
                if job not in states:
                    answer = self.clients[name].get(f"/v1/jobs/{job}")
                    if answer.status == 200 and answer.json()["state"] in ENDED:
                        states[job] = answer.json()["state"]
            time.sleep(0.05)
        self.cloud.events.wait_until_idle()
        return states

    def check_history(self, jobs):
        """Each ended once, and what troubled it on the way was told as passing trouble."""
        for job, name in jobs.items():
            history = self.clients[name].json(f"/v1/jobs/{job}/history")["items"]
            self.assertEqual([line["sequence"] for line in history], list(range(1, len(history) + 1)))
            events = [kind for _, kind, _ in self.clients[name].events(f"/v1/jobs/{job}/events")]
            self.assertEqual(len([kind for kind in events if kind in ENDS]), 1, (job, events))
            errors = {line.get("error") for line in history if line["kind"] in ("failed", "retrying")} - {None, ""}
            # "Dead" is what the state machine's own last state says; why is told by those before it.
            self.assertLessEqual(errors - {"Dead"}, PASSING, job)

    def check_whole(self, jobs):
        """All succeeded, with the very bytes of the quiet job; nothing twice, nothing runs on."""
        self.check_history(jobs)
        for job, name in jobs.items():
            found = bytes_of(self.clients[name], job)
            self.assertEqual(sorted(found), ARTIFACTS)
            self.assertEqual(found, self.sound)
        executions = self.cloud.executions()
        self.assertEqual([job for job in jobs if executions.get(job) == "RUNNING"], [])

    def run_storm(self, service_faults=(), function_faults=(), expected=("succeeded",)):
        used = {name: client.json("/v1/usage")["jobs"]["used"] for name, client in self.clients.items()}
        self.cloud.stack.gateway.faults.set(list(service_faults))
        self.cloud.host.set_faults(list(function_faults))
        jobs = self.submit_all()
        states = self.settle(jobs)
        struck = sum(rule["struck"] for rule in self.calm())
        counted = collections.Counter(states.values())
        print(f"{self._testMethodName}: {JOBS} jobs, {struck} faults, {dict(counted)}", file=sys.stderr, flush=True)
        self.assertLessEqual(set(counted), set(expected))
        for name, client in self.clients.items():
            self.assertEqual(client.json("/v1/usage")["jobs"]["used"], used[name] + list(jobs.values()).count(name), "none doubled")
        return jobs, states, struck

    def revive(self, jobs, states):
        """What died has its letter with its cause, and one command brings it back."""
        dead = {job: name for job, name in jobs.items() if states[job] == "dead"}
        messages = collections.Counter(json.loads(message["Body"])["jobId"] for message in self.cloud.dead_letters())
        for job, name in dead.items():
            self.assertGreaterEqual(messages[job], 1, "no message in the queue")
            self.assertTrue(self.clients[name].json(f"/v1/dead-letters/{job}")["detail"], "no cause")
        for name in sorted(set(dead.values())):
            self.cloud.admin("dlq", "redrive", "--tenant", name, "--all")
        self.assertEqual(set(self.settle(dead).values()) if dead else {"succeeded"}, {"succeeded"})
        return len(dead)

    # --- storms ---

    def test_throttles_of_every_service(self):
        faults = [storm(service, "throttle", 0.1) for service in ("dynamodb", "s3", "kms", "sts", "states", "sqs", "events")]
        jobs, states, struck = self.run_storm(faults, expected=("succeeded", "dead"))
        self.assertGreater(struck, 0)
        self.revive(jobs, states)

    def test_server_errors_and_answers_that_are_lost_or_cut(self):
        faults = [storm("dynamodb", "server-error", 0.05), storm("dynamodb", "server-error", 0.05, when="after"), storm("s3", "truncate", 0.05),
                  storm("dynamodb", "close", 0.03), storm("kms", "server-error", 0.05), storm("states", "server-error", 0.1, when="after"),
                  storm("s3", "server-error", 0.05, when="after")]
        jobs, states, struck = self.run_storm(faults, expected=("succeeded", "dead"))
        self.assertGreater(struck, 0)
        self.revive(jobs, states)

    def test_functions_that_die_are_throttled_or_run_twice(self):
        stages = "ingest|parse|embed|retrieve|generate|validate|render|persist|notify"
        jobs, states, _ = self.run_storm(function_faults=[
            {"function": stages, "kind": kind, "probability": 0.06, "seed": SEED + index} for index, kind in enumerate(
                ("kill", "lost", "twice", "throttle", "service"))])
        self.check_whole(jobs)

    def test_sessions_that_end_in_the_middle(self):
        done = threading.Event()

        def expire():
            while not done.wait(0.4):
                self.cloud.stack.gateway.expire_sessions()

        thread = threading.Thread(target=expire)
        thread.start()
        try:
            jobs, _, _ = self.run_storm()
        finally:
            done.set()
            thread.join()
        self.check_whole(jobs)
        expired = [call for call in self.cloud.stack.gateway.journal.calls if call.get("error", "").startswith("ExpiredToken")]
        self.assertTrue(expired, "no session ended while it was needed")

    def test_a_clock_that_is_wrong(self):
        self.cloud.stack.gateway.skew = 900.0
        try:
            jobs, _, _ = self.run_storm()
        finally:
            self.cloud.stack.gateway.skew = 0.0
        self.check_history(jobs)

    def test_keys_that_are_denied_to_one_tenant(self):
        faults = [{"service": "kms", "kind": "denied", "tenant": "alice"}]
        jobs = self.submit_all()  # accepted while all was well, or the API itself would be denied
        self.cloud.stack.gateway.faults.set(faults)
        self.cloud.host.recycle()  # no environment remembers a key
        deadline = time.monotonic() + 60
        while "RUNNING" in self.cloud.executions().values() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.cloud.events.wait_until_idle()
        self.calm()
        # Not even that a job died could be written down while its tenant's key was denied: the events wait for the operator.
        self.cloud.redrive_failed_events()
        states = self.settle(jobs)
        self.assertEqual({states[job] for job, name in jobs.items() if name == "bob"}, {"succeeded"})
        self.assertLessEqual({states[job] for job, name in jobs.items() if name == "alice"}, {"dead", "succeeded"})
        self.revive(jobs, states)

    def test_executions_that_are_stopped_from_outside(self):
        self.cloud.host.set_faults([{"function": "generate", "kind": "error", "errorType": "Unavailable"}])
        jobs = {self.submit("alice"): "alice"}
        states = self.cloud.stack.client("stepfunctions")
        arn = self.cloud.state_machine.replace(":stateMachine:", ":execution:")
        for job in jobs:
            deadline = time.monotonic() + 20
            while job not in self.cloud.executions():
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.05)
            states.stop_execution(executionArn=f"{arn}:{job}", error="Stopped", cause="by an operator")
        self.calm()
        ended = self.settle(jobs)
        self.assertEqual(set(ended.values()), {"dead"})
        self.revive(jobs, ended)


if __name__ == "__main__":
    unittest.main(warnings="ignore")
