#!/usr/bin/env python3
"""What a tenant says to edits changes what its next jobs propose, through the real server with a scripted language model: a reverted
rewrite is not proposed again, an accepted one is, a rated bullet changes its rank, and another tenant notices nothing of it."""
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server
from support import EXAMPLES, run, tailor

LINE = re.compile(r"^(L\d+)(?: \[[^\]]*\])?: (.+)$", re.MULTILINE)


def reworded(text):
    """The same statement, told apart by its full stop alone."""
    return text[:-1] if text.endswith(".") else text + "."


class Scripted(http.server.BaseHTTPRequestHandler):
    """A chat-completions server that gives every line of a bullet back with or without its full stop."""

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.questions.append(question)
        user = next(message["content"] for message in question["messages"] if message["role"] == "user")
        lines = user.split("<<<LINES", 1)[1]
        edits = [{"line": line, "text": reworded(text.strip()), "evidence": [line], "requirements": []}
                 for line, text in LINE.findall(lines)]
        answer = json.dumps({"edits": edits})
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        if question.get("stream"):
            chunks = [{"choices": [{"index": 0, "delta": {"content": answer}, "finish_reason": None}]},
                      {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, {"choices": [], "usage": usage}]
            body = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
            kind = "text/event-stream"
        else:
            body = json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": answer}, "finish_reason": "stop"}],
                               "usage": usage})
            kind = "application/json"
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def start_model(case):
    model = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    model.questions = []
    threading.Thread(target=model.serve_forever, daemon=True).start()
    case.addClassCleanup(model.server_close)
    case.addClassCleanup(model.shutdown)
    return model, f"http://127.0.0.1:{model.server_port}/v1"


