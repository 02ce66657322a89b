import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pipelineDefinition } from "../lib/compute/pipeline";
import { stageFunctions } from "../lib/compute/functions";
import { projectRoot } from "../lib/project";
import { delivered } from "./support/deployment";
import { Resolver, account, region } from "./support/resolving";

const aslValidator = require("asl-validator") as (definition: unknown) => { isValid: boolean; errorsText: () => string };

interface State { Type: string; Resource?: string; TimeoutSeconds?: number; Retry?: { ErrorEquals: string[] }[] }
type Machine = { States: Record<string, State> };

/** As Step Functions gets it. */
function resolved(): Machine {
  const [, { Properties }] = delivered().all("AWS::StepFunctions::StateMachine")[0]!;
  const values = new Resolver(delivered()).in("compute", Properties.DefinitionSubstitutions);
  return JSON.parse(String(Properties.DefinitionString).replace(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));
}

test("the deployed definition is valid Amazon States Language", () => {
  const { isValid, errorsText } = aslValidator(resolved());
  assert.ok(isValid, isValid ? "" : errorsText());
  assert.ok(!aslValidator({ ...resolved(), StartAt: "Nowhere" }).isValid, "the validator sees a mistake");
});

test("it is the repository's definition, function ARNs apart", () => {
  const ours = JSON.parse(readFileSync(join(projectRoot, "pipeline/tailoring.asl.json"), "utf8")) as Machine;
  const deployed = resolved();
  for (const [name, state] of Object.entries(deployed.States)) {
    if (state.Type !== "Task") continue;
    assert.match(state.Resource ?? "", new RegExp(`^arn:aws:lambda:${region}:${account}:function:Functions`), name);
    state.Resource = ours.States[name]?.Resource;
  }
  assert.deepEqual(deployed, ours);
});

test("every task has a function and every stage function a task", () => {
  assert.deepEqual(pipelineDefinition().resources.sort(), stageFunctions.map((spec) => spec.name).sort());
});

test("a function lives longer than the state that waits for it, so that the state decides", () => {
  const ours = JSON.parse(readFileSync(join(projectRoot, "pipeline/tailoring.asl.json"), "utf8")) as Machine;
  for (const { Type, Resource, TimeoutSeconds = 60 } of Object.values(ours.States)) {
    if (Type !== "Task") continue;
    const spec = stageFunctions.find((f) => f.name === Resource);
    assert.ok(spec && spec.seconds > TimeoutSeconds && spec.seconds <= 900, Resource);
  }
});
