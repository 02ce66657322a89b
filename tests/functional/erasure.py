#!/usr/bin/env python3
"""After an erasure nothing of the tenant is left, also when the power fails meanwhile or an older backup is put back."""
import json
import pathlib
import random
import shutil
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import Client, admin, make_key, make_tenant, start_server
from support import run

NAME, WORD, PLACE, LOGIN = "Zebulon Quartzwhistle", "xylocanaryphone", "Port Vermilionette", "zq-canary@quartzwhistle.example"
CANARIES = [NAME, "Quartzwhistle", WORD, "Vermilionette", LOGIN, "canary-file-name", "canary-webhook-note"]
RESUME = f"""# {NAME}

{PLACE} · {LOGIN}

## Summary

Analyst of {WORD} systems with ten years of SQL and Python.

## Experience

**Data analyst, {WORD} Ltd** — 2015 – 2024

- Built {WORD} reports in SQL for 40 stores
- Trained 12 colleagues in Python
"""
ADVERT = f"Data analyst in {PLACE}\n\nWe look for somebody with SQL, Python and {WORD} experience.\n\nRequirements:\n- SQL\n- {WORD}\n"


def hits(folder, words, but=()):
    """Where any of the words stands, as it is or as UTF-16, in the bytes or the name of any file."""
    found = []
    needles = [(word, form) for word in words for form in (word.encode(), word.lower().encode(), word.encode("utf-16-le"))]
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.name in but:
            continue
        content = path.read_bytes() if path.is_file() else b""
        found += [f"{path.relative_to(folder)}: {word}" for word, form in needles if form in content or word in path.name]
    return found


class Erasure(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bespoke-erasure-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        self.key, self.other = make_tenant(self.data, "alice"), make_tenant(self.data, "bob")

    def fill(self, client):
        """Leaves canaries wherever a user can."""
        resume = client.send("resume", RESUME.encode(), "canary-file-name.md")
        advert = client.send("job_description", ADVERT.encode(), "canary-file-name.txt")
        self.assertEqual((resume.status, advert.status), (201, 201), f"{resume} {advert}")
        job = client.start(resume.json()["id"], advert.json()["id"])
        self.assertEqual(client.wait(job)["state"], "succeeded")
        client.request("POST", "/v1/webhooks", {"url": "https://quartzwhistle.example/hook", "description": "canary-webhook-note"})
        return job

    def erase(self, client):
        return client.request("DELETE", "/v1/tenant/data?confirm=erase")

    def check_gone(self, server, *, tenant="alice", key=None):
        self.assertFalse((self.data / "tenants" / tenant).exists())
        self.assertEqual(Client(server.port, key or self.key).get("/v1/jobs").status, 401)
        self.assertEqual(hits(self.data, CANARIES), [])

    def test_nothing_is_left_and_nothing_comes_back_from_a_backup(self):
        made = run("user", "create", "--tenant", "alice", "--login", LOGIN, "--name", NAME, "--role", "viewer", "--data", self.data,
                   input="correct horse battery staple\n")
        self.assertEqual(made.returncode, 0, made.stderr)
        with start_server(self.data) as server:
            client, other = Client(server.port, self.key), Client(server.port, self.other)
            job = self.fill(client)
            self.fill(other)
            self.assertEqual(server.stop(), 0)
        self.assertEqual(hits(self.data, CANARIES), [], "nothing lies there unsealed even before")
        backup = self.folder / "backup"
        shutil.copytree(self.data / "tenants", backup / "tenants")
        shutil.copy2(self.data / "system.db", backup / "system.db")
        with start_server(self.data) as server:
            client = Client(server.port, self.key)
            answer = self.erase(client)
            self.assertEqual(answer.status, 200, answer)
            receipt = answer.json()
            self.assertTrue(receipt["keysDestroyed"] and receipt["records"] > 4 and receipt["blobs"] > 4, receipt)
            self.check_gone(server)
            self.assertEqual(Client(server.port, self.other).get("/v1/jobs").status, 200)
            server.kill()
        keys = json.loads((self.data / "erasures.jsonl").read_text().splitlines()[-1])["destroyedKeys"]
        self.assertTrue(keys)
        self.assertTrue(hits(backup, keys), "the backup has them, so the next line means something")
        self.assertEqual(hits(self.data, keys, but=("erasures.jsonl",)), [], "names of destroyed keys")
        # Yesterday's backup, with the keys.
        shutil.rmtree(self.data / "tenants")
        shutil.copytree(backup / "tenants", self.data / "tenants")
        for name in ("system.db-wal", "system.db-shm"):
            (self.data / name).unlink(missing_ok=True)
        shutil.copy2(backup / "system.db", self.data / "system.db")
        with start_server(self.data) as server:
            self.check_gone(server)
            other = Client(server.port, self.other)
            self.assertEqual(len(other.json("/v1/jobs")["items"]), 1, "others are restored")
            self.assertEqual(Client(server.port, self.key).get(f"/v1/jobs/{job}").status, 401)
            server.stop()
        self.assertEqual(hits(self.data, keys, but=("erasures.jsonl",)), [])
        self.assertNotEqual(run("tenant", "create", "alice", "--data", self.data).returncode, 0, "the name is never given again")

    def test_goes_on_after_a_power_cut(self):
        dice = random.Random(20261122)
        outcomes = []
        for number in range(6):
            tenant = f"cut{number}"
            key = make_tenant(self.data, tenant)
            server = start_server(self.data)
            self.addCleanup(server.kill)
            client = Client(server.port, key)
            self.fill(client)

            def ask():
                try:
                    self.erase(client)
                except OSError:
                    pass  # the power was cut
            asking = threading.Thread(target=ask)
            asking.start()
            time.sleep(dice.uniform(0, 0.03))
            server.kill()
            asking.join()
            with start_server(self.data) as after:
                begun = f'"tenant":"{tenant}"' in (self.data / "erasures.jsonl").read_text() if (self.data / "erasures.jsonl").is_file() else False
                outcomes.append("erased" if begun else "untouched")
                if begun:
                    self.check_gone(after, tenant=tenant, key=key)
                else:
                    self.assertEqual(len(Client(after.port, key).json("/v1/jobs")["items"]), 1, "all or nothing")
                after.stop()
        print("cut while erasing:", ", ".join(outcomes))

    def test_is_refused_under_a_legal_hold_and_to_others_than_admins(self):
        editor = make_key(self.data, "alice", "editor")
        with start_server(self.data) as server:
            client = Client(server.port, self.key)
            self.assertEqual(self.erase(Client(server.port, editor)).status, 403)
            self.assertEqual(client.request("DELETE", "/v1/tenant/data").status, 400, "not without the word")
            settings = client.get("/v1/settings")
            held = settings.json()
            held["retention"]["legalHold"] = True
            self.assertEqual(client.request("PUT", "/v1/settings", held, {"If-Match": settings.headers["ETag"]}).status, 200)
            answer = self.erase(client)
            self.assertEqual((answer.status, answer.slug()), (409, "legal-hold"), answer)
            self.assertEqual(client.get("/v1/jobs").status, 200)

    def test_receipt_is_printed_by_the_command(self):
        receipt = admin(self.data, "tenant", "erase", "alice", "--confirm", "alice", "--json")
        self.assertEqual(receipt["tenant"], "alice")
        self.assertTrue(receipt["signature"])
        self.assertFalse((self.data / "tenants" / "alice").exists())


if __name__ == "__main__":
    unittest.main()
