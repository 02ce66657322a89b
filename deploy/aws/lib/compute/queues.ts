import { Duration, Validations } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** Where things wait for an operator. Nothing reads these queues by itself. */
export class Queues extends Construct {
  /** Jobs that can't be finished, each with its cause. */
  readonly deadLetters: sqs.Queue;
  /** Events that were never handled, as they came: of rules and asynchronous invocations. */
  readonly failedEvents: sqs.Queue;
  /** Ticks of the clock that never ran. Nobody hands them over again: the next one does the same. */
  readonly missedChores: sqs.Queue;
  /** Events for subscribers that the bus took and could not pass on, such as while its key was away. */
  readonly undelivered: sqs.Queue;

  constructor(scope: Construct, id: string, key: kms.IKey) {
    super(scope, id);
    this.deadLetters = this.queue("DeadLetters", key);
    this.failedEvents = this.queue("FailedEvents", key);
    this.missedChores = this.queue("MissedChores", key);
    this.undelivered = this.queue("Undelivered", key);
  }

  /** EventBridge itself sends what a bus could not pass on. */
  takeFrom(bus: events.IEventBus): void {
    this.undelivered.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal("events.amazonaws.com")], actions: ["sqs:SendMessage"], resources: [this.undelivered.queueArn],
      conditions: { ArnEquals: { "aws:SourceArn": bus.eventBusArn } },
    }));
  }

  private queue(id: string, key: kms.IKey): sqs.Queue {
    const queue = new sqs.Queue(this, id, {
      encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: key, enforceSSL: true,
      retentionPeriod: Duration.days(14), visibilityTimeout: Duration.minutes(6),
    });
    Validations.of(queue).acknowledge({ id: "AwsSolutions-SQS3", reason: "It is itself where undeliverable messages go; an alarm watches its depth." });
    return queue;
  }
}
