#!/usr/bin/env python3
"""Schemathesis against the real server: requests generated from the OpenAPI document, answers judged by it.

Twice: once as the document stands, where most ids lead nowhere, and once with the ids of things that are there put into the document, so
that the operations do their work. Nothing may be a server error, and nothing may be answered that is not documented. Needs schemathesis in
build/venv (tests/requirements.txt); BESPOKE_SCHEMATHESIS_EXAMPLES sets how many requests an operation gets at least.
"""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).parent
# This file has the name of the package that it runs: keep it from being found.
sys.path[0] = str(HERE)
from server import Client, make_tenant, start_server
from support import EXAMPLES, ROOT, SKIPPED

PROGRAM = ROOT / "build" / "venv" / "bin" / "schemathesis"
EXAMPLES_EACH = os.environ.get("BESPOKE_SCHEMATHESIS_EXAMPLES", "10")
CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
          "response_headers_conformance", "unsupported_method", "allow_header_conformance", "ignored_auth", "missing_required_header",
          "negative_data_rejection"]
SECONDS = 400
#: Erasing ends the tenant; the stream of all events ends with its client alone.
NEVER = ["eraseTenant", "streamEvents"]
#: Of signed URLs: a request that names a signature is answered as a link that was signed for another method, 403 instead of 405.
SIGNED = ["downloadArtifact", "putUpload"]
#: What would take away the things whose ids the second run has.
TAKES_AWAY = ["deleteDocument", "deleteJob", "deleteWebhook", "deleteUser", "revokeKey", "discardDeadLetter"]


#: All by which the server may refuse what does not fit; 414 is what a query of many kilobytes gets.
SETTINGS = """[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "410", "412", "413", "414", "415", "416", "422", "428", "429", "431"]
"""


def run(port, key, schema, *more, exclude=()):
    """All operations by all checks, but that the signed ones need not say 405."""
    plain = run_checks(port, key, schema, CHECKS, *more, exclude={*exclude, *SIGNED})
    only = [word for operation in SIGNED if operation not in exclude for word in ("--include-operation-id", operation)]
    return plain or run_checks(port, key, schema, [check for check in CHECKS if check != "unsupported_method"], *only, *more)


def run_checks(port, key, schema, checks, *more, exclude=()):
    arguments = [str(PROGRAM), "run", str(schema), "--url", f"http://127.0.0.1:{port}", "--header", f"Authorization: Bearer {key}",
                 "--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES_EACH, "--seed", "1", "--no-color",
                 "--continue-on-failure", "--warnings", "off", "--request-timeout", "20", "--checks", ",".join(checks), *more]
    for operation in exclude:
        arguments += ["--exclude-operation-id", operation]
    # Another directory, so that no module named like this file is found.
    with tempfile.TemporaryDirectory() as elsewhere:
        (pathlib.Path(elsewhere) / "schemathesis.toml").write_text(SETTINGS)
        done = subprocess.run(arguments, cwd=elsewhere, capture_output=True, text=True, timeout=SECONDS, check=False,
                              env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"})
    output = done.stdout[done.stdout.find("= FAILURES =") if done.returncode else done.stdout.rfind("= SUMMARY ="):] + done.stderr[-2000:]
    print("\n".join(line[:300] for line in output.splitlines()), flush=True)
    return done.returncode


def things(client):
    """Ids of something of everything, by parameter, and what bodies may name."""
    resume, ad = client.example()
    job = client.start(resume, ad)
    assert client.wait(job)["state"] == "succeeded"
    hook = client.request("POST", "/v1/webhooks", {"url": "https://example.org/hook"}).json()["id"]
    artifact = client.json(f"/v1/jobs/{job}/artifacts?expiresIn=86400")["items"][0]
    link = urllib.parse.urlsplit(artifact["url"])
    return {
        "path": {"documentId": resume, "jobId": job, "webhookId": hook, "artifactName": artifact["name"],
                 "deliveryId": client.request("POST", f"/v1/webhooks/{hook}/test").json()["id"],
                 "userId": client.request("POST", "/v1/users", {"login": "ada@example.org", "role": "viewer",
                                                                "password": "correct horse battery"}).json()["id"],
                 "keyId": client.request("POST", "/v1/keys", {"name": "ci", "role": "viewer"}).json()["id"]},
        "link": dict(urllib.parse.parse_qsl(link.query)),
        "bodies": {"JobRequest": {"resumeId": [resume], "jobDescriptionId": [ad]},
                   "FeedbackRequest": {"editId": [edit["id"] for edit in client.json(f"/v1/jobs/{job}/edits")["items"]]}},
    }


def pinned(document, found):
    """The document with those ids as the only ones."""
    document = copy.deepcopy(document)
    for parameter in document["components"]["parameters"].values():
        if parameter["name"] in found["path"] and parameter["in"] == "path":
            parameter["schema"] = {"type": "string", "enum": [found["path"][parameter["name"]]]}
    for name, parameter in document["components"]["parameters"].items():
        if name.startswith("signed_"):
            parameter["schema"] = {"type": "string", "enum": [found["link"][parameter["name"]]]}
    for schema, members in found["bodies"].items():
        for member, values in members.items():
            document["components"]["schemas"][schema]["properties"][member] = {"type": "string", "enum": values}
    return document


def main():
    if not PROGRAM.exists():
        print(f"SKIPPED: no {PROGRAM}; install tests/requirements.txt into build/venv")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        key = make_tenant(folder / "data", "alice")
        with start_server(folder / "data", "--no-egress") as server:
            client = Client(server.port, key)
            document = client.json("/openapi.json")
            plain, filled = folder / "openapi.json", folder / "pinned.json"
            plain.write_text(json.dumps(document))
            filled.write_text(json.dumps(pinned(document, things(client))))
            failed = run(server.port, key, plain, exclude=NEVER)
            failed |= run(server.port, key, filled, exclude=[*NEVER, *TAKES_AWAY, "putUpload"])
            errors = [line for line in server.log() if line.get("level") == "error"]
            for line in errors[:10]:
                print("ERROR", line)
            assert server.process.poll() is None, "the server died"
            return 1 if failed or errors else 0


if __name__ == "__main__":
    sys.exit(main())
