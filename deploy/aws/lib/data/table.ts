import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RemovalPolicy } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { projectRoot } from "../project";
import { Keys } from "./keys";

interface KeyElement { readonly AttributeName: string; readonly KeyType: string }
interface Index { readonly IndexName: string; readonly KeySchema: readonly KeyElement[]; readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] } }

/** Members of DynamoDB's CreateTable, as the tests' emulators get them, and TimeToLiveSpecification of UpdateTimeToLive. */
export interface TableDefinition {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly KeySchema: readonly KeyElement[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly TimeToLiveSpecification?: { readonly AttributeName: string; readonly Enabled: boolean };
}

/** `deploy/aws/table.json`: the one place where the table is defined. */
export function tableDefinition(): TableDefinition {
  return JSON.parse(readFileSync(join(projectRoot, "deploy/aws/table.json"), "utf8")) as TableDefinition;
}

const keySchema = (elements: readonly KeyElement[]) => elements.map((e) => ({ attributeName: e.AttributeName, keyType: e.KeyType }));

/** The one table. Every key of it and of its indexes leads with the tenant. */
export class Table extends Construct {
  readonly table: dynamodb.CfnTable;

  constructor(scope: Construct, id: string, keys: Keys) {
    super(scope, id);
    const definition = tableDefinition();
    const ttl = definition.TimeToLiveSpecification;
    this.table = new dynamodb.CfnTable(this, "Table", {
      attributeDefinitions: definition.AttributeDefinitions.map((a) => ({ attributeName: a.AttributeName, attributeType: a.AttributeType })),
      keySchema: keySchema(definition.KeySchema),
      globalSecondaryIndexes: definition.GlobalSecondaryIndexes?.map((index) => ({
        indexName: index.IndexName,
        keySchema: keySchema(index.KeySchema),
        projection: {
          projectionType: index.Projection.ProjectionType,
          ...(index.Projection.NonKeyAttributes && { nonKeyAttributes: [...index.Projection.NonKeyAttributes] }),
        },
      })),
      timeToLiveSpecification: ttl && { attributeName: ttl.AttributeName, enabled: ttl.Enabled },
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      sseSpecification: { sseEnabled: true, sseType: "KMS", kmsMasterKeyId: keys.store.keyArn },
      deletionProtectionEnabled: true,
    });
    this.table.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
