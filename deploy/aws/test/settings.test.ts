import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { defaults, readSettings, settingsFrom } from "../lib/settings";

test("settings are the defaults with what differs", () => {
  const settings = settingsFrom({ region: "eu-west-1", retentionDays: { logs: 30 } });
  assert.equal(settings.region, "eu-west-1");
  assert.equal(settings.retentionDays.logs, 30);
  assert.deepEqual({ ...settings, region: defaults.region, retentionDays: defaults.retentionDays }, defaults);
  assert.deepEqual(settingsFrom({}), defaults);
});

test("the region alone is enough: the default model is that of its continent", () => {
  const model = (region: string) => settingsFrom({ region }).models.language.split(".")[0];
  assert.deepEqual(["eu-north-1", "us-east-1", "ap-southeast-2", "ca-central-1"].map(model), ["eu", "us", "global", "global"]);
});

const prices = { input: 1, output: 2, embedding: 0 };
const domain = { name: "api.example.com", certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/0a-1b" };
const webApp = { domainPrefix: "bespoke-example", callbackUrls: ["https://app.example.com/in"], logoutUrls: ["http://localhost:3000/"] };
const tier = { name: "one", requestsPerSecond: 1, burst: 1, requestsPerMonth: 1 };

test("settings that are unknown or break a rule are refused by name", () => {
  const refused: [object, RegExp][] = [
    [{ regoin: "us-east-1" }, /"regoin"/],
    [{ retentionDays: { log: 1 } }, /"retentionDays\.log"/],
    [{ ocr: true }, /"ocr"/],
    [{ ocr: "yes" }, /ocr/],
    [{ account: "12" }, /account/],
    [{ account: 111122223333 }, /account/],
    [{ region: "eu-centrl-1" }, /region/],
    [{ region: "Frankfurt" }, /region/],
    [{ models: { language: "claude", prices } }, /models\.language/],
    [{ models: { language: "arn:aws:bedrock:eu-central-1::foundation-model/x.y", prices } }, /models\.language/],
    [{ models: { language: "us.anthropic.claude-x-v1:0", prices } }, /models\.language: an inference profile of the region's own/],
    [{ models: { language: "meta.llama3-70b-instruct-v1:0" } }, /models\.prices/],
    [{ models: { prices: { input: -1 } } }, /models\.prices/],
    [{ models: { prices: { inputs: 1 } } }, /"models\.prices\.inputs"/],
    [{ models: { embedding: "cohere.embed-english-v3" } }, /models\.embedding/],
    [{ models: { tokensPerTenantAndDay: 0.5 } }, /tokensPerTenantAndDay/],
    [{ guardrail: { use: "given" } }, /guardrail/],
    [{ guardrail: { use: "given", id: "arn:aws:bedrock:x", version: "1" } }, /guardrail/],
    [{ guardrail: { use: "given", id: "abcdefgh1234", version: "latest" } }, /guardrail/],
    [{ search: { index: "tenant", tenants: ["A*"] } }, /search\.tenants/],
    [{ search: { index: "tenant" } }, /search\.tenants: somebody/],
    [{ domain: { name: "api.example.com" } }, /domain/],
    [{ domain: { ...domain, name: "https://api.example.com/" } }, /domain/],
    [{ domain, region: "eu-west-1" }, /domain.*same region/],
    [{ webApp: { ...webApp, domainPrefix: "my-cognito" } }, /webApp\.domainPrefix/],
    [{ webApp: { ...webApp, callbackUrls: ["http://app.example.com/in"] } }, /webApp: callbackUrls/],
    [{ webApp: { ...webApp, logoutUrls: undefined } }, /webApp/],
    [{ alarmEmail: "ops" }, /alarmEmail/],
    [{ api: { tiers: [] } }, /api\.tiers/],
    [{ api: { tiers: [tier, tier] } }, /api\.tiers/],
    [{ api: { tiers: [{ ...tier, burst: undefined }] } }, /api\.tiers/],
    [{ api: { corsOrigins: ["https://app.example.com/"] } }, /api\.corsOrigins/],
    [{ api: { requestsPerAddress: 5 } }, /api\.requestsPerAddress/],
    [{ api: { authorizer: "none" } }, /api\.authorizer/],
    [{ retentionDays: { ledger: 0 } }, /retentionDays/],
    [{ retentionDays: { logs: 5000 } }, /retentionDays\.logs/],
    [{ retentionDays: { trail: "400" } }, /"retentionDays\.trail"/],
    [{ pipeline: { jobsAtOncePerTenant: 1.5 } }, /jobsAtOncePerTenant/],
    [{ pipeline: { parseAtOnce: -1 } }, /parseAtOnce/],
    [{ name: "Be spoke" }, /name/],
  ];
  for (const [given, names] of refused) assert.throws(() => settingsFrom(given), names, JSON.stringify(given));
});

test("what is wrong is told all at once", () => {
  assert.throws(() => settingsFrom({ region: "nowhere-1", alarmEmail: "ops", domain: { name: "x" } }), /region: .*; alarmEmail: .*; domain: /);
});

test("settings that hold every optional member are taken", () => {
  for (const language of ["eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", "meta.llama3-70b-instruct-v1:0", "amazon.nova-pro-v1:0:300k"])
    settingsFrom({ domain, webApp, account: "111122223333", alarmEmail: "ops@example.com", models: { language, prices }, guardrail: { use: "given", id: "abcdefgh1234", version: "3" } });
});

test("a file that is not there, or is no JSON, is refused by its name", () => {
  const folder = mkdtempSync(join(tmpdir(), "bespoke-settings-"));
  assert.throws(() => readSettings(join(folder, "typo.json")), /typo\.json is not there/);
  writeFileSync(join(folder, "broken.json"), '{ "region": "eu-west-1", }');
  assert.throws(() => readSettings(join(folder, "broken.json")), /broken\.json is no JSON/);
});
