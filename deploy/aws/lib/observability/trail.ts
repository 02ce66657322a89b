import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as cloudtrail from "aws-cdk-lib/aws-cloudtrail";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { DataStack } from "../data/data_stack";
import { Settings } from "../settings";

/**
 * Who touched what: every access to an object or a row, every command of an operator, and all that was done to the account, by whom and under
 * which tenant's name.
 */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, data: DataStack, administration: lambda.IFunction, settings: Settings) {
    super(scope, id);
    const name = `${settings.name}-trail`;
    const bucket = this.makeBucket(data, settings);
    const trailArn = Stack.of(this).formatArn({ service: "cloudtrail", resource: "trail", resourceName: name });
    const policy = letTrailWrite(bucket, trailArn, Stack.of(this).account);
    const trail = new cloudtrail.CfnTrail(this, "Trail", {
      trailName: name, isLogging: true, s3BucketName: bucket.bucketName, kmsKeyId: data.keys.logs.keyArn,
      enableLogFileValidation: true, isMultiRegionTrail: true, includeGlobalServiceEvents: true,
      advancedEventSelectors: [
        { name: "what is done to the account", fieldSelectors: [{ field: "eventCategory", equalTo: ["Management"] }] },
        dataEvents("objects", "AWS::S3::Object", [data.buckets.data, data.buckets.quarantine, data.buckets.ledger].map((b) => `${b.bucketArn}/`), "startsWith"),
        dataEvents("commands of operators", "AWS::Lambda::Function", [administration.functionArn], "equalTo"),
        dataEvents("rows", "AWS::DynamoDB::Table", [data.table.table.attrArn], "equalTo"),
      ],
    });
    if (policy) trail.node.addDependency(policy);
  }

  private makeBucket(data: DataStack, settings: Settings): s3.Bucket {
    const days = Duration.days(settings.retentionDays.trail);
    return new s3.Bucket(this, "Bucket", {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED, enforceSSL: true, minimumTLSVersion: 1.2,
      encryption: s3.BucketEncryption.KMS, encryptionKey: data.keys.logs, bucketKeyEnabled: true, versioned: true,
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(days),
      lifecycleRules: [{ expiration: days, noncurrentVersionExpiration: Duration.days(30) }],
      serverAccessLogsBucket: data.buckets.accessLogs, serverAccessLogsPrefix: "trail/",
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

function dataEvents(name: string, type: string, arns: string[], how: "startsWith" | "equalTo"): cloudtrail.CfnTrail.AdvancedEventSelectorProperty {
  return {
    name,
    fieldSelectors: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: [type] },
      { field: "resources.ARN", [how]: arns },
    ],
  };
}

function letTrailWrite(bucket: s3.Bucket, trailArn: string, account: string) {
  const service = new iam.ServicePrincipal("cloudtrail.amazonaws.com");
  const ours = { StringEquals: { "aws:SourceArn": trailArn } };
  bucket.addToResourcePolicy(new iam.PolicyStatement({ principals: [service], actions: ["s3:GetBucketAcl"], resources: [bucket.bucketArn], conditions: ours }));
  return bucket.addToResourcePolicy(new iam.PolicyStatement({
    principals: [service], actions: ["s3:PutObject"], resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)], conditions: ours,
  })).policyDependable;
}
