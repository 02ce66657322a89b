#!/usr/bin/env python3
"""The chain with Bedrock, Titan, Guardrails, Textract, Comprehend and OpenSearch switched on, in calm and in storms.

Usage: intelligence_runs.py [TEST…]. Exits with 77, saying why, where a part is missing.
"""

import json
import re
import sys
import unittest
from pathlib import Path

from with_emulators import into_venv

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import EXAMPLES, bytes_of, functions_log  # noqa: E402
import fault_runs  # noqa: E402
from fault_runs import storm  # noqa: E402

MODEL = "eu.anthropic.claude-sonnet-4-20250514-v1:0"
SCAN_LINES = [{"text": "Ada Lovelace", "layout": "TITLE"}, "ada@example.com | London", {"text": "Experience", "layout": "SECTION_HEADER"},
              "Software Engineer, Analytical Engines Ltd, 2019 - 2023", "Built the payment service in Go and PostgreSQL.",
              {"text": "Skills", "layout": "SECTION_HEADER"}, "Go, PostgreSQL, Python"]


GAP = """# Ada Lovelace

ada@example.com

## Experience

### Software Engineer, Halden Labs Munich

March 2020 - Present

- Built the payment service in Go and PostgreSQL for 40 shops
- Cut the nightly settlement from 6 hours to 40 minutes

## Skills

Go, PostgreSQL, Python
"""


def metric_lines(log):
    """The lines of CloudWatch's embedded metric format."""
    for line in log.splitlines():
        if line.startswith("{") and '"_aws"' in line:
            yield json.loads(line)


def scanned_pdf(pages=1):
    """Pages with a picture and no text."""
    kids = [3, *range(6, 5 + pages)]
    page = b"<</Type /Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]/Count {pages}>>".encode(), page,
               b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream",
               b"<</Length 30>>stream\nq 612 0 0 792 0 0 cm /I Do Q  \nendstream", *[page] * (pages - 1)]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return out + table.encode() + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


