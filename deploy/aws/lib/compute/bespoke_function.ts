import { Duration } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { Settings } from "../settings";
import { functionLog, functionRole } from "./function_parts";
import { FunctionSpec } from "./functions";
import { queueKey } from "./part_grants";
import { Resources } from "./resources";
import { serviceStatements } from "./service_grants";
import { tenantStatements } from "./tenant_grants";

export interface BespokeFunctionProps {
  readonly spec: FunctionSpec;
  readonly code: lambda.Code;
  readonly settings: Settings;
  readonly resources: Resources;
  readonly logsKey: kms.IKey;
  readonly environment: Record<string, string>;
  /** Where events go that it failed on; for functions that are invoked asynchronously. */
  readonly failedEvents?: sqs.IQueue;
}

/** A function with two roles: its own, which reaches no tenant's data, and one that it takes on for one tenant at a time. */
export class BespokeFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly tenantRole: iam.Role;

  constructor(scope: Construct, id: string, private readonly props: BespokeFunctionProps) {
    super(scope, id);
    const { spec, settings, resources } = props;
    const log = functionLog(this, "Log", props.logsKey, settings);
    this.role = functionRole(this, "Role", log);
    this.tenantRole = this.makeTenantRole();
    for (const statement of serviceStatements(spec.service, resources)) this.role.addToPolicy(statement);
    // Lambda itself sends what failed, in the role's name.
    if (props.failedEvents) this.role.addToPolicy(queueKey(resources.storeKey));
    for (const statement of tenantStatements(spec.tenant, resources, settings)) this.tenantRole.addToPolicy(statement);
    this.function = new lambda.Function(this, "Function", {
      description: `Bespoke: ${spec.name}`,
      runtime: lambda.Runtime.PROVIDED_AL2023,
      architecture: settings.architecture === "arm64" ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64,
      handler: spec.name,
      code: props.code,
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.seconds),
      reservedConcurrentExecutions: spec.reserved?.(settings) || undefined,
      environment: { ...props.environment, BESPOKE_TENANT_ROLE: this.tenantRole.roleArn },
      role: this.role,
      logGroup: log,
      tracing: lambda.Tracing.ACTIVE,
      ...(props.failedEvents && { deadLetterQueue: props.failedEvents, retryAttempts: 2, maxEventAge: Duration.hours(1) }),
    });
  }

  /** Nobody but the function takes it on, with exactly one tag, and the session bears the tenant's name in every trail. */
  private makeTenantRole(): iam.Role {
    const role = tenantRole(this, "TenantRole", this.role.roleArn, this.props.spec.name);
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ["sts:AssumeRole", "sts:TagSession"], resources: [role.roleArn] }));
    return role;
  }
}

/** A role that `who` takes on for one tenant. */
export function tenantRole(scope: Construct, id: string, who: string, name: string): iam.Role {
  return new iam.Role(scope, id, {
    description: `Bespoke: ${name}, on behalf of one tenant`,
    assumedBy: new iam.SessionTagsPrincipal(new iam.ArnPrincipal(who)).withConditions(tenantSessionConditions),
    maxSessionDuration: Duration.hours(1),
  });
}

const tenantSessionConditions = {
  StringLike: { "aws:RequestTag/tenantId": "?*" },
  Null: { "aws:RequestTag/tenantId": "false" },
  "ForAllValues:StringEquals": { "aws:TagKeys": ["tenantId"] },
  StringEquals: { "sts:RoleSessionName": "@${aws:RequestTag/tenantId}" },
};
