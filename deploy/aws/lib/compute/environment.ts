import { Lazy } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import { DataStack } from "../data/data_stack";
import { IdentityStack } from "../identity/identity_stack";
import { Settings } from "../settings";
import { FunctionSpec } from "./functions";
import { JobAlarms } from "./job_alarms";
import { Queues } from "./queues";

/** Where things are that functions are told of. */
export interface Places {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly queues: Queues;
  readonly bus: events.EventBus;
  readonly alarms: JobAlarms;
  readonly publicUrl: string;
  readonly guardrail?: { readonly arn: string; readonly id: string; readonly version: string };
  /** Made after the stages' functions, which need none. */
  stateMachine?: sfn.StateMachine;
  /** ARN of the function `events`, once it is there. */
  events?: string;
}

type Values = Record<string, string | undefined>;

function common({ data }: Places): Values {
  return { BESPOKE_TABLE: data.table.table.ref, BESPOKE_BUCKET: data.buckets.data.bucketName, BESPOKE_KMS_KEY: data.keys.tenants.keyArn };
}

/** One group of variables, for the functions named; docs/formats/lambda-environment.md says which need which. */
interface Group {
  readonly functions: readonly string[];
  readonly values: (p: Places) => Values;
}

const groups: readonly Group[] = [
  { functions: ["api", "events", "dlq", "chores"], values: (p) => ({ BESPOKE_QUARANTINE_BUCKET: p.data.buckets.quarantine.bucketName }) },
  { functions: ["api", "chores", "admin"], values: (p) => ({ BESPOKE_LEDGER_BUCKET: p.data.buckets.ledger.bucketName }) },
  { functions: ["api", "events", "chores", "dlq", "admin"], values: (p) => ({ BESPOKE_STATE_MACHINE: p.stateMachine?.stateMachineArn }) },
  { functions: ["dead-letter", "events", "dlq", "chores", "admin"], values: (p) => ({ BESPOKE_DEAD_LETTER_QUEUE: p.queues.deadLetters.queueUrl }) },
  {
    functions: ["events", "dlq", "chores"],
    values: (p) => ({ BESPOKE_ALARM_GROUP: p.alarms.groupName, BESPOKE_ALARM_ROLE: p.alarms.role.roleArn, BESPOKE_ALARM_DEAD_LETTERS: p.alarms.deadLetters }),
  },
  { functions: ["dlq", "chores"], values: (p) => ({ BESPOKE_ALARM_TARGET: Lazy.string({ produce: () => p.events }) }) },
  { functions: ["chores"], values: (p) => ({ BESPOKE_EVENT_BUS: p.bus.eventBusName }) },
  { functions: ["api", "admin"], values: (p) => ({ BESPOKE_PUBLIC_URL: p.publicUrl }) },
  {
    functions: ["api"],
    values: (p) => ({
      BESPOKE_USER_POOL: p.identity.pool.userPoolId, BESPOKE_USER_POOL_CLIENTS: `${p.identity.client.userPoolClientId},${p.identity.operatorClient.userPoolClientId}`,
      BESPOKE_ALLOWED_ORIGINS: p.settings.api.corsOrigins.join(",") || undefined,
    }),
  },
  { functions: ["api", "generate"], values: (p) => ({ BESPOKE_MODEL: p.settings.models.language }) },
  { functions: ["embed", "retrieve", "persist"], values: (p) => ({ BESPOKE_EMBEDDING_MODEL: p.settings.models.embedding }) },
  {
    functions: ["generate"],
    values: ({ settings: { models } }) => ({
      BESPOKE_USD_PER_MILLION_INPUT_TOKENS: String(models.prices.input), BESPOKE_USD_PER_MILLION_OUTPUT_TOKENS: String(models.prices.output),
      BESPOKE_DAILY_TOKEN_BUDGET: String(models.tokensPerTenantAndDay),
    }),
  },
  { functions: ["embed", "retrieve", "persist", "validate"], values: (p) => ({ BESPOKE_USD_PER_MILLION_EMBEDDING_TOKENS: String(p.settings.models.prices.embedding) }) },
  { functions: ["generate", "validate"], values: (p) => ({ BESPOKE_GUARDRAIL: p.guardrail?.id, BESPOKE_GUARDRAIL_VERSION: p.guardrail?.version }) },
  {
    functions: ["embed", "retrieve", "persist", "api", "chores", "admin"],
    values: (p) => (p.data.search ? { BESPOKE_COLLECTION: p.data.search.collection.attrId, BESPOKE_VECTOR_INDEX: p.settings.search.index } : {}),
  },
  { functions: ["parse"], values: (p) => ({ BESPOKE_OCR: p.settings.ocr }) },
  { functions: ["parse", "validate"], values: (p) => ({ BESPOKE_COMPREHEND: p.settings.entities }) },
  { functions: ["api", "chores", "events", "dlq"], values: (p) => ({ BESPOKE_JOBS_AT_ONCE_PER_TENANT: String(p.settings.pipeline.jobsAtOncePerTenant) }) },
];

/** What a function is told, and nothing that is not its business. */
export function environmentOf(spec: FunctionSpec, places: Places): Record<string, string> {
  const all = [common(places), ...groups.filter((group) => group.functions.includes(spec.name)).map((group) => group.values(places))];
  return Object.fromEntries(all.flatMap((values) => Object.entries(values)).filter((e): e is [string, string] => e[1] !== undefined));
}
