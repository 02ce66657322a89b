#!/usr/bin/env python3
"""A tailoring through the real server: upload, job, events, edits, feedback, artifacts; submitted twice, cancelled, removed."""
import concurrent.futures
import hashlib
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_key, make_tenant, start_server
from support import ARTIFACTS, run

STAGES = ["Ingest", "Parse", "Embed", "Retrieve", "Generate", "Validate", "Render", "Persist", "Notify"]


class ServeJobs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="bespoke-jobs-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.data = pathlib.Path(cls.folder.name) / "data"
        cls.key = make_tenant(cls.data, "alice")
        other = make_tenant(cls.data, "bob")
        viewer = make_key(cls.data, "alice", "viewer")
        cls.server = start_server(cls.data)
        cls.addClassCleanup(cls.server.kill)
        cls.client, cls.bob, cls.viewer = (Client(cls.server.port, key) for key in (cls.key, other, viewer))
        cls.resume, cls.job_description = cls.client.example()

    def test_goes_from_upload_to_verified_artifacts(self):
        job = self.client.start(self.resume, self.job_description, style={"name": "modern"}, label="First try")
        events = self.client.follow(job)
        types = [kind for _, kind, _ in events]
        self.assertEqual(types[0], "job.created")
        self.assertEqual(types[-1], "job.succeeded")
        self.assertEqual(types.count("job.succeeded"), 1)
        self.assertTrue(all(data["jobId"] == job for _, _, data in events))
        found = self.client.json(f"/v1/jobs/{job}")
        self.assertEqual((found["state"], found["progress"], found["problem"], found["label"]), ("succeeded", 1, None, "First try"))
        self.assertGreaterEqual(found["result"]["after"]["match"], found["result"]["before"]["match"])
        history = self.client.json(f"/v1/jobs/{job}/history")["items"]
        self.assertEqual([line["state"] for line in history if line["kind"] == "succeeded" and line["state"] in STAGES], STAGES)
        self.assertEqual([line["sequence"] for line in history], list(range(1, len(history) + 1)))
        self.verify_artifacts(job)

    def verify_artifacts(self, job):
        """Downloads everything and has `bespoke verify` replay the patch and check every claim."""
        artifacts = self.client.artifacts(job)
        self.assertEqual(sorted(artifacts), ARTIFACTS)
        with tempfile.TemporaryDirectory(prefix="bespoke-artifacts-") as name:
            out = pathlib.Path(name)
            for item in artifacts.values():
                answer = self.client.download(item["url"])
                self.assertEqual(answer.status, 200, answer)
                self.assertEqual(len(answer.body), item["bytes"])
                self.assertEqual(hashlib.sha256(answer.body).hexdigest(), item["sha256"])
                self.assertEqual(answer.headers["Content-Type"], item["mediaType"])
                (out / item["name"]).write_bytes(answer.body)
            done = run("verify", out)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_resumes_a_broken_stream_behind_the_last_event(self):
        job = self.client.start(self.resume, self.job_description)
        events = self.client.follow(job)
        for at in (0, 3, len(events) - 2):
            rest = list(self.client.events(f"/v1/jobs/{job}/events", {"Last-Event-ID": events[at][0]}))
            self.assertEqual([data for _, _, data in rest], [data for _, _, data in events[at + 1:]])
        answer = self.bob.get("/v1/events", {"Last-Event-ID": events[0][0]})
        self.assertEqual((answer.status, answer.slug()), (404, "not-found"), "another tenant's event id")

    def test_keeps_feedback_with_the_edits(self):
        job = self.client.start(self.resume, self.job_description)
        self.client.follow(job)
        edits = self.client.json(f"/v1/jobs/{job}/edits")["items"]
        accepted = next(edit for edit in edits if edit["verdict"]["accepted"])
        feedback = {"editId": accepted["id"], "action": "revert", "comment": "Not me. 日本"}
        answer = self.client.request("POST", f"/v1/jobs/{job}/feedback", feedback)
        self.assertEqual(answer.status, 201, answer)
        self.assertEqual(answer.json()["comment"], "Not me. 日本")
        edits = {edit["id"]: edit for edit in self.client.json(f"/v1/jobs/{job}/edits")["items"]}
        self.assertEqual(edits[accepted["id"]]["decision"], "revert")
        self.assertEqual(len(self.client.json(f"/v1/jobs/{job}/feedback")["items"]), 1)
        self.assertEqual(self.viewer.request("POST", f"/v1/jobs/{job}/feedback", feedback).status, 403)

    def test_makes_one_job_of_a_hundred_equal_requests(self):
        before = self.client.json("/v1/usage")["jobs"]["used"]

        def submitted(_):
            """While the first is at work the others are told so; asking again gives its answer."""
            while True:
                answer = self.client.submit(self.resume, self.job_description, key="the-same")
                if answer.slug() != "idempotency-in-flight":
                    return answer
                self.assertEqual(answer.status, 409)

        with concurrent.futures.ThreadPoolExecutor(100) as pool:
            accepted = list(pool.map(submitted, range(100)))
        self.assertEqual([answer.status for answer in accepted], [202] * 100)
        self.assertEqual(len({answer.json()["id"] for answer in accepted}), 1)
        again = self.client.submit(self.resume, self.job_description, key="the-same")
        self.assertEqual((again.status, again.headers["Idempotency-Replayed"]), (202, "true"))
        self.assertEqual(again.body, accepted[0].body)
        other = self.client.submit(self.resume, self.job_description, key="the-same", maxPages=1)
        self.assertEqual((other.status, other.slug()), (422, "idempotency-mismatch"))
        self.assertEqual(self.client.json("/v1/usage")["jobs"]["used"], before + 1)
        self.client.wait(again.json()["id"])

    def test_decides_a_race_of_cancelling_and_finishing_once(self):
        jobs = [self.client.start(self.resume, self.job_description) for _ in range(12)]
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda job: self.client.request("POST", f"/v1/jobs/{job}/cancel"), jobs))
        for job, answer in zip(jobs, answers):
            self.assertIn((answer.status, answer.slug()), [(202, ""), (409, "job-ended")], answer)
            ends = [kind for _, kind, _ in self.client.follow(job) if kind in ("job.succeeded", "job.cancelled")]
            state = self.client.wait(job)["state"]
            self.assertEqual(ends, [f"job.{state}"])
            if answer.status == 202:
                self.assertEqual(state, "cancelled")
            artifacts = self.client.get(f"/v1/jobs/{job}/artifacts")
            self.assertEqual(artifacts.status, 200 if state == "succeeded" else 409)

    def test_rejects_what_is_no_resume_and_says_why(self):
        empty = self.client.send("resume", b"x\n", "cv.txt").json()["id"]
        job = self.client.start(empty, self.job_description)
        self.assertEqual(self.client.follow(job)[-1][1], "job.rejected")
        found = self.client.wait(job)
        self.assertEqual(found["state"], "rejected")
        self.assertTrue(found["problem"]["detail"])
        self.assertEqual(self.client.request("POST", f"/v1/jobs/{job}/retry").slug(), "job-not-failed")

    def test_removes_a_job_with_all_that_it_made(self):
        job = self.client.start(self.resume, self.job_description)
        self.client.follow(job)
        url = self.client.artifacts(job)["resume.pdf"]["url"]
        etag = self.client.get(f"/v1/jobs/{job}").headers["ETag"]
        self.assertEqual(self.client.request("DELETE", f"/v1/jobs/{job}", headers={"If-Match": '"old"'}).status, 412)
        self.assertEqual(self.client.request("DELETE", f"/v1/jobs/{job}", headers={"If-Match": etag}).status, 204)
        self.assertEqual(self.client.get(f"/v1/jobs/{job}").status, 404)
        answer = self.client.download(url)
        self.assertEqual((answer.status, answer.slug()), (410, "erased"))

    def test_keeps_a_document_while_a_job_needs_it(self):
        resume, description = self.client.example()
        job = self.client.start(resume, description)
        answer = self.client.request("DELETE", f"/v1/documents/{resume}")
        self.assertIn((answer.status, answer.slug()), [(409, "document-in-use"), (204, "")], answer)
        state = self.client.wait(job)["state"]
        self.assertEqual(state, "succeeded", "the document went only after the job")
        if answer.status == 409:
            self.assertEqual(self.client.request("DELETE", f"/v1/documents/{resume}").status, 204)
        self.assertEqual(self.client.get(f"/v1/documents/{resume}").status, 404)
        self.assertEqual(self.client.submit(resume, description).status, 404)

    def test_shows_nothing_to_another_tenant(self):
        job = self.client.start(self.resume, self.job_description)
        self.client.follow(job)
        missing = self.bob.get("/v1/jobs/job_00000000000000000000000000")
        for path in ("", "/history", "/edits", "/artifacts", "/events", "/feedback"):
            answer = self.bob.get(f"/v1/jobs/{job}{path}")
            self.assertEqual((answer.status, answer.body), (404, missing.body), path)
        self.assertEqual(self.bob.submit(self.resume, self.job_description).body, missing.body)


if __name__ == "__main__":
    unittest.main()