class Learning(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="bespoke-learning-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.model, cls.url = start_model(cls)
        data = pathlib.Path(cls.folder.name) / "data"
        keys = [make_tenant(data, name) for name in ("alice", "bob", "carol", "dave")]
        cls.server = start_server(data, BESPOKE_MODEL_URL=cls.url, BESPOKE_MODEL_NAME="scripted",
                                  BESPOKE_MODEL_USD_PER_MILLION_INPUT_TOKENS="1.0")
        cls.addClassCleanup(cls.server.kill)
        cls.alice, cls.bob, cls.carol, cls.dave = (Client(cls.server.port, key) for key in keys)

    def tailored(self, client, documents, **wishes):
        job = client.start(*documents, **wishes)
        self.assertEqual(client.follow(job)[-1][1], "job.succeeded")
        return job, client.json(f"/v1/jobs/{job}/edits")

    def rewrites(self, edits, proposer):
        return {edit["before"]: edit for edit in edits["items"] if edit["kind"] == "rewrite-highlight" and edit["proposer"] == proposer}

    def say(self, client, job, edit, **said):
        answer = client.request("POST", f"/v1/jobs/{job}/feedback", {"editId": edit["id"], **said}, {"Idempotency-Key": str(uuid.uuid4())})
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()

    def test_a_reverted_rewrite_is_not_proposed_again_and_an_accepted_one_is(self):
        mine, bobs = self.alice.example(), self.bob.example()
        first, edits = self.tailored(self.alice, mine, generator="openai")
        model = self.rewrites(edits, "model")
        self.assertGreaterEqual(len(model), 2, "the scripted model rewrites lines")
        self.assertTrue(all(edit["verdict"]["accepted"] for edit in model.values()), model)
        reverted, accepted = list(model.values())[:2]
        self.say(self.alice, first, reverted, action="revert")
        self.assertEqual(self.say(self.alice, first, accepted, action="accept", rating=5)["rating"], 5)

        _, edits = self.tailored(self.alice, mine, generator="openai")
        self.assertNotIn(reverted["before"], {**self.rewrites(edits, "model"), **self.rewrites(edits, "earlier-job")})
        withheld = [one for one in edits["notProposed"] if one["before"] == reverted["before"]]
        self.assertEqual([one["after"] for one in withheld], [reverted["after"]])
        self.assertRegex(withheld[0]["because"], r"^reverted on \d{4}-\d{2}-\d{2}$")
        self.assertIn(accepted["before"], self.rewrites(edits, "earlier-job"))

        _, edits = self.tailored(self.alice, mine, generator="rules")
        found = self.rewrites(edits, "earlier-job")
        self.assertEqual(found[accepted["before"]]["after"], accepted["after"], "needs no model any more")
        self.assertNotIn(reverted["before"], found)

        _, edits = self.tailored(self.bob, bobs, generator="openai")
        self.assertIn(reverted["before"], self.rewrites(edits, "model"), "another tenant is unaffected")
        self.assertEqual(edits["notProposed"], [])
        self.assertEqual(self.rewrites(edits, "earlier-job"), {})

    def place(self, client, job, text, otherwise=None):
        """Which highlight of its entry a text is in the tailored resume, from 0; `otherwise` if it is none."""
        with_url = {item["name"]: item for item in client.json(f"/v1/jobs/{job}/artifacts")["items"]}["tailored.json"]
        tailored = client.download(with_url["url"]).json()
        lists = [entry.get("highlights", []) for section in ("work", "projects", "volunteer") for entry in tailored.get(section, [])]
        return next((highlights.index(text) for highlights in lists if text in highlights), otherwise)

    def test_a_bullet_that_was_rated_high_ranks_up_and_one_that_was_rated_low_down(self):
        documents = self.dave.example()
        first, edits = self.tailored(self.dave, documents, generator="openai")
        rewritten = self.rewrites(edits, "model")
        low, edit = max(((self.place(self.dave, first, edit["after"]), edit) for edit in rewritten.values()), key=lambda it: it[0])
        self.assertGreater(low, 0, "one of them stands below others")
        self.say(self.dave, first, edit, action="accept", rating=5)
        again, _ = self.tailored(self.dave, documents)
        up = self.place(self.dave, again, edit["after"])
        self.assertLess(up, low)
        self.say(self.dave, first, edit, action="accept", rating=1)
        last, _ = self.tailored(self.dave, documents, generator="openai")
        down = max(self.place(self.dave, last, text, otherwise=0) for text in (edit["after"], edit["before"]))
        self.assertGreater(down, up)

    def test_a_removed_job_and_a_switched_off_memory_teach_nothing(self):
        documents = self.carol.example()
        first, edits = self.tailored(self.carol, documents, generator="openai")
        some = next(iter(self.rewrites(edits, "model").values()))
        self.say(self.carol, first, some, action="accept")
        settings = self.carol.json("/v1/settings")
        off = {**settings, "privacy": {"learnFromFeedback": False}}
        self.assertEqual(self.carol.request("PUT", "/v1/settings", off, {"If-Match": "*"}).status, 200)
        _, edits = self.tailored(self.carol, documents)
        self.assertEqual(self.rewrites(edits, "earlier-job"), {})
        self.assertEqual(self.carol.request("PUT", "/v1/settings", settings, {"If-Match": "*"}).status, 200)
        _, edits = self.tailored(self.carol, documents)
        self.assertIn(some["before"], self.rewrites(edits, "earlier-job"))
        for job in [item["id"] for item in self.carol.json("/v1/jobs")["items"]]:
            self.assertEqual(self.carol.request("DELETE", f"/v1/jobs/{job}").status, 204)
        _, edits = self.tailored(self.carol, documents)
        self.assertEqual(self.rewrites(edits, "earlier-job"), {})

    def test_settings_name_generator_and_policy_and_only_tighten(self):
        settings = self.bob.json("/v1/settings")
        self.assertEqual(settings["tailoring"], {"generator": "rules", "policy": ""})
        loose = {**settings, "tailoring": {"generator": "rules", "policy": "max_copied_words = 100\n"}}
        answer = self.bob.request("PUT", "/v1/settings", loose, {"If-Match": "*"})
        self.assertEqual((answer.status, answer.slug()), (422, "bad-policy"))

    def test_metrics_count_calls_tokens_and_cost(self):
        self.tailored(self.bob, self.bob.example(), generator="openai")
        text = Client(self.server.port, None).get("/metrics").body.decode()
        self.assertRegex(text, r'bespoke_model_calls_total\{outcome="(ok|cached)"\} [1-9]')
        self.assertRegex(text, r'bespoke_model_tokens_total\{direction="input"\} [1-9]')
        self.assertRegex(text, r"bespoke_model_cost_usd_total 0\.0")
        promtool = shutil.which("promtool")
        if promtool:
            checked = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
            self.assertEqual((checked.returncode, checked.stderr), (0, ""), checked.stdout)

    def test_readiness_names_the_embedder(self):
        answer = Client(self.server.port, None).get("/readyz")
        self.assertEqual(answer.status, 200, answer)
        self.assertIn("embedder", json.dumps(answer.json()))

    def test_the_command_line_uses_the_same_model(self):
        out = pathlib.Path(self.folder.name) / "out"
        done = tailor(EXAMPLES / "resume.pdf", EXAMPLES / "job.txt", out, "--generator", "openai", "--model-url", self.url,
                      "--model", "scripted", "--no-egress")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        self.assertEqual(report["model"]["name"], "scripted")
        self.assertGreater(report["model"]["attempts"][0]["accepted"], 0, report["model"])
        self.assertEqual(run("verify", out).returncode, 0)

    def test_the_command_line_refuses_what_is_incomplete_or_far_away(self):
        out = pathlib.Path(self.folder.name) / "refused"
        files = (EXAMPLES / "resume.pdf", EXAMPLES / "job.txt", out, "--generator", "openai")
        done = tailor(*files, "--model", "m")
        self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
        self.assertIn("--model-url", done.stderr)
        done = tailor(*files, "--model", "m", "--model-url", "https://models.example/v1", "--no-egress")
        self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
        self.assertFalse(out.exists())

    def test_the_command_line_goes_on_without_a_model_that_is_away(self):
        out = pathlib.Path(self.folder.name) / "away"
        done = tailor(EXAMPLES / "resume.pdf", EXAMPLES / "job.txt", out, "--generator", "openai", "--model", "m", "--model-url",
                      "http://127.0.0.1:9/v1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("language model", done.stdout)


if __name__ == "__main__":
    unittest.main()
