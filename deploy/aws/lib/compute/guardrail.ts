import * as bedrock from "aws-cdk-lib/aws-bedrock";
import * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

/** Personal data that a resume consists of is let through: to stop a NAME would stop every resume. What no resume needs is stopped. */
const stopped = ["US_SOCIAL_SECURITY_NUMBER", "CREDIT_DEBIT_CARD_NUMBER", "CREDIT_DEBIT_CARD_CVV", "PASSWORD", "PIN", "AWS_SECRET_KEY", "INTERNATIONAL_BANK_ACCOUNT_NUMBER", "US_BANK_ACCOUNT_NUMBER", "US_PASSPORT_NUMBER"];

/** Bedrock's own screens, beside Bespoke's: orders hidden in documents, abuse, secrets, and sentences that the resume does not bear out. */
export class Guardrail extends Construct {
  readonly arn: string;
  readonly guardrailId: string;
  readonly version: string;

  constructor(scope: Construct, id: string, name: string, key: kms.IKey) {
    super(scope, id);
    const guardrail = new bedrock.CfnGuardrail(this, "Guardrail", {
      name: `${name}-guardrail`,
      description: "Bespoke: what goes to a language model and what comes back",
      blockedInputMessaging: "The documents contain what may not be sent to a language model.",
      blockedOutputsMessaging: "The answer contained what may not be used.",
      kmsKeyArn: key.keyArn,
      contentPolicyConfig: {
        filtersConfig: [
          { type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" },
          ...["HATE", "SEXUAL", "INSULTS"].map((type) => ({ type, inputStrength: "MEDIUM", outputStrength: "HIGH" })),
        ],
      },
      sensitiveInformationPolicyConfig: { piiEntitiesConfig: stopped.map((type) => ({ type, action: "BLOCK" })) },
      contextualGroundingPolicyConfig: { filtersConfig: [{ type: "GROUNDING", threshold: 0.7 }] },
    });
    this.arn = guardrail.attrGuardrailArn;
    this.guardrailId = guardrail.attrGuardrailId;
    this.version = new bedrock.CfnGuardrailVersion(this, "Version", { guardrailIdentifier: guardrail.attrGuardrailId, description: "As deployed" }).attrVersion;
  }
}
