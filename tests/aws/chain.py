#!/usr/bin/env python3
"""The whole product on AWS, on this machine: API Gateway events, functions behind a Runtime API, Step Functions, S3, DynamoDB, KMS, SQS.

The same job gives the same artifacts as the local profile, byte for byte; tenants stay apart; what dies is kept and comes back by one
command. Usage: chain.py [TEST…]. BESPOKE_BIN names the program. Exits with 77, saying why, where a part is missing.
"""

import hashlib
import json
import sys
import tempfile
import unittest
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import ARTIFACTS, EXAMPLES, PAIRS, Client, CloudClient, bytes_of, functions_log  # noqa: E402
from cloud_client import make_cloud_tenant, make_tenant, post_form, start_server  # noqa: E402
from gateway import grants, stack  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402


class Chain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reason = stack.missing()
        if reason:
            skip(reason)
        cls.cloud = cls.enterClassContext(Cloud())
        cls.addClassCleanup(cls.show_log)
        cls.key = make_cloud_tenant(cls.cloud, "alice")
        cls.client = CloudClient(cls.cloud, cls.key)
        cls.other = CloudClient(cls.cloud, make_cloud_tenant(cls.cloud, "bob"))

    @classmethod
    def show_log(cls):
        violations = cls.cloud.stack.gateway.journal.violations
        for one in violations:
            print(f"VIOLATION {json.dumps(one)}", file=sys.stderr)
        assert not violations, f"{len(violations)} requests broke a rule of their service"
        granted = grants.granted()
        if isinstance(granted, str):
            print(f"NOT COMPARED with the grants of deploy/aws: {granted}", file=sys.stderr)
            return
        beyond = list(cls.cloud.used.beyond(granted))
        print(f"{len(cls.cloud.used.done)} kinds of actions by {len({one[0] for one in cls.cloud.used.done})} functions", file=sys.stderr)
        assert not beyond, "done without a grant in deploy/aws:\n" + "\n".join(beyond)

    def setUp(self):
        self.cloud.host.set_faults([])
        self.cloud.stack.gateway.faults.set([])

    def ended(self, client, job):
        found = client.wait(job, 90)
        self.cloud.events.wait_until_idle()
        return found

    def test_the_same_bytes_as_the_local_profile(self):
        with tempfile.TemporaryDirectory(prefix="bespoke-chain-") as folder:
            data = Path(folder) / "data"
            key = make_tenant(data, "alice")
            with start_server(data, BESPOKE_EMBEDDING_EMBEDDER="lexical") as server:
                local = Client(server.port, key)
                for pair in PAIRS:
                    with self.subTest(pair=pair):
                        here, there = (client.start(*client.example(*pair)) for client in (local, self.client))
                        self.assertEqual(local.wait(here)["state"], "succeeded")
                        self.assertEqual(self.ended(self.client, there)["state"], "succeeded")
                        mine, theirs = self.local_bytes(local, here), bytes_of(self.client, there)
                        self.assertEqual(sorted(theirs), ARTIFACTS)
                        for name, content in theirs.items():
                            self.assertEqual(content, mine[name], name)

    @staticmethod
    def local_bytes(local, job):
        return {name: local.download(item["url"]).body for name, item in local.artifacts(job).items()}

    def test_tells_the_same_story_as_the_local_profile(self):
        job = self.client.start(*self.client.example())
        self.ended(self.client, job)
        history = self.client.json(f"/v1/jobs/{job}/history")["items"]
        self.assertEqual([line["sequence"] for line in history], list(range(1, len(history) + 1)))
        stages = [line["state"] for line in history if line["kind"] == "succeeded"]
        self.assertEqual(stages[0], "Ingest")
        self.assertIn("Notify", stages)
        self.assertEqual(self.cloud.executions()[job], "SUCCEEDED")

    def test_an_upload_by_form_goes_through_the_quarantine(self):
        answer, content = self.client.upload_by_form("resume", EXAMPLES / "resume.pdf")
        self.assertEqual(answer.status, 201, answer)
        upload = answer.json()
        self.assertEqual(upload["method"], "POST")
        url, fields = upload["url"], upload["fields"]
        self.assertEqual(post_form(url, fields, content[:-1] + b"?")[0], 400, "other bytes than were declared")
        self.assertEqual(post_form(url, fields, content + b"?")[0], 400, "more bytes than were declared")
        self.assertEqual(post_form(url, {**fields, "key": fields["key"].replace("alice", "bob")}, content)[0], 403)
        status, body = post_form(url, fields, content)
        self.assertEqual(status, 204, body)
        self.assertTrue(self.cloud.events.wait_until_idle())
        found = self.client.json(f"/v1/documents/{upload['id'].replace('upl_', 'doc_')}")
        self.assertEqual((found["sha256"], found["kind"]), (hashlib.sha256(content).hexdigest(), "resume"))

    def test_tenants_stay_apart(self):
        resume, description = self.client.example()
        job = self.client.start(resume, description)
        self.ended(self.client, job)
        for path in (f"/v1/jobs/{job}", f"/v1/jobs/{job}/artifacts", f"/v1/documents/{resume}"):
            self.assertEqual(self.other.get(path).status, 404, path)
        self.assertIn(self.other.submit(resume, description).status, (404, 422))
        denied = [call for call in self.cloud.stack.gateway.journal.calls if call.get("error", "").startswith("AccessDenied") and call.get("tenant")]
        self.assertEqual(denied, [], "no call even tried another tenant's data")

    def test_what_dies_is_kept_and_comes_back(self):
        documents = self.client.example()
        self.cloud.host.set_faults([{"function": "render", "kind": "error", "errorType": "Internal", "errorMessage": "broken on purpose"}])
        job = self.client.start(*documents)
        found = self.ended(self.client, job)
        self.assertEqual(found["state"], "dead")
        letter = self.client.json(f"/v1/dead-letters/{job}")
        self.assertEqual((letter["stage"], letter["error"]), ("Render", "Internal"))
        messages = [json.loads(message["Body"]) for message in self.cloud.dead_letters()]
        self.assertEqual([message["jobId"] for message in messages if message["jobId"] == job], [job])
        self.cloud.host.set_faults([])
        self.cloud.admin("dlq", "redrive", "--tenant", "alice", "--all")
        self.assertEqual(self.ended(self.client, job)["state"], "succeeded")
        self.assertEqual(self.client.json("/v1/dead-letters")["items"], [])

    def test_rejects_what_is_no_resume_and_says_why(self):
        empty = self.client.send("resume", b"x\n", "cv.txt").json()["id"]
        job = self.client.start(empty, self.client.upload("job_description", EXAMPLES / "job.txt")["id"])
        found = self.ended(self.client, job)
        self.assertEqual(found["state"], "rejected")
        self.assertTrue(found["problem"]["detail"])

    def test_removes_a_job_with_all_that_it_made(self):
        job = self.client.start(*self.client.example())
        self.ended(self.client, job)
        url = self.client.artifacts(job)["resume.pdf"]["url"]
        self.assertEqual(self.client.request("DELETE", f"/v1/jobs/{job}").status, 204)
        self.assertEqual(self.client.get(f"/v1/jobs/{job}").status, 404)
        self.assertIn(self.client.download(url).status, (403, 404))

    def test_logs_hold_no_words_of_the_documents(self):
        job = self.client.start(*self.client.example())
        self.ended(self.client, job)
        log = functions_log(self.cloud)
        resume = self.client.upload("resume", EXAMPLES / "accountant.md")
        self.assertTrue(log)
        for secret in (self.key, "@example", "Authorization", "Experience", self.cloud.stack.gateway.keys and "X-Amz-Signature"):
            self.assertNotIn(secret, log)
        self.assertTrue(resume["id"])


if __name__ == "__main__":
    unittest.main(warnings="ignore")
