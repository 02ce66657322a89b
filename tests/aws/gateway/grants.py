"""What deploy/aws grants each function, and what the functions did: whoever does more than it is granted would be denied on AWS.

Compares actions and, for S3, the kind of bucket. Conditions (leading keys, prefixes, contexts) are `isolation`'s part, and iam-simulate's in
deploy/aws.
"""

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy/aws"
BUCKETS = {"bespoke-data": "data", "bespoke-quarantine": "quarantine", "bespoke-ledger": "ledger"}
# Operation → action where the names differ.
ACTIONS = {"dynamodb.TransactGetItems": ["GetItem"], "s3.HeadObject": ["GetObject"], "s3.ListObjectsV2": ["ListBucket"],
           "s3.ListObjectVersions": ["ListBucketVersions"], "s3.HeadBucket": ["ListBucket"], "bedrock.Converse": ["InvokeModel"],
           "sts.AssumeRole": [], "sts.GetCallerIdentity": []}


def actions_of(called):
    """IAM's words for a call: {(service:Action, kind of bucket)}."""
    asked, name = called.parameters, f"{called.service}.{called.name}"
    if called.service == "aoss":
        return {("aoss:APIAccessAll", "")}
    if called.name == "TransactWriteItems":
        kinds = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
        return {(f"dynamodb:{kinds[kind]}", "") for item in asked["TransactItems"] for kind in item}
    if called.name == "CreateSchedule":
        return {("scheduler:CreateSchedule", ""), ("iam:PassRole", "")}
    place = BUCKETS.get(asked.get("Bucket"), "") if called.service == "s3" else ""
    names = ACTIONS.get(name, [called.name])
    if called.name == "DeleteObjects":
        names = ["DeleteObjectVersion" if one.get("VersionId") else "DeleteObject" for one in asked["Delete"]["Objects"]]
    elif asked.get("VersionId") and called.name in ("GetObject", "DeleteObject"):
        names = [called.name + "Version"]
    return {(f"{called.service}:{one}", place) for one in names}


@functools.cache
def synthesised():
    """Stack → its template, or a text that says why there are none."""
    program = DEPLOY / "build/bin/bespoke.js"
    if shutil.which("node") is None or not program.exists() or not (DEPLOY / "node_modules").exists():
        return "deploy/aws is not built (deploy/aws/test.sh)"
    newest = max(path.stat().st_mtime for path in [*DEPLOY.glob("lib/**/*.ts"), *DEPLOY.glob("bin/*.ts")])
    if program.stat().st_mtime < newest and max(path.stat().st_mtime for path in DEPLOY.glob("build/lib/**/*.js")) < newest:
        return "deploy/aws was changed since it was built (deploy/aws/test.sh)"
    with tempfile.TemporaryDirectory(prefix="bespoke-synth-") as folder:
        package = Path(folder) / "package"
        package.mkdir()
        (package / "bootstrap").write_text("#!/bin/sh\n")
        done = subprocess.run(["node", str(program)], cwd=DEPLOY, capture_output=True, text=True, timeout=120, check=False, env={
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}, "CDK_DISABLE_VERSION_CHECK": "1",
            "CDK_OUTDIR": f"{folder}/out", "CDK_CONTEXT_JSON": json.dumps({"package": str(package)})})
        if done.returncode != 0:
            return f"deploy/aws does not synthesise: {done.stderr[-300:]}"
        return {path.name.partition(".")[0]: json.loads(path.read_text()) for path in Path(folder, "out").glob("*.template.json")}


def templates():
    """All resources of the stacks, or why there are none."""
    stacks = synthesised()
    return stacks if isinstance(stacks, str) else {name: one for stack in stacks.values() for name, one in stack.get("Resources", {}).items()}


def outputs():
    """Stack → names of its outputs. Only where templates() gives some."""
    return {name: list(stack.get("Outputs", {})) for name, stack in synthesised().items()}


def _statements(resources, role):
    for policy in resources[role]["Properties"].get("Policies", []):
        yield from policy["PolicyDocument"]["Statement"]
    for resource in resources.values():
        if resource["Type"] in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy") and {"Ref": role} in resource["Properties"].get("Roles", []):
            yield from resource["Properties"]["PolicyDocument"]["Statement"]


def _granted(resources, role):
    """{(action, kind of bucket)}."""
    found = set()
    for statement in _statements(resources, role):
        if statement["Effect"] != "Allow":
            continue
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        text = json.dumps(statement.get("Resource", ""))
        places = {kind for kind in BUCKETS.values() if re.search(f"Buckets{kind}", text, re.IGNORECASE)} or {""}
        found |= {(action, place if action.startswith("s3:") else "") for action in actions for place in places}
    return found


def granted():
    """Function → (its own grants, its tenant role's), or a text that says why it is not known."""
    resources = templates()
    if isinstance(resources, str):
        return resources
    found = {}
    for resource in resources.values():
        variables = resource["Properties"].get("Environment", {}).get("Variables", {}) if resource["Type"] == "AWS::Lambda::Function" else {}
        if "BESPOKE_TENANT_ROLE" in variables:
            roles = [where["Fn::GetAtt"][0] for where in (resource["Properties"]["Role"], variables["BESPOKE_TENANT_ROLE"])]
            found[resource["Properties"]["Handler"]] = tuple(_granted(resources, role) for role in roles)
    return found


class Used:
    """Notes what each role did. A hook of the gateway's."""

    ROLE = re.compile(r".*:role/bespoke-([a-z-]+)-(function|tenant)")

    def __init__(self):
        self.done = set()

    def note(self, key, called):
        match = self.ROLE.fullmatch(key.role)
        if match:
            self.done |= {(*match.groups(), action, place) for action, place in actions_of(called)}

    def beyond(self, grants):
        """What was done without a grant, as texts."""
        for function, kind, action, place in sorted(self.done):
            own, tenants = grants.get(function, (set(), set()))
            allowed = own if kind == "function" else tenants
            if (action, place) not in allowed:
                yield f"{function} ({'in its own name' if kind == 'function' else 'for a tenant'}): {action} {place}".rstrip()
