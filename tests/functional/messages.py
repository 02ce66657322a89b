#!/usr/bin/env python3
"""No address of ours takes messages from outside: whatever is posted without credentials, wherever, changes nothing and tells nothing."""
import base64
import hashlib
import hmac
import json
import pathlib
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server

DOCUMENT = "doc_" + "0" * 26
#: Where other services take events, queues' messages, callbacks and invocations.
PATHS = ["/", "/events", "/v1/events", "/v1/webhooks/incoming", "/webhooks", "/hooks/s3", "/v1/uploads/upl_" + "0" * 26 + "/complete",
         "/v1/documents/" + DOCUMENT + "/events", "/sns", "/sqs", "/eventbridge", "/callback", "/2015-03-31/functions/function/invocations",
         "/2018-06-01/runtime/invocation/next", "/v1/jobs/job_" + "0" * 26 + "/succeeded", "/internal/events", "/v1/webhooks"]
S3 = {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-01-01T00:00:00Z",
                   "s3": {"bucket": {"name": "quarantine"}, "object": {"key": f"t/alice/uploads/{DOCUMENT}", "size": 5}}}]}
JOB = {"version": "0", "id": "e1", "source": "aws.states", "detail-type": "Step Functions Execution Status Change",
       "detail": {"name": "job_" + "0" * 26, "status": "SUCCEEDED"}}


def signed(body, age):
    """Headers as of a webhook that is so many seconds old, by a key that nobody here has."""
    moment = str(int(time.time()) - age)
    signature = hmac.new(b"k" * 32, b"evt_1." + moment.encode() + b"." + body, hashlib.sha256).digest()
    return {"webhook-id": "evt_1", "webhook-timestamp": moment, "webhook-signature": "v1," + base64.b64encode(signature).decode()}


def disguises(body):
    """The same message unsigned, old, badly signed, and with credentials that are none."""
    yield "unsigned", {}
    yield "old", signed(body, 301)
    yield "of now", signed(body, 0)
    yield "with a bad signature", {**signed(body, 0), "webhook-signature": "v1,AAAA"}
    yield "of a topic", {"x-amz-sns-message-type": "Notification", "x-amz-sns-topic-arn": "arn:aws:sns:eu-west-1:1:x"}
    yield "with a bad token", {"Authorization": "Bearer nobody"}
    yield "with a request signature", {"Authorization": "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/lambda/aws4_request, "
                                                        "SignedHeaders=host, Signature=" + "0" * 64}


class Messages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-messages-")
        self.addCleanup(folder.cleanup)
        data = pathlib.Path(folder.name) / "data"
        key = make_tenant(data, "alice")
        self.server = start_server(data)
        self.addCleanup(self.server.kill)
        self.alice, self.nobody = Client(self.server.port, key), Client(self.server.port, None)

    def state(self):
        """All that a message could have changed, and who did what."""
        lists = {path: self.alice.json(path)["items"] for path in ("/v1/documents", "/v1/jobs", "/v1/webhooks", "/v1/keys", "/v1/users")}
        done = [entry for entry in self.alice.json("/v1/audit?limit=100")["items"] if not entry["action"].startswith(("list", "get"))]
        return lists, done

    def refusals(self, paths):
        for path in paths:
            for message in (S3, JOB):
                body = json.dumps(message).encode()
                for how, headers in disguises(body):
                    for _ in range(2):  # the second is the repeat
                        with self.subTest(path, how=how):
                            answer = self.nobody.request("POST", path, body, {"Content-Type": "application/json", **headers})
                            self.assertEqual(answer.headers.get_content_type(), "application/problem+json", answer)
                            yield path, answer

    def test_are_taken_at_no_address(self):
        before = self.state()
        for path, answer in self.refusals(PATHS):
            self.assertIn(answer.status, (401, 404, 405), f"{path}: {answer}")
        self.assertEqual(self.state(), before)

    def test_are_refused_by_every_operation_that_takes_a_body(self):
        operations = self.nobody.json("/openapi.json")["paths"]
        paths = [path.replace("{", "").replace("}", "") for path, methods in operations.items() if "post" in methods]
        self.assertGreater(len(paths), 10)
        before = self.state()
        for path, answer in self.refusals(paths):
            # Whoever has no token yet asks there for one, by a form.
            expected = (400, 401, 415) if path.startswith("/oauth2/") else (401,)
            self.assertIn(answer.status, expected, f"{path}: {answer}")
        self.assertEqual(self.state(), before)


if __name__ == "__main__":
    unittest.main()
