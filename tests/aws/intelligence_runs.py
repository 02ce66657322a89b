#!/usr/bin/env python3
"""The chain with Bedrock, Titan, Guardrails, Textract, Comprehend and OpenSearch switched on, in calm and in storms.

Usage: intelligence_runs.py [TEST…]. Exits with 77, saying why, where a part is missing.
"""

import json
import sys
import unittest
from pathlib import Path

from with_emulators import into_venv

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import EXAMPLES, bytes_of  # noqa: E402
from fault_runs import FaultRuns, storm  # noqa: E402

MODEL = "eu.anthropic.claude-sonnet-4-20250514-v1:0"
SCAN_LINES = [{"text": "Ada Lovelace", "layout": "TITLE"}, "ada@example.com | London", {"text": "Experience", "layout": "SECTION_HEADER"},
              "Software Engineer, Analytical Engines Ltd, 2019 - 2023", "Built the payment service in Go and PostgreSQL.",
              {"text": "Skills", "layout": "SECTION_HEADER"}, "Go, PostgreSQL, Python"]


def scanned_pdf():
    """One page with a picture and no text."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type /Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
               b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream",
               b"<</Length 30>>stream\nq 612 0 0 792 0 0 cm /I Do Q  \nendstream"]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return out + table.encode() + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


class IntelligenceRuns(FaultRuns):
    settings = {"BESPOKE_MODEL": MODEL, "BESPOKE_EMBEDDING_MODEL": "amazon.titan-embed-text-v2:0", "BESPOKE_EMBEDDING_DIMENSIONS": "256",
                "BESPOKE_GUARDRAIL": "gr1234567890", "BESPOKE_GUARDRAIL_VERSION": "1", "BESPOKE_COLLECTION": "abcdefghij0123456789",
                "BESPOKE_OCR": "on", "BESPOKE_COMPREHEND": "on", "BESPOKE_JOBS_AT_ONCE_PER_TENANT": "4"}
    wish = {"generator": "bedrock"}

    def submit(self, client_name):
        return self.clients[client_name].start(*self.documents[client_name], **self.wish)

    def asked(self):
        return self.cloud.stack.gateway.doors["bedrock"]("GET", None)["asked"]

    def test_the_model_is_asked_for_the_tenant_and_the_job(self):
        self.cloud.stack.gateway.doors["bedrock"]("DELETE", None)
        job = self.submit("alice")
        self.assertEqual(self.settle({job: "alice"}), {job: "succeeded"})
        asked = self.asked()
        self.assertTrue(asked)
        self.assertTrue(all(one["requestMetadata"].get("tenantId") == "alice" for one in asked), asked)
        self.assertIn(job, {value for one in asked for value in one["requestMetadata"].values()})

    def test_throttles_of_the_models(self):
        jobs, states, struck = self.run_storm([storm("bedrock", "throttle", 0.3), storm("comprehend", "throttle", 0.3), storm("aoss", "throttle", 0.1)],
                                              expected=("succeeded", "dead"))
        self.assertGreater(struck, 0)
        self.check_history(jobs)
        self.revive(jobs, states)

    def test_a_model_that_is_throttled_for_good_is_a_dead_letter_that_says_so(self):
        self.cloud.stack.gateway.faults.set([{"service": "bedrock", "operation": "Converse", "kind": "throttle"}])
        job = self.clients["alice"].start(*self.documents["alice"], generator="bedrock-required")
        states = self.settle({job: "alice"})
        self.assertEqual(states, {job: "dead"})
        self.assertEqual(self.clients["alice"].json(f"/v1/dead-letters/{job}")["error"], "Unavailable")
        self.calm()
        self.revive({job: "alice"}, states)

    def test_a_scan_is_read_though_textract_is_throttled(self):
        self.cloud.stack.gateway.doors["textract"]("PUT", {"pages": [SCAN_LINES]})
        self.cloud.stack.gateway.faults.set([{"service": "textract", "kind": "throttle", "times": 2}])
        client = self.clients["alice"]
        scan = client.send("resume", scanned_pdf(), "scan.pdf", "application/pdf")
        self.assertEqual(scan.status, 201, scan)
        job = client.start(scan.json()["id"], client.upload("job_description", EXAMPLES / "job.txt")["id"])
        self.assertEqual(self.settle({job: "alice"}), {job: "succeeded"})
        self.assertEqual([rule["struck"] for rule in self.cloud.stack.gateway.faults.report()], [2])
        self.assertIn("Ada Lovelace", json.dumps(json.loads(bytes_of(client, job)["resume.json"])))


# Only what is new here: the storms of the base class have their own run.
for _name in [name for name in dir(FaultRuns) if name.startswith("test_") and name not in IntelligenceRuns.__dict__]:
    setattr(IntelligenceRuns, _name, None)
del FaultRuns

if __name__ == "__main__":
    unittest.main(warnings="ignore")
