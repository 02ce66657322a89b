import { CURRENTLY_RECOMMENDED_FLAGS } from "aws-cdk-lib/cx-api";

/** Behaviour of the CDK that the stacks count on. Here, not in cdk.json, so that every way to synthesise them agrees. */
export const flags: Record<string, unknown> = {
  ...CURRENTLY_RECOMMENDED_FLAGS,
  // The data stack can't be taken from under those that use it.
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
};
