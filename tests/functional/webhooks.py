#!/usr/bin/env python3
"""Webhooks reach their receivers signed, at least once, under one id, whatever receivers and power do."""
import collections
import json
import pathlib
import random
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server
from webhooks_receiver import Receiver, verify

NOT_PUBLIC = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]",
              "169.254.169.254", "100.64.0.1", "10.1.2.3", "192.168.0.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001::1]", "[fc00::1]",
              "127。0。0。1"]


class Webhooks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-webhooks-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.key = make_tenant(self.data, "alice")
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)
        self.server = self.start()

    def start(self):
        server = start_server(self.data, BESPOKE_WEBHOOKS_TRUSTED=json.dumps([f"127.0.0.1:{self.receiver.port}"]))
        self.addCleanup(server.kill)
        self.client = Client(server.port, self.key)
        return server

    def register(self, path, events=("job.succeeded",)):
        answer = self.client.request("POST", "/v1/webhooks", {"url": self.receiver.url(path), "events": list(events)})
        self.assertEqual(answer.status, 201, answer)
        return answer.json()

    def deliveries(self, webhook):
        return self.client.json(f"/v1/webhooks/{webhook['id']}/deliveries")["items"]

    def wait_for(self, what, seconds=25):
        deadline = time.monotonic() + seconds
        while not (found := what()):
            self.assertLess(time.monotonic(), deadline, "not in time")
            time.sleep(0.05)
        return found

    def attempts(self, webhook, count=1, seconds=25):
        """The delivery's attempts once there are that many."""
        return self.wait_for(lambda: next((one["attempts"] for one in self.deliveries(webhook) if len(one["attempts"]) >= count), None), seconds)

    def test_finished_job_is_told_once_and_signed(self):
        webhook = self.register("/ok")
        job = self.client.start(*self.client.example())
        [got] = self.receiver.wait("/ok")
        print("verified by", verify(webhook["secret"], got.headers, got.body))
        body = json.loads(got.body)
        self.assertEqual((body["type"], body["subject"], body["id"]), ("job.succeeded", job, got.headers["webhook-id"]))
        self.assertEqual(self.client.wait(job)["state"], "succeeded")
        [delivery] = self.wait_for(lambda: [one for one in self.deliveries(webhook) if one["state"] == "delivered"])
        self.assertEqual(delivery["eventId"], got.headers["webhook-id"])
        time.sleep(2.5)
        self.assertEqual(len(self.receiver.at("/ok")), 1)

    def test_both_secrets_sign_while_rotating_and_a_replay_keeps_its_id(self):
        webhook = self.register("/ok")
        answer = self.client.request("POST", f"/v1/webhooks/{webhook['id']}/rotate")
        self.assertEqual(answer.status, 200, answer)
        answer = self.client.request("POST", f"/v1/webhooks/{webhook['id']}/test")
        self.assertEqual(answer.status, 202, answer)
        [got] = self.receiver.wait("/ok")
        verify(webhook["secret"], got.headers, got.body)
        [delivery] = self.wait_for(lambda: [one for one in self.deliveries(webhook) if one["state"] == "delivered"])
        answer = self.client.request("POST", f"/v1/webhooks/{webhook['id']}/deliveries/{delivery['id']}/replay")
        self.assertEqual(answer.status, 202, answer)
        first, second = self.receiver.wait("/ok", 2)
        self.assertEqual(first.headers["webhook-id"], second.headers["webhook-id"])
        self.assertEqual(first.body, second.body)

    def test_failures_are_tried_again_under_the_same_id(self):
        webhook = self.register("/fail/1")
        self.client.request("POST", f"/v1/webhooks/{webhook['id']}/test")
        first, second = self.receiver.wait("/fail/1", 2)
        self.assertEqual(first.headers["webhook-id"], second.headers["webhook-id"])
        self.assertGreater(second.at - first.at, 4.4, "5 s, a tenth less or more")
        self.assertLess(second.at - first.at, 30)
        self.assertEqual([one["status"] for one in self.attempts(webhook, 2)], [500, 204])

    def test_bad_receivers_are_recorded_and_delay_nobody(self):
        hooks = {path: self.register(path, ["*"]) for path in ("/slow", "/huge", "/redirect", "/gone", "/busy")}
        well = self.register("/ok", ["job.succeeded"])
        job = self.client.start(*self.client.example())
        self.client.wait(job)
        began = time.monotonic()
        [got] = self.receiver.wait("/ok")
        self.assertLess(got.at - began, 12, "not behind the slow one's 15 s")
        verify(well["secret"], got.headers, got.body)
        self.assertEqual(self.attempts(hooks["/huge"])[0]["error"], "response-too-large")
        redirected = self.attempts(hooks["/redirect"])[0]
        self.assertEqual((redirected["status"], redirected["error"]), (302, "redirect"))
        self.assertEqual(self.attempts(hooks["/slow"], seconds=40)[0]["error"], "deadline")
        self.assertEqual(self.receiver.at("/elsewhere"), [], "redirects are not followed")
        gone = self.wait_for(lambda: (lambda hook: not hook["enabled"] and hook)(self.client.json(f"/v1/webhooks/{hooks['/gone']['id']}")))
        self.assertEqual(gone["disabledReason"], "gone")
        self.attempts(hooks["/busy"])
        self.assertEqual(len(self.receiver.at("/busy")), len({one.headers["webhook-id"] for one in self.receiver.at("/busy")}), "waits an hour")

    def test_every_finished_job_is_told_under_one_id_though_power_fails(self):
        webhook = self.register("/late", ["job.succeeded", "job.dead", "job.rejected"])
        resume, description = self.client.example()
        jobs = [self.client.start(resume, description) for _ in range(24)]
        dice = random.Random(20261122)
        for kill in range(1, 6):
            # Only while it gets somewhere: a job whose server dies three times at one stage counts as the cause.
            self.receiver.wait("/late", 3 * kill)
            time.sleep(dice.uniform(0, 0.3))
            self.server.kill()
            self.server = self.start()
        for job in jobs:
            self.assertEqual(self.client.wait(job)["state"], "succeeded")
        ids = collections.defaultdict(set)

        def all_told():
            for one in self.receiver.at("/late"):
                ids[json.loads(one.body)["subject"]].add(one.headers["webhook-id"])
            return set(ids) >= set(jobs)
        self.wait_for(all_told, 60)
        # What was at work at a kill is sent again when its lease of 20 s is over.
        states = lambda: collections.Counter(one["state"] for one in self.client.json(f"/v1/webhooks/{webhook['id']}/deliveries?limit=100")["items"])
        self.wait_for(lambda: states() == {"delivered": len(jobs)}, 60)
        all_told()
        self.assertEqual({job: len(of) for job, of in ids.items()}, {job: 1 for job in jobs})
        repeats = len(self.receiver.at("/late")) - len(jobs)
        print(f"{len(jobs)} jobs, 5 kills: one id each, {repeats} messages sent again")

    def test_addresses_that_are_not_public_are_refused(self):
        for host in NOT_PUBLIC:
            for url in (f"https://{host}/hook", f"http://{host}/hook"):
                answer = self.client.request("POST", "/v1/webhooks", {"url": url})
                self.assertEqual((answer.status, answer.slug()), (422, "webhook-url"), f"{url}: {answer}")
        for url in ("http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https://user@example.org/", "https://example.org:22/"):
            self.assertEqual(self.client.request("POST", "/v1/webhooks", {"url": url}).status, 422, url)


if __name__ == "__main__":
    unittest.main()
