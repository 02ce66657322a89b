#!/usr/bin/env python3
"""`bespoke tailor --generator bedrock` from the command line, and `bespoke serve` whose model is Bedrock's; run by with_emulators.py.

Usage: bedrock_tailor.py BESPOKE
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MODEL = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"


def control(method, what, body=None):
    request = urllib.request.Request(f"{os.environ['BESPOKE_TEST_CONTROL']}/{what}", method=method, data=json.dumps(body).encode() if body is not None else None)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def tailor(bespoke, out, *more):
    command = [bespoke, "tailor", "--resume", EXAMPLES / "resume.pdf", "--job", EXAMPLES / "job.txt", "--out", out, "--embedder", "lexical", *more]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
    return done


def report(bespoke, out, *more):
    done = tailor(bespoke, out, *more)
    assert done.returncode == 0, done.stderr
    return json.loads((out / "report.json").read_text())


def check_rewrite(bespoke, folder):
    """What the model proposes is judged; the request names the job and bears no text outside the fences that a document wrote."""
    control("PUT", "bedrock", [])
    first = report(bespoke, folder / "a", "--generator", "bedrock", "--model", MODEL)
    assert first["generator"] == "bedrock" and first["model"]["name"] == MODEL, first["model"]
    asked = control("GET", "bedrock")["asked"][-1]
    assert asked["requestMetadata"].get("jobId"), asked["requestMetadata"]
    line = re.search(r"^(L\d+)", asked["text"].split("<<<LINES", 1)[1], re.MULTILINE).group(1)
    invented = {"edits": [{"line": line, "requirements": [], "text": "Won the Nobel prize in physics with 900 engineers"}]}
    control("PUT", "bedrock", [{"match": "", "json": invented}])
    second = report(bespoke, folder / "b", "--generator", "bedrock", "--model", MODEL)
    assert [attempt["accepted"] for attempt in second["model"]["attempts"]] == [0, 0, 0], second["model"]
    assert "Nobel" not in (folder / "b" / "tailored.json").read_text()
    assert (folder / "a" / "tailored.json").read_bytes() == (folder / "b" / "tailored.json").read_bytes()


def check_throttle(bespoke, folder):
    """A busy service costs the model's edits, not the resume, and is called by its name."""
    control("PUT", "faults", [{"service": "bedrock", "kind": "throttle", "times": 100}])
    busy = report(bespoke, folder / "c", "--generator", "bedrock", "--model", MODEL)
    control("DELETE", "faults")
    assert [attempt["error"] for attempt in busy["model"]["attempts"]] == ["throttled"], busy["model"]


def check_serve(bespoke, folder):
    """The local profile with Bedrock's model and guardrail: named for the tenant, priced, within the tenant's budget."""
    os.environ["BESPOKE_BIN"] = str(bespoke)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "functional"))
    from server import Client, make_tenant, start_server

    control("PUT", "bedrock", [])
    config = folder / "bespoke.toml"
    config.write_text(f"""[model]
service = "bedrock"
name = "{MODEL}"
guardrail = "gr1234567890"
guardrail_version = "1"
usd_per_million_input_tokens = 3.0
usd_per_million_output_tokens = 15.0
daily_token_budget = 6000
[embedding]
embedder = "lexical"
""", encoding="utf-8")
    with start_server(folder / "data", "--config", config) as server:
        client = Client(server.port, make_tenant(folder / "data", "alice"))
        documents = client.example()
        job = client.start(*documents, generator="bedrock")
        assert client.wait(job)["state"] == "succeeded"
        first = json.loads(client.download(client.artifacts(job)["report.json"]["url"]).body)["model"]
        job = client.start(*documents, generator="openai")
        assert client.wait(job)["state"] == "rejected", "another service's model than the one set up"
    with start_server(folder / "data", "--config", config, BESPOKE_MODEL_DAILY_TOKEN_BUDGET="100") as server:
        client = Client(server.port, client.key)
        job = client.start(*documents, generator="bedrock")
        assert client.wait(job)["state"] == "succeeded"
        spent = json.loads(client.download(client.artifacts(job)["report.json"]["url"]).body)["model"]
        assert [attempt["error"] for attempt in spent["attempts"]] == ["model-budget"], spent
    asked = control("GET", "bedrock")["asked"]
    assert {one["requestMetadata"]["tenantId"] for one in asked} == {"alice"}, asked
    assert abs(first["cost_usd"] - (3 * first["input_tokens"] + 15 * first["output_tokens"]) / 1e6) < 1e-9 and first["cost_usd"] > 0, first
    calls = [call for call in control("GET", "calls") if "ApplyGuardrail" in json.dumps(call)]
    assert calls, "both documents are screened"


def check_usage(bespoke, folder):
    assert tailor(bespoke, folder / "d", "--generator", "bedrock").returncode == 2
    assert tailor(bespoke, folder / "d", "--generator", "bedrock", "--model", MODEL, "--no-egress").returncode == 2


def main():
    bespoke = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        for check in (check_rewrite, check_throttle, check_serve, check_usage):
            check(bespoke, Path(folder))
            print(f"{check.__name__}: sound")


if __name__ == "__main__":
    main()
