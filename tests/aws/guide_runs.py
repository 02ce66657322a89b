#!/usr/bin/env python3
"""docs/aws.md from a tenant to a tailored resume, command by command as it stands there, against emulators; and every other command of it read
by the models of what it calls.

Usage: guide_runs.py [TEST…]. Exits with 77, saying why, where a part is missing.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from with_emulators import into_venv, skip

into_venv()
sys.path.insert(0, str(Path(__file__).parent))
from cloud_client import ARTIFACTS  # noqa: E402
from gateway import command_line, grants, operations, stack, user_pools  # noqa: E402
from gateway.cloud import Cloud  # noqa: E402
from gateway.messages import REGION, Answer, Headers  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/aws.md"
NEEDED = ("bash", "curl", "jq", "node")


def steps():
    """Number of a step → its commands, as they stand in the guide."""
    found, number = {}, None
    for line in GUIDE.read_text().splitlines():
        if heading := re.match(r"\*\*(\d+)\. ", line):
            number = int(heading[1])
        elif line.startswith("#"):
            number = None
        elif number and line.startswith("    ") and not line.startswith("    {"):
            found.setdefault(number, []).append(line[4:])
    return {number: "\n".join(lines) for number, lines in found.items()}


def inline_commands(program):
    """Commands of the program between backticks, anywhere in the guide."""
    return [text for text in re.findall(r"`([^`]+)`", GUIDE.read_text()) if text.split()[0] == program and " " in text]


class Guide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        missing = [name for name in NEEDED if not shutil.which(name)]
        cls.resources = stack.missing() or (f"{missing} are not installed" if missing else grants.templates())
        if isinstance(cls.resources, str):
            skip(cls.resources)
        cls.settings = {"BESPOKE_USER_POOL_TOKEN": "id"}
        cls.cloud = cls.enterClassContext(Cloud(settings=cls.settings))
        cls.pool = cls.enterClassContext(user_pools.UserPool(cls.cloud, cls.resources))
        cls.settings.update(cls.pool.environment())
        operations.MODELS.setdefault("apigateway", "apigateway")
        cls.cloud.stack.gateway.backends["lambda"] = cls.invoke
        cls.make_plans()
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="bespoke-guide-")))
        cls.make_place()

    @classmethod
    def invoke(cls, request, _, called):
        """Lambda's own API: an operator invokes a function."""
        return Answer(200, Headers([("Content-Type", "application/json")]), cls.cloud.host.invoke(called.parameters["FunctionName"], request.body))

    @classmethod
    def make_plans(cls):
        client = cls.cloud.stack.client("apigateway")
        cls.plans = {one["Properties"]["UsagePlanName"]: client.create_usage_plan(name=one["Properties"]["UsagePlanName"])["id"]
                     for one in cls.resources.values() if one["Type"] == "AWS::ApiGateway::UsagePlan"}

    @classmethod
    def make_place(cls):
        """The repository's root as a person has it after step 3: outputs, examples, and the programs of the guide."""
        values = {"AdminFunction": "admin", "ApiUrl": cls.cloud.api.url, "UserPoolId": cls.pool.id, "UserPoolClientId": cls.pool.clients["web"],
                  "OperatorClientId": cls.pool.clients["operator"]}
        outputs = {name: {output: values.get(output, "-") for output in made} for name, made in grants.outputs().items()}
        (cls.folder / "deploy/aws").mkdir(parents=True)
        (cls.folder / "deploy/aws/outputs.json").write_text(json.dumps(outputs))
        (cls.folder / "deploy/aws/settings.json").write_text(json.dumps({"region": REGION}))
        (cls.folder / "examples").symlink_to(ROOT / "examples")
        (cls.folder / "bin").mkdir()
        for name in ("aws", "oathtool", "uuidgen"):
            program = cls.folder / "bin" / name
            program.write_text(f'#!/bin/sh\nexec {sys.executable} {command_line.__file__} {name} "$@"\n')
            program.chmod(0o755)

    def run_shell(self, script):
        keys = self.cloud.stack.environment()
        environment = {**{name: value for name, value in keys.items() if name.startswith("AWS_")}, "HOME": str(self.folder),
                       "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        del environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"]
        return subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=self.folder, env=environment, capture_output=True, text=True,
                              timeout=240, check=False)

    def test_from_a_tenant_to_a_tailored_resume(self):
        guide = steps()
        functions = "\n".join(line for line in guide[3].splitlines() if line.startswith("out()"))
        self.assertTrue(functions)
        again = 'admin dlq list --tenant acme\nadmin dlq redrive --tenant acme --all\nadmin tenant erase acme --confirm acme\n'
        script = "\n".join([guide[2], functions, *(guide[number] for number in range(4, 9)), again])
        with self.subTest("all steps in one shell"):
            done = self.run_shell(script)
            self.assertEqual(done.returncode, 0, done.stderr[-3000:] + done.stdout[-2000:])
        made = sorted(path.name for path in (self.folder / "tailored").iterdir())
        self.assertEqual(made, ARTIFACTS)
        self.assertTrue((self.folder / "tailored/resume.pdf").read_bytes().startswith(b"%PDF"))
        violations = self.cloud.stack.gateway.journal.violations
        self.assertEqual(violations, [])
        keys = self.cloud.stack.client("apigateway").get_usage_plan_keys(usagePlanId=self.plans["Bespoke-starter"])["items"]
        self.assertEqual([key["name"] for key in keys], ["acme"])

    def test_every_other_command_is_one_that_there_is(self):
        commands = inline_commands("aws")
        self.assertTrue(commands)
        for command in commands:
            with self.subTest(command):
                command_line.parse(shlex.split(re.sub(r'"?\$\([^)]*\)"?|…', "x", command))[1:])

    def test_what_stands_for_the_command_line_takes_nothing_that_aws_would_not(self):
        wrong = ("cognito admin-create-user", "cognito-idp create-admin", "cognito-idp admin-get-user --user-pool-id x", "lambda invoke --function-name x",
                 "cognito-idp admin-get-user --user-pool-id x --username y --name z", "apigateway create-api-key --enabled yes",
                 "cognito-idp admin-create-user --user-pool-id x --username y --user-attributes Nme=email,Value=z", "sts get-caller-identity now")
        for command in wrong:
            with self.subTest(command), self.assertRaises(command_line.Usage):
                command_line.parse(shlex.split(command))
        _, _, parameters, file = command_line.parse(shlex.split("lambda invoke --function-name f --payload {} reply.json"))
        self.assertEqual((parameters, file), ({"FunctionName": "f", "Payload": "{}"}, "reply.json"))

    def test_every_output_that_is_asked_for_is_one_of_the_stacks(self):
        text = GUIDE.read_text() + (ROOT / "tests/aws/live/README.md").read_text()
        known = {(name.removeprefix("Bespoke"), output) for name, made in grants.outputs().items() for output in made}
        asked = set(re.findall(r"\$\(out ([A-Za-z]+) ([A-Za-z]+)\)", text))
        self.assertGreater(len(asked), 5)
        self.assertEqual(asked - known - {("Compute", "SmokeTenantRoleArn")}, set())


if __name__ == "__main__":
    unittest.main(warnings="ignore")
