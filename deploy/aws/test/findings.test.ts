import assert from "node:assert/strict";
import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Validations } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { Deployment } from "./support/deployment";

/** Runs cdk-nag's AwsSolutions rules; the findings that nobody has given a reason for. */
function unexplained(deployment: Deployment): string[] {
  Validations.of(deployment.app).addPlugins(new AwsSolutionsChecks(deployment.app));
  const before = process.exitCode;
  const error = console.error;
  console.error = () => undefined;
  try {
    deployment.app.synth();
  } catch {
    // what is found stands in the report
  } finally {
    console.error = error;
    process.exitCode = before;
  }
  const path = join(deployment.app.outdir, "validation-report.json");
  if (!existsSync(path)) return [];
  const report = JSON.parse(readFileSync(path, "utf8")) as { pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[] };
  return report.pluginReports.flatMap((r) => r.violations).flatMap((v) => v.violatingConstructs.map((c) => `${v.ruleName} ${c.constructPath}`));
}

test("cdk-nag's AwsSolutions rules find nothing that is not explained", () => {
  assert.deepEqual(unexplained(new Deployment()), []);
});

test("nor with everything switched the other way", () => {
  assert.deepEqual(unexplained(new Deployment({
    ocr: "off", entities: "on", guardrail: { use: "off" }, search: { use: "off" }, alarmEmail: "ops@example.com", architecture: "arm64",
    api: { authorizer: "function", keys: "off", corsOrigins: ["https://app.example.com"] },
    models: { language: "meta.llama3-70b-instruct-v1:0", prices: { input: 0, output: 0, embedding: 0 } }, pipeline: { parseAtOnce: 10, generateAtOnce: 5 },
    domain: { name: "api.example.com", certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1" },
    webApp: { domainPrefix: "bespoke-example", callbackUrls: ["https://app.example.com/in"], logoutUrls: ["https://app.example.com/out"] },
  })), []);
});

test("nor with the smoke suite's role and an index a tenant", () => {
  assert.deepEqual(unexplained(new Deployment({ smokePrincipal: "arn:aws:iam::111122223333:role/ops", entities: "on", search: { index: "tenant", tenants: ["live-smoke-a"] } })), []);
});

test("a new star in a policy and an open bucket are found", () => {
  const deployment = new Deployment({ name: "Careless" });
  deployment.stacks.compute.part("api").role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:*"], resources: ["arn:aws:s3:::elsewhere/*"] }));
  new s3.Bucket(deployment.stacks.compute, "Open");
  const found = unexplained(deployment).join("\n");
  for (const rule of ["IAM5[Action::s3:*]", "IAM5[Resource::arn:aws:s3:::elsewhere/*]", "AwsSolutions-S1 ", "AwsSolutions-S10"]) assert.ok(found.includes(rule), rule);
});
