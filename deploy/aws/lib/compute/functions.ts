import { Settings } from "../settings";
import { ServiceGrant } from "./service_grants";
import { TenantGrant } from "./tenant_grants";

/** What a function may do with parts of the compute stack itself. */
export type PartGrant = "start executions" | "run executions" | "read histories" | "send dead letters" | "take dead letters" | "publish events" | "set alarms";

/** One function of the program; all run the same zip (docs/formats/lambda-environment.md). */
export interface FunctionSpec {
  readonly name: string;
  readonly memoryMb: number;
  readonly seconds: number;
  readonly tenant: readonly TenantGrant[];
  readonly service: readonly ServiceGrant[];
  readonly parts: readonly PartGrant[];
  readonly reserved?: (s: Settings) => number;
}

const store: TenantGrant[] = ["rows", "data keys"];
const stageStore: TenantGrant[] = [...store, "read blobs", "write blobs"];
const stage = (name: string, memoryMb: number, seconds: number, more: TenantGrant[] = [], reserved?: FunctionSpec["reserved"]): FunctionSpec =>
  ({ name, memoryMb, seconds, tenant: [...stageStore, ...more], service: ["read registry"], parts: [], reserved });

/** Tasks of pipeline/tailoring.asl.json: the `Resource` words. A little longer than the state's own time-out, so that the state decides. */
export const stageFunctions: readonly FunctionSpec[] = [
  stage("ingest", 1024, 35),
  stage("parse", 2048, 95, ["ocr", "entities", "personal data"], (s) => s.pipeline.parseAtOnce),
  stage("embed", 1024, 65, ["embedding", "vectors"]),
  stage("retrieve", 1024, 35, ["embedding", "vectors"]),
  stage("generate", 1024, 605, ["language model", "guardrail"], (s) => s.pipeline.generateAtOnce),
  stage("validate", 1024, 65, ["guardrail", "entities"]),
  stage("render", 2048, 65),
  stage("persist", 1024, 35, ["embedding", "vectors"]),
  stage("notify", 512, 35),
  stage("reject", 512, 35),
  { ...stage("dead-letter", 512, 35), parts: ["send dead letters"] },
];

const onEvents: Omit<FunctionSpec, "name"> = {
  memoryMb: 1024, seconds: 60,
  tenant: [...stageStore, "take uploads"],
  service: ["read registry", "service keys"],
  parts: ["start executions", "run executions", "read histories", "send dead letters", "set alarms"],
};

export const serviceFunctions: readonly FunctionSpec[] = [
  {
    name: "api", memoryMb: 1024, seconds: 29,
    tenant: [...stageStore, "erase rows", "erase blobs", "offer uploads", "take uploads", "vectors"],
    service: ["write registry", "service keys", "ledger"],
    parts: ["start executions", "run executions"],
  },
  {
    name: "chores", memoryMb: 1024, seconds: 300, reserved: (s) => s.pipeline.choresAtOnce,
    tenant: [...stageStore, "erase rows", "erase blobs", "take uploads", "vectors"],
    service: ["write registry", "service keys", "ledger"],
    parts: ["start executions", "run executions", "read histories", "take dead letters", "publish events", "set alarms"],
  },
  { name: "events", ...onEvents },
  { name: "dlq", ...onEvents },
  {
    name: "admin", memoryMb: 1024, seconds: 600,
    tenant: [...stageStore, "erase rows", "erase blobs", "vectors"],
    service: ["write registry", "service keys", "ledger"],
    parts: ["start executions", "run executions", "take dead letters"],
  },
];
