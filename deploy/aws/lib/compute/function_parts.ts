import { RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { Settings } from "../settings";

/** The nearest number of days that CloudWatch Logs knows. */
export function logRetention(days: number): logs.RetentionDays {
  const known = Object.values(logs.RetentionDays).filter((d): d is number => typeof d === "number" && d < 9999);
  return known.sort((a, b) => a - b).find((d) => d >= days) ?? logs.RetentionDays.TEN_YEARS;
}

/** A sealed log that forgets in time. */
export function functionLog(scope: Construct, id: string, key: kms.IKey, settings: Settings): logs.LogGroup {
  return new logs.LogGroup(scope, id, {
    encryptionKey: key, retention: logRetention(settings.retentionDays.logs), removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** A role that may write this log and nothing else. */
export function functionRole(scope: Construct, id: string, log: logs.LogGroup): iam.Role {
  const role = new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
  role.addToPolicy(new iam.PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [log.logGroupArn] }));
  return role;
}
