#!/usr/bin/env python3
"""Who changes the audit chain in the database is found by `bespoke audit verify`, which names the entry."""
import json
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, make_tenant, start_server
from support import run
from tenants_apart import FORM, access_token

#: SQL, and what the finding names; :n is the number of a middle entry.
TAMPERINGS = {
    "another actor": ("UPDATE audit SET actor = 'usr_somebody' WHERE sequence = :n", "edited at entry :n"),
    "another action": ("UPDATE audit SET action = 'getJob2' WHERE sequence = :n", "edited at entry :n"),
    "another time": ("UPDATE audit SET at = at + 1 WHERE sequence = :n", "edited at entry :n"),
    "another outcome": ("UPDATE audit SET outcome = 'forbidden' WHERE sequence = :n", "edited at entry :n"),
    "another hash": ("UPDATE audit SET hash = CASE substr(hash, 1, 1) WHEN 'e' THEN 'd' ELSE 'e' END || substr(hash, 2) WHERE sequence = :n", "(edited|rewritten) at entry"),
    "deleted": ("DELETE FROM audit WHERE sequence = :n", "gap at entry"),
    "renumbered": ("UPDATE audit SET sequence = sequence + 100000 WHERE sequence = :n", "gap at entry"),
    "end cut off": ("DELETE FROM audit WHERE sequence >= :n", "truncated at entry"),
    "all deleted": ("DELETE FROM audit", "truncated at entry"),
}


class Audit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="bespoke-audit-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.data = pathlib.Path(cls.folder.name) / "data"
        key = make_tenant(cls.data, "alice")
        checkpoints = cls.data / "audit-checkpoints.jsonl"
        with start_server(cls.data) as server:
            client = Client(server.port, key)
            for _ in range(10):
                client.upload("job_description", pathlib.Path(__file__))
            server.stop()
        # The chore signs the chain as it finds it when the hour is new to it; a fresh server looks at once.
        checkpoints.unlink(missing_ok=True)
        cls.forget_checkpoint()
        with start_server(cls.data) as server:
            until = time.monotonic() + 20
            while not checkpoints.is_file():
                assert time.monotonic() < until, "no checkpoint"
                time.sleep(0.05)
            server.stop()

    @classmethod
    def forget_checkpoint(cls):
        with sqlite3.connect(cls.data / "tenants" / "alice" / "tenant.db") as database:
            database.execute("DELETE FROM record WHERE id IN ('audit-checkpoint', 'chores')")

    def verify(self, data):
        return run("audit", "verify", "--data", data)

    def tampered(self, sql):
        """A copy of the data whose chain was changed, and the number of the entry in its middle."""
        folder = tempfile.TemporaryDirectory(prefix="bespoke-audit-")
        self.addCleanup(folder.cleanup)
        copy = pathlib.Path(folder.name) / "data"
        shutil.copytree(self.data, copy, ignore=shutil.ignore_patterns("*.sock", "*.socket", "lock"))
        database = sqlite3.connect(copy / "tenants" / "alice" / "tenant.db")
        with database:
            [[count]] = database.execute("SELECT count(*) FROM audit")
            number = count // 2
            database.execute(sql, {"n": number} if ":n" in sql else {})
        database.close()
        return copy, number

    def test_untouched_chain_is_sound(self):
        done = self.verify(self.data)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_tampering_is_found_and_named(self):
        for name, (sql, finding) in TAMPERINGS.items():
            with self.subTest(name):
                copy, number = self.tampered(sql)
                done = self.verify(copy)
                self.assertNotEqual(done.returncode, 0, f"{name}: not found")
                self.assertRegex(done.stderr, finding.replace(":n", str(number)))

    def test_checkpoint_that_was_changed_is_not_believed(self):
        copy, _ = self.tampered("SELECT 1")
        file = copy / "audit-checkpoints.jsonl"
        file.write_text(re.sub(r'"sequence":(\d+)', lambda match: f'"sequence":{int(match[1]) + 1}', file.read_text()))
        self.assertRegex(self.verify(copy).stderr, "bad-checkpoint at entry")


class RefusedTokens(unittest.TestCase):
    def test_says_alone_why_tokens_were_refused(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-refused-")
        self.addCleanup(folder.cleanup)
        data = pathlib.Path(folder.name) / "data"
        key = make_tenant(data, "alice")
        server = start_server(data)
        self.addCleanup(server.kill)
        alice, token = Client(server.port, key), access_token(server.port, key)
        revoked = alice.request("POST", "/oauth2/revoke", urllib.parse.urlencode({"token": token}), FORM)
        self.assertEqual(revoked.status, 200, revoked)
        head, claims, signature = token.split(".")
        tokens = [token, f"{head}.{claims}.{signature[:-8]}AAAAAAAA", "hello", key[:-4] + "aaaa", "eyJhbGciOiJub25lIn0.e30."]
        answers = {Client(server.port, each).get("/v1/jobs").body for each in tokens for _ in range(10)}
        self.assertEqual(len(answers), 1, "everybody hears the same")
        mine = [entry["outcome"] for entry in alice.json("/v1/audit?limit=100")["items"] if entry["action"] == "token_refused"]
        self.assertEqual(mine, ["revoked"], "a token of this tenant, once for all ten")
        nobodys = (data / "refused-tokens.jsonl").read_text()
        outcomes = [json.loads(line)["outcome"] for line in nobodys.splitlines()]
        self.assertEqual(len(outcomes), len(set(outcomes)), "each cause once")
        self.assertLessEqual({"signature", "not three parts", "API key malformed"}, set(outcomes))
        for each in (*token.split("."), key.split("_")[-1], "hello"):
            self.assertNotIn(each, nobodys)
        self.assertEqual(run("audit", "verify", "--data", data).returncode, 0)


if __name__ == "__main__":
    unittest.main()
