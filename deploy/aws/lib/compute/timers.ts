import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as scheduler from "aws-cdk-lib/aws-scheduler";
import * as sources from "aws-cdk-lib/aws-lambda-event-sources";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { Aws, Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { Buckets } from "../data/buckets";
import { queueKey } from "./part_grants";
import { Queues } from "./queues";

export interface Handlers {
  readonly events: lambda.Function;
  readonly dlq: lambda.Function;
  readonly chores: lambda.Function;
}

/** What makes functions run without a request. Every edge has a queue for what could not be delivered. */
export class Timers extends Construct {
  /** Id of the mapping that hands failed events over again. */
  readonly redriveMapping: string;

  constructor(scope: Construct, id: string, handlers: Handlers, queues: Queues, buckets: Buckets, stateMachine: sfn.IStateMachine, storeKey: string) {
    super(scope, id);
    this.rule("Uploaded", handlers.events, queues, {
      source: ["aws.s3"], detailType: ["Object Created"],
      detail: { bucket: { name: [buckets.quarantine.bucketName] }, object: { key: [{ prefix: "tenants/" }] } },
    });
    this.rule("ExecutionEnded", handlers.events, queues, {
      source: ["aws.states"], detailType: ["Step Functions Execution Status Change"],
      detail: { stateMachineArn: [stateMachine.stateMachineArn], status: ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"] },
    });
    this.schedule(handlers.chores, queues, storeKey);
    // Off until an operator has mended what made events fail: then the mapping hands them over again, one by one.
    const source = new sources.SqsEventSource(queues.failedEvents, { enabled: false, batchSize: 10, reportBatchItemFailures: true });
    handlers.dlq.addEventSource(source);
    this.redriveMapping = source.eventSourceMappingId;
  }

  private rule(id: string, handler: lambda.IFunction, queues: Queues, eventPattern: events.EventPattern): void {
    new events.Rule(this, id, {
      eventPattern,
      targets: [new targets.LambdaFunction(handler, { deadLetterQueue: queues.failedEvents, retryAttempts: 20, maxEventAge: Duration.hours(2) })],
    });
  }

  /** Housekeeping, webhooks, events to the bus, jobs that wait for their turn. */
  private schedule(chores: lambda.IFunction, queues: Queues, storeKey: string): void {
    const role = new iam.Role(this, "ScheduleRole", {
      assumedBy: new iam.ServicePrincipal("scheduler.amazonaws.com", { conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } } }),
    });
    role.addToPolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [chores.functionArn] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queues.missedChores.queueArn] }));
    role.addToPolicy(queueKey(storeKey));
    new scheduler.CfnSchedule(this, "EveryMinute", {
      description: "Bespoke: chores",
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: chores.functionArn, roleArn: role.roleArn, input: JSON.stringify({ chore: "tick" }),
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 1 },
        deadLetterConfig: { arn: queues.missedChores.queueArn },
      },
    });
  }
}
