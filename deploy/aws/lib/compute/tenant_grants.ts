import { Aws } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { Settings } from "../settings";
import { Resources } from "./resources";

/** What a session of one tenant may do. All of it is bound to the session's tag. */
export type TenantGrant =
  | "rows" | "erase rows" | "read blobs" | "write blobs" | "erase blobs" | "offer uploads" | "take uploads" | "data keys"
  | "vectors" | "embedding" | "language model" | "guardrail" | "ocr" | "entities" | "personal data";

const tag = "${aws:PrincipalTag/tenantId}";
const prefix = `tenants/${tag}/*`;

const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
  new iam.PolicyStatement({ actions, resources, ...(conditions && { conditions }) });

/** What a transaction is made of is granted by its parts. Nothing is updated in place, and nothing scanned. */
export const rowActions = ["GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"].map((name) => `dynamodb:${name}`);
const ownRows = ["TENANT#${aws:PrincipalTag/tenantId}", "TENANT#${aws:PrincipalTag/tenantId}#*"];

/** ForAllValues is true of a request that names no key, such as a scan: the Null guard refuses those. */
export function onRowsOf(...leading: string[]): Record<string, unknown> {
  return { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": leading }, Null: { "dynamodb:LeadingKeys": "false" } };
}

/** What DynamoDB does with the table's key in the caller's name. */
export function tableKey(r: Resources): iam.PolicyStatement {
  return allow(["kms:Decrypt", "kms:DescribeKey"], [r.storeKey], { StringEquals: { "kms:ViaService": `dynamodb.${Aws.REGION}.amazonaws.com` } });
}

function listing(bucket: string): iam.PolicyStatement {
  return allow(["s3:ListBucket", "s3:ListBucketVersions"], [bucket], { StringLike: { "s3:prefix": prefix } });
}

const grants: Record<TenantGrant, (r: Resources) => iam.PolicyStatement[]> = {
  rows: (r) => [allow(rowActions, [r.table, `${r.table}/index/*`], onRowsOf(...ownRows)), tableKey(r)],
  "erase rows": (r) => [allow(["dynamodb:BatchWriteItem"], [r.table], onRowsOf(...ownRows))],
  "read blobs": (r) => [allow(["s3:GetObject"], [`${r.data}/${prefix}`]), listing(r.data)],
  "write blobs": (r) => [allow(["s3:PutObject"], [`${r.data}/${prefix}`])],
  "erase blobs": (r) => [
    allow(["s3:DeleteObject", "s3:DeleteObjectVersion"], [`${r.data}/${prefix}`, `${r.quarantine}/${prefix}`]), listing(r.data), listing(r.quarantine),
  ],
  "offer uploads": (r) => [allow(["s3:PutObject"], [`${r.quarantine}/${prefix}`])],
  "take uploads": (r) => [
    allow(["s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion"], [`${r.quarantine}/${prefix}`]), listing(r.quarantine),
  ],
  "data keys": (r) => [
    allow(["kms:GenerateDataKey", "kms:Decrypt"], [r.tenantsKey], { StringEquals: { "kms:EncryptionContext:tenantId": tag } }),
  ],
  vectors: (r) => (r.collection ? [allow(["aoss:APIAccessAll"], [r.collection])] : []),
  embedding: (r) => [allow(["bedrock:InvokeModel"], [r.embeddingModel])],
  "language model": (r) => [allow(["bedrock:InvokeModel"], [...r.languageModel])],
  guardrail: (r) => (r.guardrail ? [allow(["bedrock:ApplyGuardrail"], [r.guardrail])] : []),
  // A scan of several pages lies among the tenant's objects while Textract reads it, and is removed afterwards.
  ocr: (r) => [
    allow(["textract:AnalyzeDocument", "textract:DetectDocumentText", "textract:StartDocumentAnalysis", "textract:GetDocumentAnalysis"], ["*"]),
    allow(["s3:DeleteObject", "s3:DeleteObjectVersion"], [`${r.data}/tenants/${tag}/scans/*`]),
  ],
  entities: () => [allow(["comprehend:DetectEntities"], ["*"])],
  "personal data": () => [allow(["comprehend:DetectPiiEntities", "comprehend:ContainsPiiEntities"], ["*"])],
};

export const everyTenantGrant = Object.keys(grants) as TenantGrant[];

/** What is switched off is granted to nobody. */
function isOn(name: TenantGrant, settings: Settings): boolean {
  if (name === "ocr") return settings.ocr === "on";
  return !["entities", "personal data"].includes(name) || settings.entities === "on";
}

export function tenantStatements(names: readonly TenantGrant[], resources: Resources, settings: Settings): iam.PolicyStatement[] {
  return names.filter((name) => isOn(name, settings)).flatMap((name) => grants[name](resources));
}
