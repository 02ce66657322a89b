#!/usr/bin/env python3
"""Run the same state machines with the same task results on our engine and on moto's Step Functions interpreter, and compare the states
entered, the tasks' inputs, the waits and the outcome. Validates pipeline/tailoring.asl.json with asl-validator, too.

Usage: cross_check.py [CASE...]. ASL_RUN names our test executable; build/venv holds moto (tests/requirements.txt). Exits with 77, saying
why, where a part is missing.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV_PYTHON = ROOT / "build/venv/bin/python3"
VALIDATOR = ROOT / "tests/node_modules/asl-validator"
# The jitter of the product's retriers is drawn anew each time; ours is asked at a chance of 0.5.
JITTERED = ("product_",)


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(77)


def into_venv():
    """Start again under the interpreter that has moto."""
    if not VENV_PYTHON.exists():
        skip(f"{VENV_PYTHON.relative_to(ROOT)} is missing; ./dev makes it from tests/requirements.txt")
    if Path(sys.prefix) != VENV_PYTHON.parents[1]:
        os.execv(VENV_PYTHON, [str(VENV_PYTHON), __file__, *sys.argv[1:]])
    try:
        import moto.stepfunctions.parser.asl.parse.asl_parser  # noqa: F401
    except ImportError as error:
        skip(f"moto is not in build/venv ({error})")


def ours(definition, data, script):
    test = json.dumps({"definition": definition, "input": data, "script": script})
    ran = subprocess.run([os.environ["ASL_RUN"]], input=test, capture_output=True, text=True, timeout=30, check=False)
    if ran.returncode != 0:
        return {"crashed": ran.stderr}
    return json.loads(ran.stdout)


def differences(name, mine, theirs):
    for key in ("states", "inputs", "waitsMs", "status", "output", "error"):
        if key == "waitsMs" and name.startswith(JITTERED):
            if len(mine.get(key, [])) != len(theirs.get(key, [])):
                yield f"waits: {mine.get(key)} here, {theirs.get(key)} there"
        elif mine.get(key) != theirs.get(key):
            yield f"{key}: {json.dumps(mine.get(key))} here, {json.dumps(theirs.get(key))} there"


def cross_check(names):
    import cases
    import moto_engine

    logging.disable(logging.CRITICAL)  # moto reports each scripted failure at length
    failures = 0
    for name, (definition, data, script) in cases.CASES.items():
        if names and name not in names:
            continue
        if name in cases.DEVIATIONS:
            print(f"not compared {name}: {cases.DEVIATIONS[name]}")
            continue
        mine = ours(definition, data, script)
        found = list(differences(name, mine, moto_engine.run(definition, data, script))) if "states" in mine else [str(mine)]
        failures += bool(found)
        print(f"{'DIFFERS' if found else 'same   '} {name}: {len(mine.get('states', []))} states, {mine.get('status')}")
        for line in found:
            print(f"    {line}")
    return failures


def validate_product():
    """A third opinion on the product's definition."""
    node = shutil.which("node")
    if node is None or not VALIDATOR.exists():
        print("not validated: node or tests/node_modules/asl-validator is missing (npm ci in tests/)")
        return 0
    import cases
    import moto_engine

    script = ("const v = require('asl-validator')(JSON.parse(require('fs').readFileSync(0)));"
              "console.log(JSON.stringify(v)); process.exit(v.isValid ? 0 : 1)")
    # The validator takes resources as the deployment gives them, as ARNs.
    definition = json.dumps(moto_engine._with_functions(cases.pipeline()))
    ran = subprocess.run([node, "-e", script], input=definition, capture_output=True, text=True, cwd=ROOT / "tests", timeout=60, check=False)
    print(f"asl-validator: {'valid' if ran.returncode == 0 else ran.stdout + ran.stderr}")
    return ran.returncode


def main():
    into_venv()
    sys.path.insert(0, str(Path(__file__).parent))
    failures = cross_check(sys.argv[1:]) + validate_product()
    print(f"{failures} differences" if failures else "both engines agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
