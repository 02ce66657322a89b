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
node --test --test-reporter=spec build/test/all.js

# The very program that deploys, on a stand-in for the functions' package.
mkdir "$scratch/package"
printf '#!/bin/sh\n' >"$scratch/package/bootstrap"
CDK_OUTDIR=$scratch/out CDK_CONTEXT_JSON="{\"package\":\"$scratch/package\"}" node build/bin/bespoke.js
# W3005: the CDK writes dependencies out that CloudFormation would see by itself.
"$linter" --ignore-checks W3005 --regions eu-central-1 --template "$scratch"/out/*.template.json
printf 'cfn-lint: %s templates, 0 findings\n' "$(find "$scratch/out" -name '*.template.json' | wc -l)"
