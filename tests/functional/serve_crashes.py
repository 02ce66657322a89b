#!/usr/bin/env python3
"""A job whose worker crashes each time becomes a dead letter that tells the crash; the others go on; the trace holds nobody's text."""
import ctypes
import pathlib
import signal
import socket
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, admin, make_tenant, start_server
from support import EXAMPLES, SANITIZED

PATIENCE_SECONDS = 60


class SilentModel:
    """A language model that takes a question and never answers: whoever asks it stands still, always at the same place."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(PATIENCE_SECONDS)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"
        self.asked = []

    def wait_for_question(self):
        connection, _ = self.listener.accept()
        connection.settimeout(PATIENCE_SECONDS)
        self.asked.append(connection)
        question = b""
        while b"\r\n\r\n" not in question:
            question += connection.recv(65536)
        head, _, body = question.partition(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        while len(body) < length:
            body += connection.recv(65536)

    def close(self):
        self.listener.close()
        for connection in self.asked:
            connection.close()


def worker_of(pid):
    """The id of the server's only worker thread."""
    tasks = pathlib.Path(f"/proc/{pid}/task").iterdir()
    return next(int(task.name) for task in tasks if (task / "comm").read_text().strip() == "worker")


def wait_until_it_waits(pid, thread):
    """Until a thread has slept at two looks, between which it had the time to do something else."""
    looks = 0
    while looks < 3:
        state = pathlib.Path(f"/proc/{pid}/task/{thread}/stat").read_text().rpartition(")")[2].split()[0]
        looks = looks + 1 if state == "S" else 0
        time.sleep(0.05)


def strike(server, number):
    """A signal to the server's worker, as its own fault would give it one."""
    thread = worker_of(server.pid)
    wait_until_it_waits(server.pid, thread)
    if ctypes.CDLL(None, use_errno=True).tgkill(server.pid, thread, number) != 0:
        raise OSError(ctypes.get_errno(), "tgkill")
    server.process.wait(PATIENCE_SECONDS)


class ServeCrashes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-crash-")
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.key = make_tenant(self.data, "alice")
        self.trace = self.data / "crash-trace"
        self.model = SilentModel()
        self.addCleanup(self.model.close)
        self.begin()

    def begin(self):
        self.server = start_server(self.data, BESPOKE_PIPELINE_WORKERS=1, BESPOKE_MODEL_URL=self.model.url, BESPOKE_MODEL_NAME="silent",
                                   BESPOKE_EMBEDDING_EMBEDDER="lexical", BESPOKE_SERVER_DRAIN_SECONDS=1)
        self.addCleanup(self.server.kill)
        self.client = Client(self.server.port, self.key)

    def crash(self, number, times):
        """The worker crashes at its question; after each time the server is started again."""
        for _ in range(times):
            self.model.wait_for_question()
            strike(self.server, number)
            if not SANITIZED:
                self.assertEqual(self.server.process.returncode, -number, "it ends as it would have without a trace")
            self.assert_that_nobody_is_in(self.trace.read_bytes())
            self.begin()

    def assert_that_nobody_is_in(self, trace):
        for example in ("resume.json", "job.txt"):
            words = {word for word in (EXAMPLES / example).read_bytes().split() if len(word) > 6}
            self.assertTrue(words)
            self.assertEqual([word for word in words if word in trace], [])

    def crashes_of(self, job):
        history = self.client.json(f"/v1/jobs/{job}/history")["items"]
        return [line["crash"] for line in history if line["kind"] == "lost"]

    def test_a_poison_job_is_buried_with_its_signature(self):
        documents = self.client.example()
        poison = self.client.start(*documents, generator="openai")
        others = [self.client.start(*documents, generator="rules") for _ in range(3)]
        self.crash(signal.SIGSEGV, 3)
        self.assertEqual(self.client.wait(poison)["state"], "dead")
        self.assertEqual([self.client.wait(job)["state"] for job in others], ["succeeded"] * 3)

        letter = self.client.json(f"/v1/dead-letters/{poison}")
        crash = letter["crash"]
        self.assertEqual((letter["stage"], letter["error"], letter["type"].rpartition(":")[2]),
                         ("Generate", "Bespoke.Crashed", "stage-crashed"))
        self.assertEqual((crash["signal"], crash["stage"], crash["times"]), ("SIGSEGV", "Generate", 3))
        self.assertRegex(crash["signature"], "^[0-9a-f]{64}$")
        self.assertEqual([line["signature"] for line in self.crashes_of(poison)], [crash["signature"]] * 3)
        self.assertEqual(self.client.json("/v1/dead-letters")["items"][0]["crash"], crash)
        self.assertEqual(admin(self.data, "dlq", "show", "--tenant", "alice", poison, "--json")["crash"], crash)
        self.assertFalse(self.trace.exists(), "it was read and is gone")
        told = [line for line in self.server.log() if line.get("event") == "crashed"]
        self.assertEqual([(line["signature"], line["job"], line["stage"]) for line in told],
                         [(crash["signature"], poison, "Generate")])
        self.assertIn("program+0x", told[0]["frames"])

        # Another fault at the same place is another crash.
        second = self.client.start(*documents, generator="openai")
        self.crash(signal.SIGABRT, 1)
        self.assertEqual([line["signal"] for line in self.crashes_of(second)], ["SIGABRT"])
        self.assertNotEqual(self.crashes_of(second)[0]["signature"], crash["signature"])

        self.assertLess(self.client.request("POST", f"/v1/jobs/{second}/cancel").status, 300)

        # Whatever stands where a trace should be harms nobody.
        self.server.stop()
        for garbage in (b"", b"BspCrsh1", b"\xff" * 4000, b"x" * 1_000_000):
            self.trace.write_bytes(garbage)
            self.begin()
            self.assertIn("crash-trace.ignored", [line.get("event") for line in self.server.log()])
            self.assertFalse(self.trace.exists())
            self.server.stop()

        # Redriven, with the model gone for good: the rules do it, and what was is kept.
        self.model.close()
        self.begin()
        self.assertEqual(self.client.request("POST", f"/v1/dead-letters/{poison}/redrive").status, 202)
        self.assertEqual(self.client.wait(poison)["state"], "succeeded")
        self.assertEqual([line["signature"] for line in self.crashes_of(poison)], [crash["signature"]] * 3)


if __name__ == "__main__":
    unittest.main()
