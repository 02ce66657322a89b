import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as actions from "aws-cdk-lib/aws-cloudwatch-actions";
import * as sns from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { ComputeStack } from "../compute/compute_stack";
import { IdentityStack } from "../identity/identity_stack";

interface Watch {
  readonly id: string;
  /** What it means and what to do; stands in the message. */
  readonly says: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  /** Five-minute periods in a row. */
  readonly periods?: number;
}

const five = { period: Duration.minutes(5) };

function watches({ api, pipeline, queues, functions }: ComputeStack, identity: IdentityStack): Watch[] {
  const states = pipeline.stateMachine;
  const sum = { ...five, statistic: "Sum" }, highest = { ...five, statistic: "Maximum" };
  return [
    { id: "DeadLetters", says: "Jobs could not be finished. `bespoke dlq list` names their causes; redrive when the cause is mended.",
      metric: queues.deadLetters.metricApproximateNumberOfMessagesVisible(highest), threshold: 1 },
    { id: "FailedEvents", says: "Events were never handled. Mend the cause, then switch the dlq function's mapping on until the queue is empty.",
      metric: queues.failedEvents.metricApproximateNumberOfMessagesVisible(highest), threshold: 1 },
    { id: "Undelivered", says: "The event bus could not pass events on to its subscribers; they are in the queue as they came.",
      metric: queues.undelivered.metricApproximateNumberOfMessagesVisible(highest), threshold: 1 },
    { id: "DeadLetterAge", says: "A dead letter is a week old; the queue forgets after two.",
      metric: queues.deadLetters.metricApproximateAgeOfOldestMessage(highest), threshold: Duration.days(7).toSeconds() },
    { id: "ApiErrors", says: "The API answers 5xx.", metric: api.rest.metricServerError(sum), threshold: 5, periods: 2 },
    { id: "ApiLatency", says: "One answer in a hundred takes over five seconds.", metric: api.rest.metricLatency({ ...five, statistic: "p99" }), threshold: 5000, periods: 3 },
    { id: "ExecutionsTimedOut", says: "Executions ran past their time.", metric: states.metricTimedOut(sum), threshold: 1 },
    { id: "ExecutionsThrottled", says: "Step Functions throttles: ask for a higher quota, or lower pipeline.jobsAtOncePerTenant.", metric: states.metricThrottled(sum), threshold: 1, periods: 2 },
    ...[...functions].flatMap(([name, fn]): Watch[] => [
      { id: `Throttles-${name}`, says: `Lambda throttles ${name}: the account's or the function's concurrency is used up.`, metric: fn.function.metricThrottles(sum), threshold: 1, periods: 2 },
    ]),
    ...["api", "chores", "events"].map((name): Watch => ({
      id: `Errors-${name}`, says: `${name} fails; its log has the trace.`, metric: compute(functions, name).metricErrors(sum), threshold: 3, periods: 2,
    })),
    { id: "Errors-sign-in", says: "The trigger that puts the tenant into tokens fails: nobody gets any, or users without a tenant try in vain.",
      metric: identity.trigger.metricErrors(sum), threshold: 5, periods: 2 },
    { id: "ChoresStopped", says: "No chore has run for a quarter of an hour: webhooks, waiting jobs and retention stand still.",
      metric: new cloudwatch.MathExpression({ expression: "IF(FILL(runs, 0) < 1, 1, 0)", usingMetrics: { runs: compute(functions, "chores").metricInvocations(sum) }, ...five }), threshold: 1, periods: 3 },
  ];
}

function compute(functions: ComputeStack["functions"], name: string) {
  const found = functions.get(name);
  if (!found) throw new Error(`no function is named "${name}"`);
  return found.function;
}

/** Tells the topic when somebody has to look. */
export class Alarms extends Construct {
  readonly alarms: cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, stack: ComputeStack, identity: IdentityStack, topic: sns.ITopic) {
    super(scope, id);
    const action = new actions.SnsAction(topic);
    this.alarms = watches(stack, identity).map((watch) => {
      const alarm = new cloudwatch.Alarm(this, watch.id, {
        alarmDescription: watch.says, metric: watch.metric, threshold: watch.threshold, evaluationPeriods: watch.periods ?? 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
  }
}
