import { CfnOutput, Stack, StackProps } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { DataStack } from "../data/data_stack";
import { IdentityStack } from "../identity/identity_stack";
import { Settings } from "../settings";
import { Api, stageArn } from "./api";
import { BespokeFunction, tenantRole } from "./bespoke_function";
import { environmentOf, Places } from "./environment";
import { acknowledgeRoles } from "./findings";
import { Firewall } from "./firewall";
import { FunctionSpec, serviceFunctions, stageFunctions } from "./functions";
import { Guardrail } from "./guardrail";
import { IndexAccess } from "./index_access";
import { JobAlarms } from "./job_alarms";
import { grantPart } from "./part_grants";
import { Pipeline, upperCamel } from "./pipeline";
import { Queues } from "./queues";
import { Resources, resourcesOf } from "./resources";
import { everyTenantGrant, tenantStatements } from "./tenant_grants";
import { Timers } from "./timers";

export interface ComputeStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  /** The zip that tools/package_lambda.sh makes, or a directory with a `bootstrap`. */
  readonly packagePath: string;
}

/** All that runs. Holds nothing: it can be removed and made again. */
export class ComputeStack extends Stack {
  readonly functions = new Map<string, BespokeFunction>();
  private readonly group = new Construct(this, "Functions");
  readonly queues: Queues;
  readonly pipeline: Pipeline;
  readonly api: Api;
  readonly bus: events.EventBus;
  readonly timers: Timers;
  private readonly places: Places;
  private readonly resources: Resources;
  private readonly code: lambda.Code;

  constructor(scope: Construct, id: string, private readonly props: ComputeStackProps) {
    super(scope, id, props);
    const { settings, data, identity } = props;
    this.addStackDependency(data);
    const logsKey = data.keys.logs;
    this.code = lambda.Code.fromAsset(props.packagePath);
    const guardrail = this.guardrail();
    this.resources = resourcesOf(data, settings, guardrail?.arn);
    this.queues = new Queues(this, "Queues", data.keys.store);
    this.bus = new events.EventBus(this, "Bus", {
      eventBusName: settings.name, description: "What happened to jobs: ids, states and counts", kmsKey: data.keys.store, deadLetterQueue: this.queues.undelivered,
    });
    this.queues.takeFrom(this.bus);
    this.api = new Api(this, "Api", settings, logsKey);
    const alarms = new JobAlarms(this, "JobAlarms", settings.name, this.queues.failedEvents, this.resources.storeKey);
    this.places = { settings, data, queues: this.queues, bus: this.bus, alarms, publicUrl: this.api.publicUrl, identity, guardrail };

    for (const spec of stageFunctions) this.addFunction(spec);
    this.pipeline = new Pipeline(this, "Pipeline", new Map([...this.functions].map(([name, f]) => [name, f.function])), logsKey, settings);
    this.places.stateMachine = this.pipeline.stateMachine;
    for (const spec of serviceFunctions) this.addFunction(spec);
    this.places.events = this.part("events").function.functionArn;
    alarms.ring(this.part("events").function);

    this.api.connect(this.part("api").function, identity.pool);
    new Firewall(this, "Firewall", stageArn(this.api), logsKey, settings);
    const handlers = { events: this.part("events").function, dlq: this.part("dlq").function, chores: this.part("chores").function };
    this.timers = new Timers(this, "Timers", handlers, this.queues, data.buckets, this.pipeline.stateMachine, this.resources.storeKey);
    this.openIndexes(this.smokeRole());
    acknowledgeRoles(this);
    this.tell();
  }

  part(name: string): BespokeFunction {
    const found = this.functions.get(name);
    if (!found) throw new Error(`no function is named "${name}"`);
    return found;
  }

  private guardrail(): { arn: string; id: string; version: string } | undefined {
    const { settings, data } = this.props;
    const { use, id = "", version = "" } = settings.guardrail;
    if (use === "off") return undefined;
    if (use === "given") return { arn: this.formatArn({ service: "bedrock", resource: "guardrail", resourceName: id }), id, version };
    const own = new Guardrail(this, "Guardrail", settings.name, data.keys.store);
    return { arn: own.arn, id: own.guardrailId, version: own.version };
  }

  private addFunction(spec: FunctionSpec): void {
    const { settings, data } = this.props;
    const failed: Record<string, sqs.IQueue> = { events: this.queues.failedEvents, chores: this.queues.missedChores };
    const made = new BespokeFunction(this.group, upperCamel(spec.name), {
      spec, settings, code: this.code, resources: this.resources, logsKey: data.keys.logs,
      environment: environmentOf(spec, this.places),
      failedEvents: failed[spec.name],
    });
    for (const grant of spec.parts) grantPart(grant, made, this.places, this.resources);
    this.functions.set(spec.name, made);
  }

  /** What tests/aws/live takes on; bound to one tenant as all the others are. */
  private smokeRole(): iam.Role[] {
    const { smokePrincipal } = this.props.settings;
    if (!smokePrincipal) return [];
    const role = tenantRole(this, "SmokeTenantRole", smokePrincipal, "smoke suite");
    for (const statement of tenantStatements(everyTenantGrant, this.resources, this.props.settings)) role.addToPolicy(statement);
    new CfnOutput(this, "SmokeTenantRoleArn", { value: role.roleArn });
    return [role];
  }

  private openIndexes(more: iam.Role[]): void {
    const { data, settings } = this.props;
    if (!data.search) return;
    const users = [...stageFunctions, ...serviceFunctions].filter((spec) => spec.tenant.includes("vectors")).map((spec) => this.part(spec.name).tenantRole);
    new IndexAccess(this, "IndexAccess", data.search, [...users, ...more], settings);
  }

  private tell(): void {
    const values: Record<string, string> = {
      ApiUrl: this.api.publicUrl,
      StateMachineArn: this.pipeline.stateMachine.stateMachineArn,
      DeadLetterQueueUrl: this.queues.deadLetters.queueUrl,
      FailedEventsQueueUrl: this.queues.failedEvents.queueUrl,
      AdminFunction: this.part("admin").function.functionName,
      RedriveMapping: this.timers.redriveMapping,
      ...(this.places.guardrail && { GuardrailId: this.places.guardrail.id, GuardrailVersion: this.places.guardrail.version }),
    };
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}
