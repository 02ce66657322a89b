#!/bin/sh
# Run the live suite ($1) against the emulators of with_emulators.py, whose variables it gets under the names that a deployment uses.
export BESPOKE_LIVE_AWS=1
export BESPOKE_BUCKET="$BESPOKE_TEST_BUCKET" BESPOKE_TABLE="$BESPOKE_TEST_TABLE" BESPOKE_KMS_KEY="$BESPOKE_TEST_KMS_KEY"
export BESPOKE_TENANT_ROLE="$BESPOKE_TEST_TENANT_ROLE" BESPOKE_DEAD_LETTER_QUEUE="$BESPOKE_TEST_DEAD_LETTER_QUEUE"
export BESPOKE_MODEL=eu.anthropic.claude-sonnet-4-20250514-v1:0 BESPOKE_EMBEDDING_MODEL=amazon.titan-embed-text-v2:0
export BESPOKE_GUARDRAIL=abcdefgh1234 BESPOKE_GUARDRAIL_VERSION=1 BESPOKE_COMPREHEND=on BESPOKE_COLLECTION=abcdefgh1234
exec "$@"
