import { Aws } from "aws-cdk-lib";
import { DataStack } from "../data/data_stack";
import { Settings } from "../settings";

/** ARNs of what functions touch. */
export interface Resources {
  readonly table: string;
  readonly data: string;
  readonly quarantine: string;
  readonly ledger: string;
  readonly tenantsKey: string;
  readonly storeKey: string;
  readonly collection?: string;
  readonly languageModel: readonly string[];
  readonly embeddingModel: string;
  readonly guardrail?: string;
}

/** A model is called by its own ARN, an inference profile by its own and by those of the model in each region that it may choose. */
export function languageModelArns(model: string): string[] {
  const profile = /^(us|eu|apac|global|us-gov|jp|au)\.(.+)$/.exec(model);
  if (!profile) return [`arn:${Aws.PARTITION}:bedrock:${Aws.REGION}::foundation-model/${model}`];
  return [
    `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:inference-profile/${model}`,
    `arn:${Aws.PARTITION}:bedrock:*::foundation-model/${profile[2]}`,
  ];
}

export function resourcesOf(data: DataStack, settings: Settings, guardrail?: string): Resources {
  // Imported by name here and now, so that what is said about policies speaks of the same text as the template.
  const imported = (arn: string) => data.exportValue(arn);
  return {
    table: imported(data.table.table.attrArn),
    data: imported(data.buckets.data.bucketArn),
    quarantine: imported(data.buckets.quarantine.bucketArn),
    ledger: imported(data.buckets.ledger.bucketArn),
    tenantsKey: imported(data.keys.tenants.keyArn),
    storeKey: imported(data.keys.store.keyArn),
    collection: data.search && imported(data.search.collection.attrArn),
    languageModel: languageModelArns(settings.models.language),
    embeddingModel: `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}::foundation-model/${settings.models.embedding}`,
    guardrail,
  };
}
