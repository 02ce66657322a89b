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
from gateway import grants, stack  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402

JOBS = int(os.environ.get("BESPOKE_FAULT_JOBS", "8"))
SEED = int(os.environ.get("BESPOKE_FAULT_SEED", "1"))
ENDS = {"job.succeeded", "job.rejected", "job.dead", "job.cancelled"}
ENDED = {"succeeded", "rejected", "dead", "cancelled", "discarded"}
BUSY = {409, 429, 500, 502, 503, 504}
#: What a stage that met a passing trouble may be said to have failed with.
PASSING = {"Unavailable", "Timeout", "States.Timeout", "Conflict", "Lambda.TooManyRequestsException", "Lambda.ServiceException",
           "Lambda.SdkClientException", "Runtime.ExitError", "Sandbox.Timedout", "ThrottlingException"}
#: The same where nothing but throttles is about: waiting for one to pass may take all the time there is.
THROTTLED = {"Unavailable", "Timeout", "States.Timeout", "Sandbox.Timedout"}


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
        if cls.settings is FaultRuns.settings:  # with others, others are granted more
            cls.addClassCleanup(cls.compare_grants)
        cls.clients = {name: CloudClient(cls.cloud, make_cloud_tenant(cls.cloud, name)) for name in ("alice", "bob")}
        cls.documents = {name: client.example() for name, client in cls.clients.items()}
        # The proof that artifacts are whole: a quiet job's.
        job = cls.clients["alice"].start(*cls.documents["alice"])
        cls.clients["alice"].wait(job)
        cls.sound = bytes_of(cls.clients["alice"], job)

    @classmethod
    def compare_grants(cls):
        """What functions do in trouble alone (histories, alarms), deploy/aws grants them, too."""
        granted = grants.granted()
        if isinstance(granted, str):
            print(f"NOT COMPARED with the grants of deploy/aws: {granted}", file=sys.stderr)
            return
        beyond = list(cls.cloud.used.beyond(granted))
        assert not beyond, "done without a grant in deploy/aws:\n" + "\n".join(beyond)

    def setUp(self):
        self.calm()
        self.busy = collections.Counter()  # statuses by which the API said that it is

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
            self.busy[answer.status] += 1
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
        # A job has ended by its record before its execution has, and that before all have heard of it.
        self.wait_for(lambda: not any(name.startswith(tuple(jobs)) and status == "RUNNING" for name, status in self.cloud.executions().items()),
                      "end of an execution")
        self.assertTrue(self.cloud.events.wait_until_idle())
        return states

    def check_history(self, jobs, passing=frozenset(PASSING)):
        """Each ended once, and what troubled it on the way was told as passing trouble."""
        for job, name in jobs.items():
            history = self.clients[name].json(f"/v1/jobs/{job}/history")["items"]
            self.assertEqual([line["sequence"] for line in history], list(range(1, len(history) + 1)))
            events = [kind for _, kind, _ in self.clients[name].events(f"/v1/jobs/{job}/events")]
            self.assertEqual(len([kind for kind in events if kind in ENDS]), 1, (job, events))
            errors = {line.get("error") for line in history if line["kind"] in ("failed", "retrying")} - {None, ""}
            # "Dead" is what the state machine's own last state says; why is told by those before it.
            self.assertLessEqual(errors - {"Dead"}, passing, job)

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
        messages = collections.defaultdict(list)
        for message in self.cloud.dead_letters():
            body = json.loads(message["Body"])
            messages[body["jobId"]].append((body["tenantId"], body["state"], body["error"]))
        for job, name in dead.items():
            letter = self.clients[name].json(f"/v1/dead-letters/{job}")
            self.assertTrue(letter["detail"] and letter["stage"] and letter["error"], f"no cause: {letter}")
            self.assertIn((name, letter["stage"], letter["error"]), messages[job], "no message in the queue, or of another cause")
        for name in sorted(set(dead.values())):
            self.cloud.admin("dlq", "redrive", "--tenant", name, "--all")
        self.assertEqual(set(self.settle(dead).values()) if dead else {"succeeded"}, {"succeeded"})
        self.cloud.chores()
        left = {json.loads(message["Body"])["jobId"] for message in self.cloud.dead_letters()}
        self.assertEqual(left & set(dead), set(), "letters of jobs that live")
        return len(dead)

    def wait_for(self, true, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not true():
            self.assertLess(time.monotonic(), deadline, f"no {what}")
            time.sleep(0.05)

    def wait_for_ends(self, jobs):
        """Of the executions, whatever became of the jobs; and of what their events led to."""
        self.wait_for(lambda: all(self.cloud.executions().get(job, "RUNNING") != "RUNNING" for job in jobs), "end")
        self.assertTrue(self.cloud.events.wait_until_idle())

    def settle_again(self, job, name):
        """The state in which a job ends that is dead as yet."""
        self.wait_for(lambda: self.clients[name].json(f"/v1/jobs/{job}")["state"] not in ("dead", "active"), "second life")
        return self.settle({job: name})[job]

    def arn(self, job):
        return f"{self.cloud.state_machine.replace(':stateMachine:', ':execution:')}:{job}"

    def stages_entered(self, job):
        """By the service, not by our word."""
        if job not in self.cloud.executions():
            return set()
        events = self.cloud.stack.client("stepfunctions").get_execution_history(executionArn=self.arn(job), reverseOrder=True)["events"]
        return {event["stateEnteredEventDetails"]["name"].lower() for event in events if "stateEnteredEventDetails" in event}

    def check_letter(self, job, stage, error):
        """Both the API's and the queue's name the state and the error that it was in truth."""
        letter = self.clients["alice"].json(f"/v1/dead-letters/{job}")
        self.assertEqual((letter["stage"], letter["error"]), (stage, error))
        messages = [json.loads(message["Body"]) for message in self.cloud.dead_letters()]
        self.assertEqual({(message["state"], message["error"]) for message in messages if message["jobId"] == job}, {(stage, error)})

    def scheduler(self, method="GET", data=None):
        return self.cloud.stack.gateway.doors["scheduler"](method, data)

    def alarms(self, job):
        return [one for one in self.scheduler()["waiting"] if one["input"]["detail"]["jobId"] == job]

    # --- storms ---

    def test_throttles_of_every_service(self):
        faults = [storm(service, "throttle", 0.1) for service in ("dynamodb", "s3", "kms", "sts", "states", "sqs", "events", "scheduler")]
        jobs, states, struck = self.run_storm(faults, expected=("succeeded", "dead"))
        self.assertGreater(struck, 0)
        self.check_history(jobs, THROTTLED)
        self.assertLessEqual(set(self.busy), {429, 503}, "the API told a throttle as something else")
        self.revive(jobs, states)

    def test_server_errors_and_answers_that_are_lost_or_cut(self):
        faults = [storm("dynamodb", "server-error", 0.05), storm("dynamodb", "server-error", 0.05, when="after"), storm("s3", "truncate", 0.05),
                  storm("dynamodb", "close", 0.03), storm("kms", "server-error", 0.05), storm("states", "server-error", 0.1, when="after"),
                  storm("s3", "server-error", 0.05, when="after"), storm("dynamodb", "truncate", 0.03), storm("kms", "truncate", 0.05)]
        faults += [storm(service, kind, 0.1) for service in ("sqs", "sts", "events", "scheduler") for kind in ("server-error", "truncate")]
        jobs, states, struck = self.run_storm(faults, expected=("succeeded", "dead"))
        self.assertGreater(struck, 0)
        self.revive(jobs, states)

    def test_functions_that_die_are_throttled_or_run_twice(self):
        stages = "ingest|parse|embed|retrieve|generate|validate|render|persist|notify"
        jobs, states, _ = self.run_storm(function_faults=[
            {"function": stages, "kind": kind, "probability": 0.06, "each": 1, "seed": SEED + index} for index, kind in enumerate(
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

    def test_what_our_own_services_deny_is_never_the_users_fault(self):
        for denied in ({"service": "s3", "operation": "PutObject"}, {"service": "kms", "operation": "GenerateDataKey|Decrypt"}):
            with self.subTest(denied=denied):
                job = {self.submit("alice"): "alice"}
                self.cloud.stack.gateway.faults.set([{**denied, "kind": "denied", "tenant": "alice"}])
                self.cloud.host.recycle()
                self.wait_for_ends(job)
                self.calm()
                self.cloud.redrive_failed_events()
                states = self.settle(job)
                self.assertEqual(set(states.values()), {"dead"})
                letter = self.clients["alice"].json(f"/v1/dead-letters/{next(iter(job))}")
                self.assertEqual(letter["error"], "Unavailable")
                self.revive(job, states)

    def test_executions_that_are_stopped_from_outside(self):
        self.cloud.host.set_faults([{"function": "generate", "kind": "hold"}])
        jobs = {self.submit("alice"): "alice"}
        for job in jobs:
            self.wait_for(lambda job=job: "generate" in self.stages_entered(job), "Generate")
            self.cloud.stack.client("stepfunctions").stop_execution(executionArn=self.arn(job), error="Stopped", cause="by an operator")
        self.calm()
        ended = self.settle(jobs)
        self.assertEqual(set(ended.values()), {"dead"})
        # The function at work did its work: the job goes on behind it.
        self.check_letter(next(iter(jobs)), "Validate", "Stopped")
        self.revive(jobs, ended)

    def test_functions_that_can_not_be_started_not_even_to_bury_the_job(self):
        error = "Lambda.KMSAccessDeniedException"  # Lambda itself can't read the function's environment
        self.cloud.host.set_faults([{"function": "validate", "kind": "error", "errorType": error},
                                    {"function": "dead-letter", "kind": "error", "errorType": "Lambda.ResourceNotFoundException"}])
        jobs = {self.submit("alice"): "alice"}
        self.wait_for_ends(jobs)
        self.calm()
        ended = self.settle(jobs)
        self.assertEqual(set(ended.values()), {"dead"})
        self.check_letter(next(iter(jobs)), "Validate", error)
        self.revive(jobs, ended)

    def test_a_result_over_256_kib_is_a_dead_letter_that_says_so(self):
        self.cloud.host.set_faults([{"function": "parse", "kind": "grow", "bytes": 262_144}])
        jobs = {self.submit("alice"): "alice"}
        self.wait_for_ends(jobs)
        self.calm()
        ended = self.settle(jobs)
        self.assertEqual(set(ended.values()), {"dead"})
        letter = self.clients["alice"].json(f"/v1/dead-letters/{next(iter(jobs))}")
        self.assertEqual(letter["error"], "States.DataLimitExceeded")
        self.revive(jobs, ended)

    def test_events_that_come_again_and_in_any_order_change_nothing(self):
        self.cloud.host.set_faults([{"function": "persist", "kind": "error", "errorType": "Unavailable"}])
        jobs = {self.submit("alice"): "alice", self.submit("bob"): "bob"}
        states = self.settle(jobs)
        self.calm()
        self.assertEqual(self.revive(jobs, states), len(jobs))
        before = {job: self.clients[name].json(f"/v1/jobs/{job}/history") for job, name in jobs.items()}
        alarms = self.scheduler()["waiting"]
        events = [event for event in self.cloud.events.sent if event["source"] == "aws.states"]
        self.assertGreater(len(events), len(jobs), "those of the first runs, too")
        for event in reversed(events):
            self.cloud.events.send(event)
        self.assertTrue(self.cloud.events.wait_until_idle())
        self.assertEqual({job: self.clients[name].json(f"/v1/jobs/{job}/history") for job, name in jobs.items()}, before)
        self.assertEqual(self.scheduler()["waiting"], alarms, "no alarm for what is over")

    def test_a_dead_job_whose_trouble_passes_is_rung_for_and_comes_back_by_itself(self):
        self.cloud.host.set_faults([{"function": "render", "kind": "error", "errorType": "Unavailable"}])
        job = self.submit("bob")
        self.assertEqual(self.settle({job: "bob"}), {job: "dead"})
        self.calm()
        alarms = self.alarms(job)
        self.assertEqual([one["input"]["detail"] for one in alarms], [{"tenantId": "bob", "jobId": job, "run": 1}], "one, though events come twice")
        self.assertNotIn("bob", alarms[0]["name"])
        self.scheduler("PUT", {"scale": 0.0005})
        self.addCleanup(self.scheduler, "DELETE")
        self.wait_for(lambda: any(one["name"] == alarms[0]["name"] for one in self.scheduler()["rung"]), "a ring")
        self.assertEqual(self.settle_again(job, "bob"), "succeeded")
        events = [kind for _, kind, _ in self.clients["bob"].events(f"/v1/jobs/{job}/events")]
        self.assertEqual([kind for kind in events if kind in ENDS | {"job.redriven"}], ["job.dead", "job.redriven", "job.succeeded"])
        self.assertEqual(bytes_of(self.clients["bob"], job), self.sound)

    def test_a_job_that_comes_back_by_hand_is_not_rung_for(self):
        self.cloud.host.set_faults([{"function": "render", "kind": "error", "errorType": "Unavailable"}])
        job = self.submit("alice")
        states = self.settle({job: "alice"})
        self.calm()
        self.assertTrue(self.alarms(job))
        self.revive({job: "alice"}, states)
        self.wait_for(lambda: not self.alarms(job), "the alarm to be taken back")


def without_storms(runs):
    """The class with its own tests alone: the storms that it inherits have their own run."""
    for name in dir(FaultRuns):
        if name.startswith("test_") and name not in vars(runs):
            setattr(runs, name, None)
    return runs


if __name__ == "__main__":
    unittest.main(warnings="ignore")
