import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { serviceFunctions, stageFunctions } from "../lib/compute/functions";
import { projectRoot } from "../lib/project";
import { delivered } from "./support/deployment";

const functions = [...stageFunctions, ...serviceFunctions].map((spec) => spec.name);

/** What has a default, or is for tests: the delivered settings leave it alone. */
const isOptional = (meaning: string) => /default|of the zip|for tests|for emulators|not used|origins of web apps/.test(meaning);
/** Has a default and is set all the same. */
const set = new Set(["BESPOKE_VECTOR_INDEX", "BESPOKE_OCR", "BESPOKE_COMPREHEND", "BESPOKE_JOBS_AT_ONCE_PER_TENANT"]);

/** Which function needs which variable, from the table in docs/formats/lambda-environment.md. */
function documented(): Map<string, Set<string>> {
  const needs = new Map(functions.map((name) => [name, new Set<string>()]));
  let above: string[] = [];
  for (const line of readFileSync(join(projectRoot, "docs/formats/lambda-environment.md"), "utf8").split("\n")) {
    const row = /^\| (`BESPOKE_[^|]+) \| ([^|]+) \| (.+) \|$/.exec(line);
    if (!row) continue;
    const variables = [...row[1]!.matchAll(/BESPOKE_\w+/g)].map((m) => m[0]);
    const named = row[2]!.trim();
    const who = named === "all" ? functions : named === "as above" ? above : functions.filter((name) => new RegExp(`(^|[\\s,;])${name}($|[\\s,;:])`).test(named));
    above = who;
    for (const name of who) for (const variable of variables) if (!isOptional(row[3]!) || set.has(variable)) needs.get(name)?.add(variable);
  }
  return needs;
}

const handlers = () => new Map(delivered().all("AWS::Lambda::Function").map(([, { Properties }]) => [Properties.Handler as string, Properties]));

test("every function has the variables that the document says it needs", () => {
  const needs = documented();
  assert.ok(needs.get("api")!.has("BESPOKE_TABLE"), "the table was read");
  for (const name of functions) {
    const given = Object.keys(handlers().get(name)?.Environment.Variables ?? {});
    for (const variable of needs.get(name)!) assert.ok(given.includes(variable), `${name} lacks ${variable}`);
  }
});

test("no function is told what the document does not name", () => {
  const known = readFileSync(join(projectRoot, "docs/formats/lambda-environment.md"), "utf8");
  for (const name of functions)
    for (const variable of Object.keys(handlers().get(name)?.Environment.Variables ?? {})) assert.ok(known.includes(`\`${variable}\``), `${name}: ${variable}`);
});

test("an environment stays below Lambda's four kilobytes, by far", () => {
  for (const name of functions) assert.ok(JSON.stringify(handlers().get(name)?.Environment.Variables).length < 3500, name);
});
