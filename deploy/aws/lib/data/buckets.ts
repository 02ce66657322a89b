import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { Settings } from "../settings";
import { Keys } from "./keys";

/** Where bytes lie. None is public, none is reached without TLS, all outlive the stack. */
export class Buckets extends Construct {
  /** Uploads that were checked, stage outputs, artifacts: `tenants/<tenant>/…`. */
  readonly data: s3.Bucket;
  /** Uploads that nobody has looked at yet: `tenants/<tenant>/<upload>`; emptied by itself. */
  readonly quarantine: s3.Bucket;
  /** Lines that nobody can take back: erasures, audit checkpoints. */
  readonly ledger: s3.Bucket;
  readonly accessLogs: s3.Bucket;

  constructor(scope: Construct, id: string, keys: Keys, settings: Settings) {
    super(scope, id);
    const days = settings.retentionDays;
    this.accessLogs = new s3.Bucket(this, "AccessLogs", {
      ...common, encryption: s3.BucketEncryption.S3_MANAGED, versioned: false,
      lifecycleRules: [{ expiration: Duration.days(days.trail) }],
    });
    Validations.of(this.accessLogs).acknowledge({ id: "AwsSolutions-S1", reason: "It holds the access logs of the other buckets; logging its own would never end." });

    // Bucket keys stay off: with them KMS would see the bucket in place of the tenant.
    const sealed = { ...common, encryption: s3.BucketEncryption.KMS, bucketKeyEnabled: false, serverAccessLogsBucket: this.accessLogs };
    this.data = new s3.Bucket(this, "Data", {
      ...sealed, encryptionKey: keys.tenants, serverAccessLogsPrefix: "data/",
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(days.oldVersions), expiredObjectDeleteMarker: true },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: settings.api.corsOrigins.length === 0 ? undefined
        : [{ allowedMethods: [s3.HttpMethods.GET], allowedOrigins: [...settings.api.corsOrigins], allowedHeaders: ["*"], maxAge: 3600 }],
    });
    this.quarantine = new s3.Bucket(this, "Quarantine", {
      ...sealed, encryptionKey: keys.tenants, serverAccessLogsPrefix: "quarantine/",
      lifecycleRules: [{ expiration: Duration.days(days.quarantine), noncurrentVersionExpiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: settings.api.corsOrigins.length === 0 ? undefined
        : [{ allowedMethods: [s3.HttpMethods.POST], allowedOrigins: [...settings.api.corsOrigins], allowedHeaders: ["*"], exposedHeaders: ["ETag"], maxAge: 3600 }],
    });
    tellEventBridge(this.quarantine);
    this.ledger = new s3.Bucket(this, "Ledger", {
      ...sealed, encryptionKey: keys.store, serverAccessLogsPrefix: "ledger/",
      objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(days.ledger)),
    });
    for (const bucket of [this.data, this.quarantine]) refuseUnsealed(bucket, keys);
  }
}

const common = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** The plain property of the bucket: the construct's own way would add a function that sets it. */
function tellEventBridge(bucket: s3.Bucket): void {
  (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

/** An object under another key would escape the tenant's encryption context. */
function refuseUnsealed(bucket: s3.Bucket, keys: Keys): void {
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: "OnlyUnderTheTenantsKey",
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ["s3:PutObject"],
    resources: [bucket.arnForObjects("*")],
    conditions: { StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keys.tenants.keyArn } },
  }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: "OnlyBelowAPrefixOfTenants",
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ["s3:PutObject"],
    notResources: [bucket.arnForObjects("tenants/*")],
  }));
}
