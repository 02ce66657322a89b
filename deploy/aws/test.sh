#!/usr/bin/env bash
# Checks the stacks without a network and without an account: types, assertions, cdk-nag, asl-validator, iam-simulate, cfn-lint.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)
linter=$root/build/venv/bin/cfn-lint

for needed in node_modules/.bin/tsc "$linter"; do
    [[ -x $needed ]] || {
        printf 'skipped: %s is missing; `./dev test` installs it, or npm ci in deploy/aws and pip install -r tests/requirements.txt\n' "$needed"
        exit 77
    }
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export TMPDIR=$scratch CDK_DISABLE_VERSION_CHECK=1
unset AWS_PROFILE AWS_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN

node_modules/.bin/tsc --project .
python3 costs.py --check ../../docs/aws.md
node --test --test-reporter=spec build/test/all.js

# The very program that deploys, on a stand-in for the functions' package.
mkdir "$scratch/package"
printf '#!/bin/sh\n' >"$scratch/package/bootstrap"
CDK_OUTDIR=$scratch/out CDK_CONTEXT_JSON="{\"package\":\"$scratch/package\"}" node build/bin/bespoke.js
# And what it says to settings that can't be deployed: their names on one line, no stack trace.
echo '{"region": "eu-centrl-1", "models": {"language": "claude"}, "domain": {"name": "api"}, "retentionDays": {"logs": 0}}' >"$scratch/wrong.json"
if said=$(CDK_OUTDIR=$scratch/none CDK_CONTEXT_JSON="{\"package\":\"$scratch/package\",\"settings\":\"$scratch/wrong.json\"}" node build/bin/bespoke.js 2>&1); then
    echo 'wrong settings were taken' >&2
    exit 1
fi
for name in region models.language domain retentionDays; do
    [[ $said == *"$name: "* && $(wc -l <<<"$said") == 1 ]] || { printf 'wrong settings: %s is not named in: %s\n' "$name" "$said" >&2; exit 1; }
done

# W3005: the CDK writes dependencies out that CloudFormation would see by itself.
"$linter" --ignore-checks W3005 --regions eu-central-1 --template "$scratch"/out/*.template.json
printf 'cfn-lint: %s templates, 0 findings\n' "$(find "$scratch/out" -name '*.template.json' | wc -l)"
