#!/usr/bin/env python3
"""The pipeline's definition on Step Functions' side: functions of a few lines fail in every way that Lambda knows, and each execution still
ends where it should. Waits pass fifty times faster.

Usage: pipeline_test.py [TEST…]. BESPOKE_FAULT_JOBS sets the executions a storm (24), BESPOKE_FAULT_SEED its chances (1). Exits with 77,
saying why, where a part is missing.
"""

import collections
import json
import os
import sys
import tempfile
import time
import unittest
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from gateway import stack  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402

JOBS = int(os.environ.get("BESPOKE_FAULT_JOBS", "24"))
SEED = int(os.environ.get("BESPOKE_FAULT_SEED", "1"))
STAGES = ["ingest", "parse", "embed", "retrieve", "generate", "validate", "render", "persist", "notify"]
# A stage adds its name to `did`; `fail` {stage: error} makes one fail for good. Each end is written down, as an effect would be.
RUNTIME = """
import json, os, urllib.request
base = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/"
handler = os.environ["_HANDLER"]
def post(path, value, **headers):
    urllib.request.urlopen(urllib.request.Request(base + path, json.dumps(value).encode(), headers))
while True:
    got = urllib.request.urlopen(base + "invocation/next")
    event, name = json.loads(got.read()), got.headers["Lambda-Runtime-Aws-Request-Id"]
    error = event.get("fail", {}).get(handler)
    if handler in ("reject", "dead-letter", "events"):
        job = event["jobId"] if "jobId" in event else event["detail"]["name"]
        open(os.path.join(os.environ["BESPOKE_NOTES"], handler), "a").write(job + "\\n")
    if error:
        post(f"invocation/{name}/error", {"errorType": error, "errorMessage": "m"}, **{"Lambda-Runtime-Function-Error-Type": error})
    else:
        grown = {"padding": "x" * event["grow"][handler]} if handler in event.get("grow", {}) else {}
        post(f"invocation/{name}/response", {**event, **grown, "did": [one for one in event.get("did", []) if one != handler] + [handler]})
"""


class Pipeline(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reason = stack.missing()
        if reason:
            skip(reason)
        folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="pipeline-test-"))
        program = Path(folder) / "runtime.py"
        program.write_text(RUNTIME)
        cls.notes = Path(folder)
        cls.cloud = cls.enterClassContext(Cloud(wait_scale=0.02, duplicates=0.5, disorder=0.5, settings={"BESPOKE_NOTES": folder},
                                                log_directory=folder, command=[sys.executable, str(program)]))
        cls.states = cls.cloud.stack.client("stepfunctions")

    def run_jobs(self, inputs, seconds=120):
        """Descriptions of the executions once all have ended."""
        arns = {}
        for name, data in inputs.items():
            arns[name] = self.states.start_execution(stateMachineArn=self.cloud.state_machine, name=name,
                                                     input=json.dumps({"jobId": name, **data}, sort_keys=True))["executionArn"]
        deadline = time.monotonic() + seconds
        while any(self.cloud.executions()[name] == "RUNNING" for name in arns):
            self.assertLess(time.monotonic(), deadline, self.cloud.executions())
            time.sleep(0.05)
        self.assertTrue(self.cloud.events.wait_until_idle())
        return {name: self.states.describe_execution(executionArn=arn) for name, arn in arns.items()}

    def noted(self, handler):
        path = self.notes / handler
        return collections.Counter(path.read_text().split()) if path.exists() else collections.Counter()

    def test_every_way_in_which_functions_fail_passes(self):
        self.cloud.host.set_faults([{"function": "|".join(STAGES), "kind": kind, "probability": 0.06, "each": 1, "seed": SEED + index}
                                    for index, kind in enumerate(("throttle", "service", "lost", "twice", "kill"))] + [
            {"function": "|".join(STAGES), "kind": "error", "errorType": name, "probability": 0.03, "each": 1, "seed": SEED + 10 + index}
            for index, name in enumerate(("Unavailable", "ThrottlingException", "Lambda.Unknown"))])
        ended = self.run_jobs({f"storm-{index}": {} for index in range(JOBS)})
        struck = collections.Counter()
        for rule in self.cloud.host.door("GET", None):
            struck[rule.get("errorType", rule["kind"])] += rule["struck"]
        self.cloud.host.set_faults([])
        print(f"{JOBS} executions, faults {dict(struck)}", file=sys.stderr)
        self.assertGreater(sum(struck.values()), JOBS // 2, "a storm that struck nobody shows nothing")
        for name, one in ended.items():
            self.assertEqual(one["status"], "SUCCEEDED", (name, one.get("cause")))
            self.assertEqual(json.loads(one["output"])["did"], STAGES)

    def test_every_stage_that_fails_for_good_ends_in_the_dead_letters(self):
        ended = self.run_jobs({f"dead-{stage}": {"fail": {stage: "Internal"}} for stage in STAGES})
        dead = self.noted("dead-letter")
        for name, one in ended.items():
            self.assertEqual((one["status"], one["error"], dead[name]), ("FAILED", "Dead", 1), name)

    def test_what_the_user_must_mend_is_rejected(self):
        ended = self.run_jobs({f"rejected-{error}": {"fail": {"parse": error}} for error in ("InvalidInput", "LimitExceeded", "NotFound")})
        rejected = self.noted("reject")
        for name, one in ended.items():
            self.assertEqual((one["status"], one["error"], rejected[name]), ("FAILED", "Rejected", 1), name)

    def test_a_state_over_256_kib_ends_the_execution_past_every_catch_and_is_told(self):
        with self.assertRaises(Exception) as caught:
            self.run_jobs({"large-input": {"padding": "x" * 262_144}})
        self.assertIn("ValidationException", str(caught.exception))
        self.cloud.stack.gateway.journal.forget("violations")
        ended = self.run_jobs({"large-state": {"grow": {"parse": 300_000}}})
        self.assertEqual((ended["large-state"]["status"], ended["large-state"]["error"]), ("FAILED", "States.DataLimitExceeded"))
        self.assertGreaterEqual(self.noted("events")["large-state"], 1)

    def test_a_dead_letter_that_is_throttled_still_arrives(self):
        self.cloud.host.set_faults([{"function": "dead-letter", "kind": kind, "times": 1} for kind in ("throttle", "kill", "lost")])
        ended = self.run_jobs({"dead-late": {"fail": {"render": "Internal"}}})
        self.assertEqual(ended["dead-late"]["error"], "Dead")
        self.assertGreaterEqual(self.noted("dead-letter")["dead-late"], 2, "at least once: the lost one was invoked again")

    def test_the_same_name_starts_one_execution(self):
        asked = {"stateMachineArn": self.cloud.state_machine, "name": "once", "input": '{"jobId": "once"}'}
        first, second = self.states.start_execution(**asked), self.states.start_execution(**asked)
        self.assertEqual(first["executionArn"], second["executionArn"])
        self.run_jobs({})
        self.assertEqual(sum(name == "once" for name in self.cloud.executions()), 1)

    def test_each_end_is_told_at_least_once(self):
        ended = self.run_jobs({f"told-{index}": {} for index in range(6)})
        told = self.noted("events")
        self.assertTrue(all(1 <= told[name] <= 2 for name in ended), told)
        self.assertTrue(any(told[name] == 2 for name in told), "events come twice, too")


if __name__ == "__main__":
    unittest.main(warnings="ignore")
