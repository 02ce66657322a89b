import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { projectRoot } from "../project";
import { Settings } from "../settings";
import { logRetention } from "./function_parts";

interface State { Type: string; Resource?: string }
interface Definition { States: Record<string, State>; TimeoutSeconds?: number }

/** "dead-letter" → "DeadLetter". */
export const upperCamel = (words: string): string => words.split("-").map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join("");

/** The state machine as it stands in the repository, each `Resource` word a place that the deployment fills with a function's ARN. */
export function pipelineDefinition(): { text: string; resources: string[] } {
  const definition = JSON.parse(readFileSync(join(projectRoot, "pipeline/tailoring.asl.json"), "utf8")) as Definition;
  const resources = new Set<string>();
  for (const state of Object.values(definition.States)) {
    if (state.Type !== "Task" || !state.Resource) continue;
    resources.add(state.Resource);
    state.Resource = `\${${upperCamel(state.Resource)}Arn}`;
  }
  return { text: JSON.stringify(definition), resources: [...resources] };
}

/** Step Functions running the same definition as the embedded engine. */
export class Pipeline extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, functions: ReadonlyMap<string, lambda.IFunction>, logsKey: kms.IKey, settings: Settings) {
    super(scope, id);
    const { text, resources } = pipelineDefinition();
    const arns: Record<string, string> = {};
    for (const resource of resources) {
      const task = functions.get(resource);
      if (!task) throw new Error(`pipeline/tailoring.asl.json: no function is named "${resource}"`);
      arns[`${upperCamel(resource)}Arn`] = task.functionArn;
    }
    this.stateMachine = new sfn.StateMachine(this, "StateMachine", {
      stateMachineType: sfn.StateMachineType.STANDARD,
      comment: "One tailoring: a resume and a job description become a tailored resume and a change log.",
      definitionBody: sfn.DefinitionBody.fromString(text),
      definitionSubstitutions: arns,
      tracingEnabled: true,
      logs: {
        level: sfn.LogLevel.ALL,
        // State data is ids alone; it still has no business in a log.
        includeExecutionData: false,
        destination: new logs.LogGroup(this, "Log", {
          // Names that begin so don't count against the size of the log service's resource policy.
          logGroupName: `/aws/vendedlogs/states/${settings.name}`,
          encryptionKey: logsKey, retention: logRetention(settings.retentionDays.logs), removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    this.stateMachine.addToRolePolicy(new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: Object.values(arns) }));
  }
}