@fault_runs.without_storms
class IntelligenceRuns(fault_runs.FaultRuns):
    settings = {"BESPOKE_MODEL": MODEL, "BESPOKE_EMBEDDING_MODEL": "amazon.titan-embed-text-v2:0", "BESPOKE_EMBEDDING_DIMENSIONS": "256",
                "BESPOKE_GUARDRAIL": "gr1234567890", "BESPOKE_GUARDRAIL_VERSION": "1", "BESPOKE_COLLECTION": "abcdefghij0123456789",
                "BESPOKE_OCR": "on", "BESPOKE_COMPREHEND": "on", "BESPOKE_JOBS_AT_ONCE_PER_TENANT": "4",
                "BESPOKE_USD_PER_MILLION_INPUT_TOKENS": "3", "BESPOKE_USD_PER_MILLION_OUTPUT_TOKENS": "15",
                "BESPOKE_USD_PER_MILLION_EMBEDDING_TOKENS": "0.02", "BESPOKE_DAILY_TOKEN_BUDGET": "100000000",
                "BESPOKE_THROTTLE_PATIENCE_SECONDS": "5"}
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

    def usage(self):
        """Tokens by tenant and direction, and cost by tenant, as the functions' metric lines say it."""
        tokens, cost = {}, {}
        for line in metric_lines(functions_log(self.cloud)):
            tenant = line.get("tenantId", "")
            if "bespoke_model_tokens_total" in line:
                key = tenant, line["direction"]
                tokens[key] = tokens.get(key, 0) + line["bespoke_model_tokens_total"]
            if "bespoke_model_cost_usd_total" in line:
                cost[tenant] = cost.get(tenant, 0) + line["bespoke_model_cost_usd_total"]
        return tokens, cost

    def test_tokens_and_cost_are_told_apart_by_tenant(self):
        before_tokens, before_cost = self.usage()
        job = self.submit("bob")
        self.assertEqual(self.settle({job: "bob"}), {job: "succeeded"})
        model = json.loads(bytes_of(self.clients["bob"], job)["report.json"])["model"]
        self.assertGreater(model["cost_usd"], 0)
        self.assertAlmostEqual(model["cost_usd"], (3 * model["input_tokens"] + 15 * model["output_tokens"]) / 1e6)
        tokens, cost = self.usage()
        grown = {key: value - before_tokens.get(key, 0) for key, value in tokens.items() if value != before_tokens.get(key, 0)}
        self.assertEqual({tenant for tenant, _ in grown}, {"bob"}, grown)
        self.assertEqual((grown["bob", "input"], grown["bob", "output"]), (model["input_tokens"], model["output_tokens"]))
        self.assertGreater(grown["bob", "embedding"], 0)
        self.assertAlmostEqual(cost["bob"] - before_cost.get("bob", 0), model["cost_usd"] + grown["bob", "embedding"] * 0.02 / 1e6, places=9)

    def test_an_employer_and_its_town_are_told_apart(self):
        client = self.clients["alice"]
        resume = client.send("resume", GAP.encode(), "cv.md").json()["id"]
        job = client.start(resume, client.upload("job_description", EXAMPLES / "job.txt")["id"])
        self.assertEqual(self.settle({job: "alice"}), {job: "succeeded"})
        found = bytes_of(client, job)
        work = json.loads(found["resume.json"])["work"][0]
        self.assertEqual((work["name"], work["location"]), ("Halden Labs", "Munich"))
        findings = json.loads(found["report.json"])["findings"]
        self.assertIn(("recognised", "/work/0/location"), [(one["code"], one["where"]) for one in findings])

    def test_a_models_edits_are_read_by_the_recogniser_before_they_are_taken(self):
        client, said = self.clients["alice"], "Built the payment service for 40 shops in Go and PostgreSQL"
        documents = client.send("resume", GAP.encode(), "cv.md").json()["id"], client.upload("job_description", EXAMPLES / "job.txt")["id"]
        self.settle({client.start(*documents, **self.wish): "alice"})
        line = re.search(r"^(L\d+)[^\n]*Built the payment service", self.asked()[-1]["text"], re.MULTILINE).group(1)
        edits = [{"line": line, "text": said, "evidence": [line], "requirements": []}]
        self.cloud.stack.gateway.doors["bedrock"]("PUT", [{"match": "", "json": {"edits": edits}}])
        begin = len(self.cloud.stack.gateway.journal.calls)
        job = client.start(*documents, **self.wish)
        self.assertEqual(self.settle({job: "alice"}), {job: "succeeded"})
        self.cloud.stack.gateway.doors["bedrock"]("DELETE", None)
        asked = [call for call in self.cloud.stack.gateway.journal.calls[begin:] if "DetectEntities" in json.dumps(call)]
        self.assertEqual(len(asked), 2, "Parse about the gaps, Validate about the edits")
        self.assertIn(said, json.dumps(json.loads(bytes_of(client, job)["tailored.json"])))

    def test_pages_that_textract_left_out_are_told_to_the_owner(self):
        self.cloud.stack.gateway.doors["textract"]("PUT", {"pages": [SCAN_LINES], "status": "PARTIAL_SUCCESS", "warnings": [{"ErrorCode": "PAGE", "Pages": [2]}]})
        client = self.clients["alice"]
        scan = client.send("resume", scanned_pdf(2), "scan.pdf", "application/pdf")
        job = client.start(scan.json()["id"], client.upload("job_description", EXAMPLES / "job.txt")["id"])
        self.assertEqual(self.settle({job: "alice"}), {job: "succeeded"})
        warnings = json.loads(bytes_of(client, job)["report.json"])["warnings"]
        self.assertTrue(any("Page 2 of the scan" in warning for warning in warnings), warnings)

    def test_a_scan_that_textract_can_not_read_says_why(self):
        client = self.clients["alice"]
        posting = client.upload("job_description", EXAMPLES / "job.txt")["id"]
        for pages, message, reason in ((3, "UNSUPPORTED_DOCUMENT", "form of scan"), (4, "DOCUMENT_TOO_LARGE", "too large")):
            self.cloud.stack.gateway.doors["textract"]("PUT", {"pages": [SCAN_LINES], "status": "FAILED", "message": message})
            scan = client.send("resume", scanned_pdf(pages), "scan.pdf", "application/pdf")
            job = client.start(scan.json()["id"], posting)
            self.assertEqual(self.settle({job: "alice"}), {job: "rejected"}, message)
            self.assertIn(reason, client.json(f"/v1/jobs/{job}")["problem"]["detail"])

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


if __name__ == "__main__":
    unittest.main(warnings="ignore")
