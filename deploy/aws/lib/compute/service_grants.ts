import * as iam from "aws-cdk-lib/aws-iam";
import { Resources } from "./resources";
import { onRowsOf, rowActions, tableKey } from "./tenant_grants";

/** What a function may do in its own name, without any tenant. */
export type ServiceGrant = "read registry" | "write registry" | "service keys" | "ledger";

/** Partitions of the service itself (src/adapters/aws/dynamodb). */
export const registryRows = "SYSTEM#TENANTS";
export const keyRows = ["SYSTEM#KEYS", "SYSTEM#SIGNING-KEYS"];

const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
  new iam.PolicyStatement({ actions, resources, ...(conditions && { conditions }) });

const reading = rowActions.filter((name) => /Get|Query|ConditionCheck/.test(name));

const grants: Record<ServiceGrant, (r: Resources) => iam.PolicyStatement[]> = {
  "read registry": (r) => [allow(reading, [r.table], onRowsOf(registryRows)), tableKey(r)],
  "write registry": (r) => [allow(rowActions, [r.table], onRowsOf(registryRows)), tableKey(r)],
  // The issuer renews its signing keys wherever it is started.
  "service keys": (r) => [
    allow(rowActions, [r.table], onRowsOf(...keyRows)), tableKey(r),
    allow(["kms:GenerateDataKey", "kms:Decrypt"], [r.tenantsKey], { StringEquals: { "kms:EncryptionContext:tenantId": "_system" } }),
  ],
  // S3 seals and opens the ledger's lines in the caller's name.
  ledger: (r) => [
    allow(["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion"], [`${r.ledger}/*`]),
    allow(["s3:ListBucket", "s3:ListBucketVersions"], [r.ledger]),
    allow(["kms:GenerateDataKey", "kms:Decrypt"], [r.storeKey], { StringLike: { "kms:EncryptionContext:aws:s3:arn": `${r.ledger}*` } }),
  ],
};

export function serviceStatements(names: readonly ServiceGrant[], resources: Resources): iam.PolicyStatement[] {
  return names.flatMap((name) => grants[name](resources));
}
