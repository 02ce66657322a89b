import assert from "node:assert/strict";
import { test } from "node:test";
import { defaults, settingsFrom } from "../lib/settings";

test("settings are the defaults with what differs", () => {
  const settings = settingsFrom({ region: "us-east-1", retentionDays: { logs: 30 } });
  assert.equal(settings.region, "us-east-1");
  assert.equal(settings.retentionDays.logs, 30);
  assert.deepEqual({ ...settings, region: defaults.region, retentionDays: defaults.retentionDays }, defaults);
});

test("settings that are unknown or break a rule are refused by name", () => {
  const refused: [object, RegExp][] = [
    [{ regoin: "us-east-1" }, /"regoin"/],
    [{ retentionDays: { log: 1 } }, /"retentionDays\.log"/],
    [{ ocr: true }, /"ocr"/],
    [{ ocr: "yes" }, /ocr/],
    [{ account: "12" }, /account/],
    [{ guardrail: { use: "given" } }, /guardrail/],
    [{ search: { index: "tenant", tenants: ["A*"] } }, /search\.tenants/],
    [{ retentionDays: { ledger: 0 } }, /retentionDays/],
    [{ name: "Be spoke" }, /name/],
  ];
  for (const [given, names] of refused) assert.throws(() => settingsFrom(given), names, JSON.stringify(given));
});
