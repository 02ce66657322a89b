#!/usr/bin/env python3
"""The Lambda host, with a runtime of a few lines: environments are frozen, kept and killed as on Lambda, and errors keep their type.

Usage: host_test.py [TEST…], in build/venv. Exits with 77, saying why, where a part is missing.
"""

import json
import os
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

from with_emulators import into_venv

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from gateway.api_gateway import ApiGateway  # noqa: E402
from lambda_host import FunctionError, Host  # noqa: E402

RUNTIME = """
import json, os, sys, time, urllib.request
base = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/"
def post(path, value, **headers):
    urllib.request.urlopen(urllib.request.Request(base + path, json.dumps(value).encode(), headers))
if os.environ["_HANDLER"] == "broken":
    post("init/error", {"errorType": "Internal", "errorMessage": "no table"})
    sys.exit(1)
count = 0
while True:
    got = urllib.request.urlopen(base + "invocation/next")
    event, name = json.loads(got.read()), got.headers["Lambda-Runtime-Aws-Request-Id"]
    count += 1
    if "sleep" in event: time.sleep(event["sleep"])
    if "exit" in event: os._exit(event["exit"])
    if "error" in event:
        post(f"invocation/{name}/error", {"errorType": event["error"], "errorMessage": "m", "stackTrace": ["f"]},
             **{"Lambda-Runtime-Function-Error-Type": event["error"]})
    elif "proxy" in event or "httpMethod" in event:
        post(f"invocation/{name}/response", event.get("proxy", {"statusCode": 200, "body": json.dumps(event), "multiValueHeaders": {"X-Two": ["1", "2"]}}))
    else:
        post(f"invocation/{name}/response", {"pid": os.getpid(), "count": count, "left": int(got.headers["Lambda-Runtime-Deadline-Ms"]) / 1000 - time.time(),
                                             "trace": got.headers.get("Lambda-Runtime-Trace-Id"), "padding": "x" * event.get("size", 0)})
"""


class Environments(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="host-test-")
        self.addCleanup(folder.cleanup)
        program = Path(folder.name) / "runtime.py"
        program.write_text(RUNTIME)
        self.host = Host({"PATH": os.environ["PATH"]}, folder.name, command=[sys.executable, str(program)])
        self.addCleanup(self.host.stop)

    def call(self, event, function="one", **more):
        return json.loads(self.host.invoke(function, event, **more))

    def refused(self, error_type, event, function="one", **more):
        with self.assertRaises(FunctionError) as caught:
            self.host.invoke(function, event, **more)
        self.assertEqual(caught.exception.told["errorType"], error_type)
        return caught.exception.told

    def test_one_environment_serves_one_event_after_the_other(self):
        first, second = self.call({}), self.call({}, trace="Root=1-5e1b4151-5ac6c58f3b8a1d3e2c4d5f60")
        self.assertEqual((first["pid"], first["count"], second["count"]), (second["pid"], 1, 2))
        self.assertAlmostEqual(second["left"], 60, delta=5)
        self.assertEqual(second["trace"], "Root=1-5e1b4151-5ac6c58f3b8a1d3e2c4d5f60")
        self.assertEqual(len(self.host.cold_starts), 1)

    def test_it_is_frozen_between_events(self):
        pid = self.call({})["pid"]

        def state():
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]

        deadline = time.monotonic() + 5
        while state() != "T" and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertEqual(state(), "T")
        self.assertEqual(self.call({})["pid"], pid)

    def test_errors_keep_their_type_and_stack(self):
        self.assertEqual(self.refused("Unavailable", {"error": "Unavailable"})["stackTrace"], ["f"])
        self.assertEqual(self.call({})["count"], 2)

    def test_what_ends_an_environment(self):
        pid = self.call({})["pid"]
        self.assertIn("exit status 3", self.refused("Runtime.ExitError", {"exit": 3})["errorMessage"])
        self.assertNotEqual(self.call({})["pid"], pid)
        self.assertIn("after 0.", self.refused("Sandbox.Timedout", {"sleep": 60}, seconds=0.5)["errorMessage"])
        self.assertEqual(self.call({})["count"], 1)
        self.refused("Internal", {}, function="broken")
        self.refused("Function.ResponseSizeTooLarge", {"size": 7_000_000})

    def test_a_program_that_cannot_be_started_has_a_name_for_it(self):
        broken = Path(self.host.log_directory) / "half-linked"
        broken.write_bytes(b"\x7fELF")
        for program in (broken, broken.with_name("gone")):
            self.host.command = [str(program)]
            broken.chmod(0o755)
            self.assertIn(program.name, self.refused("Runtime.InvalidEntrypoint", {}, function=program.name)["errorMessage"])

    def test_faults(self):
        self.host.set_faults([{"kind": kind, "times": 1, "skip": 0} for kind in ("throttle", "service", "lost", "twice")] + [
            {"kind": "kill", "times": 1}])
        self.refused("Lambda.TooManyRequestsException", {})
        self.refused("Lambda.ServiceException", {})
        self.refused("Lambda.SdkClientException", {})
        self.assertEqual(self.call({})["count"], 3, "the lost one ran, and this one ran twice")
        self.refused("Runtime.ExitError", {"sleep": 5})

    def test_a_storm_strikes_one_event_as_often_as_it_may(self):
        self.host.set_faults([{"kind": "throttle", "each": 2}])
        for event in ({"n": 1}, {"n": 2}):
            self.refused("Lambda.TooManyRequestsException", event)
            self.refused("Lambda.TooManyRequestsException", event)
            self.assertTrue(self.call(event)["pid"])

    def test_api_gateway_takes_only_well_formed_replies(self):
        api = ApiGateway(lambda event: self.host.invoke("api", event))
        self.addCleanup(api.stop)
        got = urllib.request.urlopen(urllib.request.Request(f"{api.url}/v1/a%20b?q=1&q=2", b"\xff\0", {"Content-Type": "application/pdf", "X-Many": "y"}))
        event = json.loads(got.read())
        self.assertEqual((event["path"], event["httpMethod"], event["isBase64Encoded"], event["body"]), ("/v1/a b", "POST", True, "/wA="))
        self.assertEqual(event["multiValueQueryStringParameters"], {"q": ["1", "2"]})
        self.assertEqual(got.headers.get_all("X-Two"), ["1", "2"])
        for reply in ({"statusCode": "200"}, {"statusCode": 200, "body": {}}, {"statusCode": 200, "more": 1}):
            broken = ApiGateway(lambda event, reply=reply: self.host.invoke("api", {"proxy": reply}))
            self.addCleanup(broken.stop)
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(broken.url)
            self.assertEqual(caught.exception.code, 502)


if __name__ == "__main__":
    unittest.main(warnings="ignore")
