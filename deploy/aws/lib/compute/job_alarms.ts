import { Aws } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as scheduler from "aws-cdk-lib/aws-scheduler";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { queueKey } from "./part_grants";

/** Where functions set one-time schedules: a dead job whose trouble passes is tried again later by itself. */
export class JobAlarms extends Construct {
  readonly groupName: string;
  readonly groupArn: string;
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, name: string, private readonly failedEvents: sqs.IQueue, storeKey: string) {
    super(scope, id);
    const group = new scheduler.CfnScheduleGroup(this, "Group", { name: `${name}-jobs` });
    this.groupName = `${name}-jobs`;
    this.groupArn = group.attrArn;
    this.role = new iam.Role(this, "Role", {
      assumedBy: new iam.ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID, "aws:SourceArn": group.attrArn } },
      }),
    });
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [failedEvents.queueArn] }));
    this.role.addToPolicy(queueKey(storeKey));
  }

  /** The function that the schedules invoke. */
  ring(target: lambda.IFunction): void {
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.functionArn] }));
  }

  get schedules(): string {
    return `arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule/${this.groupName}/*`;
  }
  get deadLetters(): string {
    return this.failedEvents.queueArn;
  }
}
