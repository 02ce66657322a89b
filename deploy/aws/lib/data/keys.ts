import { Aws, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

/** The deployment's keys. Each is turned yearly and outlives the stack. */
export class Keys extends Construct {
  /** Seals what tenants own: objects and their data keys. Of no use without the tenant's own encryption context. */
  readonly tenants: kms.Key;
  /** Seals what the service keeps in tables, queues, topics and the vector store. */
  readonly store: kms.Key;
  /** Seals logs and trails. */
  readonly logs: kms.Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.tenants = this.key("Tenants", "Bespoke: tenants' objects and data keys, by encryption context");
    this.store = this.key("Store", "Bespoke: table, queues, topics, vectors");
    this.logs = this.key("Logs", "Bespoke: logs and trails");
    this.demandContext();
    this.letServicesDeliver();
    this.letLogsBeWritten();
  }

  private key(id: string, description: string): kms.Key {
    return new kms.Key(this, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }

  /** Whatever a role's policy says later: nobody but an administrator opens or seals anything here without naming a tenant. */
  private demandContext(): void {
    this.tenants.addToResourcePolicy(new iam.PolicyStatement({
      sid: "NoTenantNoUse",
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      resources: ["*"],
      conditions: { Null: { "kms:EncryptionContext:tenantId": "true" } },
    }));
  }

  /** EventBridge writes into encrypted queues, CloudWatch into the encrypted topic. */
  private letServicesDeliver(): void {
    for (const service of ["events.amazonaws.com", "cloudwatch.amazonaws.com"]) {
      this.store.addToResourcePolicy(new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(service)],
        actions: ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }));
    }
  }

  private letLogsBeWritten(): void {
    this.logs.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      resources: ["*"],
      conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:*` } },
    }));
    const trail = [new iam.ServicePrincipal("cloudtrail.amazonaws.com")];
    this.logs.addToResourcePolicy(new iam.PolicyStatement({ principals: trail, actions: ["kms:DescribeKey"], resources: ["*"] }));
    this.logs.addToResourcePolicy(new iam.PolicyStatement({
      principals: trail,
      actions: ["kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${Aws.PARTITION}:cloudtrail:*:${Aws.ACCOUNT_ID}:trail/*` } },
    }));
  }
}
