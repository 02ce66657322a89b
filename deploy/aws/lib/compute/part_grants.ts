import { Aws, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { BespokeFunction } from "./bespoke_function";
import { Places } from "./environment";
import { PartGrant } from "./functions";
import { Resources } from "./resources";

function stateMachine(places: Places) {
  if (!places.stateMachine) throw new Error("the state machine is made before the functions that start it");
  return places.stateMachine;
}

function executions(places: Places): string {
  const machine = stateMachine(places);
  return `arn:${Stack.of(machine).partition}:states:${Stack.of(machine).region}:${Stack.of(machine).account}:execution:${machine.stateMachineName}:*`;
}

const toRun = ["DescribeExecution", "StopExecution"].map((name) => `states:${name}`);
const toSend = ["sqs:SendMessage"];
const toTake = ["sqs:ReceiveMessage", "sqs:DeleteMessage", ...toSend];

type Grant = [actions: string[], resource: string, conditions?: Record<string, unknown>];

const grants: Record<PartGrant, (places: Places) => Grant[]> = {
  "start executions": (p) => [[["states:StartExecution"], stateMachine(p).stateMachineArn]],
  "run executions": (p) => [[toRun, executions(p)]],
  "send dead letters": (p) => [[toSend, p.queues.deadLetters.queueArn]],
  "take dead letters": (p) => [[toTake, p.queues.deadLetters.queueArn]],
  "read histories": (p) => [[["states:GetExecutionHistory"], executions(p)]],
  "publish events": (p) => [[["events:PutEvents"], p.bus.eventBusArn]],
  "set alarms": (p) => [
    [["scheduler:CreateSchedule", "scheduler:DeleteSchedule"], p.alarms.schedules],
    [["iam:PassRole"], p.alarms.role.roleArn, { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } }],
  ],
};

/** The queues are sealed: who sends or takes needs their key, through SQS alone. */
export function queueKey(storeKey: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [storeKey], conditions: { StringEquals: { "kms:ViaService": `sqs.${Aws.REGION}.amazonaws.com` } },
  });
}

export function grantPart(grant: PartGrant, fn: BespokeFunction, places: Places, resources: Resources): void {
  for (const [actions, resource, conditions] of grants[grant](places))
    fn.role.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource], ...(conditions && { conditions }) }));
  if (grant.includes("dead letters")) fn.role.addToPolicy(queueKey(resources.storeKey));
}
