import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serviceFunctions, stageFunctions } from "../lib/compute/functions";
import { upperCamel } from "../lib/compute/pipeline";
import { Deployment } from "./support/deployment";
import { judge, Request, Verdict } from "./support/judge";
import { Document, Policies } from "./support/policies";
import { account, region } from "./support/resolving";
import { simulate } from "./support/simulator";

const deployment = new Deployment({ search: { index: "tenant", tenants: ["a", "b"] } });
const policies = new Policies(deployment);
const functions = [...stageFunctions, ...serviceFunctions];

function the(type: string, part: string): string {
  const found = deployment.all(type).filter(([id]) => id.startsWith(part));
  assert.equal(found.length, 1, `${type} ${part}`);
  return (found[0] as [string, unknown])[0];
}
const roleOf = (name: string, kind: "TenantRole" | "Role") => the("AWS::IAM::Role", `Functions${upperCamel(name)}${kind}`);

const table = `arn:aws:dynamodb:${region}:${account}:table/${the("AWS::DynamoDB::Table", "Records")}`;
const tenantsKey = the("AWS::KMS::Key", "KeysTenants");
const keyArn = `arn:aws:kms:${region}:${account}:key/${tenantsKey}`;
const buckets = { data: the("AWS::S3::Bucket", "BucketsData").toLowerCase(), quarantine: the("AWS::S3::Bucket", "BucketsQuarantine").toLowerCase() };

const stateMachine = `arn:aws:states:${region}:${account}:stateMachine:${the("AWS::StepFunctions::StateMachine", "Pipeline")}`;
const deadLetters = `arn:aws:sqs:${region}:${account}:${the("AWS::SQS::Queue", "QueuesDeadLetters")}`;

/** One-time schedules: of the one group alone, and the one role handed to nobody but the Scheduler. */
function alarms(context: Record<string, string>, wanted: Verdict): Case[] {
  const schedule = (group: string) => `arn:aws:scheduler:${region}:${account}:schedule/${group}/dead-job_1`;
  const role = (id: string) => `arn:aws:iam::${account}:role/${id}`;
  const passed = (service: string) => ({ ...context, "iam:PassedToService": `${service}.amazonaws.com` });
  return [
    ...["scheduler:CreateSchedule", "scheduler:DeleteSchedule"].flatMap((action): Case[] => [
      { what: action, action, resource: schedule("Bespoke-jobs"), wanted, context },
      { what: `${action} elsewhere`, action, resource: schedule("default"), wanted: "Denied", context },
    ]),
    { what: "pass the alarms' role", action: "iam:PassRole", resource: role(the("AWS::IAM::Role", "JobAlarms")), wanted, context: passed("scheduler") },
    { what: "pass it to another service", action: "iam:PassRole", resource: role(the("AWS::IAM::Role", "JobAlarms")), wanted: "Denied", context: passed("lambda") },
    { what: "pass another role", action: "iam:PassRole", resource: role(roleOf("admin", "Role")), wanted: "Denied", context: passed("scheduler") },
  ];
}

interface Case extends Request { readonly what: string; readonly resourcePolicy?: Document; readonly wanted: Verdict }

const session = (tenant?: string): Record<string, string> => ({ "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...(tenant && { "aws:PrincipalTag/tenantId": tenant }) });

function objects(owner: string, of: keyof typeof buckets, context: Record<string, string>, actions: string[], wanted: Verdict): Case[] {
  const resourcePolicy = policies.ofBucket(buckets[of]);
  return actions.map((action) => ({
    what: `${action} of ${of}'s tenants/${owner}/…`, action, wanted, resourcePolicy,
    resource: `arn:aws:s3:::${buckets[of]}/tenants/${owner}/doc/1`,
    context: { ...context, ...(action === "s3:PutObject" && { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn }) },
  }));
}

function listings(owner: string, context: Record<string, string>, wanted: Verdict): Case[] {
  return [`tenants/${owner}/`, `tenants/${owner}/doc`].map((prefix) => ({
    what: `list ${prefix}`, action: "s3:ListBucket", resource: `arn:aws:s3:::${buckets.data}`, wanted,
    context: { ...context, "s3:prefix": prefix }, resourcePolicy: policies.ofBucket(buckets.data),
  }));
}

const everyRow = ["GetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"];

function rows(owner: string, context: Record<string, string>, wanted: Verdict, actions = everyRow): Case[] {
  const leading = [`TENANT#${owner}`, `TENANT#${owner}#JOB#1`];
  return actions.flatMap((name) => leading.map((key): Case => ({
    what: `${name} on ${key}`, action: `dynamodb:${name}`, resource: table, wanted, context: { ...context, "dynamodb:LeadingKeys": [key] } as never,
  })));
}

function keys(owner: string | undefined, context: Record<string, string>, wanted: Verdict): Case[] {
  return ["kms:GenerateDataKey", "kms:Decrypt"].map((action) => ({
    what: `${action} for ${owner ?? "nobody"}`, action, resource: keyArn, wanted, resourcePolicy: policies.ofKey(tenantsKey),
    context: { ...context, ...(owner && { "kms:EncryptionContext:tenantId": owner }) },
  }));
}

let verdicts = 0;
after(() => console.log(`${verdicts} verdicts, each by both judges`));

/** Both judges, and that they agree. */
async function expectCase(role: string, identity: Document, one: Case): Promise<void> {
  const principal = `arn:aws:sts::${account}:assumed-role/${role}/@a`;
  verdicts++;
  assert.equal(judge(one, identity, one.resourcePolicy), one.wanted, `${role}: ${one.what}`);
  assert.equal(await simulate(principal, one, identity, one.resourcePolicy), one.wanted, `simulated: ${role}: ${one.what}`);
}

async function expectAll(role: string, cases: Case[]): Promise<number> {
  const identity = policies.ofRole(role);
  for (const one of cases) await expectCase(role, identity, one);
  return cases.length;
}

const everyS3 = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

test("a tenant's session reaches nothing of another tenant, in no function", async () => {
  let denied = 0;
  for (const { name } of functions) {
    const a = session("a");
    denied += await expectAll(roleOf(name, "TenantRole"), [
      ...objects("b", "data", a, everyS3, "Denied"), ...objects("b", "quarantine", a, everyS3, "Denied"), ...objects("ab", "data", a, everyS3, "Denied"),
      ...listings("b", a, "Denied"), ...rows("b", a, "Denied", [...everyRow, "BatchWriteItem"]), ...rows("ab", a, "Denied"), ...keys("b", a, "Denied"), ...keys("_system", a, "Denied"),
    ]);
  }
  console.log(`tenant a on tenant b's object, row and key: ${denied} cases, all denied`);
  assert.ok(denied >= 100);
});

test("a tenant's session reaches what is its own", async () => {
  let allowed = 0;
  for (const { name, tenant } of functions) {
    const a = session("a");
    await expectAll(roleOf(name, "TenantRole"), rows("a", a, tenant.includes("erase rows") ? "Allowed" : "Denied", ["BatchWriteItem"]));
    allowed += await expectAll(roleOf(name, "TenantRole"), [
      ...objects("a", "data", a, ["s3:GetObject", "s3:PutObject"], "Allowed"), ...listings("a", a, "Allowed"), ...rows("a", a, "Allowed"), ...keys("a", a, "Allowed"),
    ]);
  }
  console.log(`tenant a on its own: ${allowed} cases, all allowed`);
});

test("a scan that Textract has read may be removed, nothing else of the tenant's", async () => {
  const role = roleOf("parse", "TenantRole"), a = session("a");
  const remove = (key: string, wanted: Verdict): Case => ({ what: `remove ${key}`, action: "s3:DeleteObject", wanted, context: a, resource: `arn:aws:s3:::${buckets.data}/${key}`, resourcePolicy: policies.ofBucket(buckets.data) });
  await expectAll(role, [remove("tenants/a/scans/1", "Allowed"), remove("tenants/a/doc/1", "Denied"), remove("tenants/b/scans/1", "Denied")]);
});

test("without a tag, a tenant role reaches nothing", async () => {
  for (const { name } of functions) {
    const nobody = session();
    await expectAll(roleOf(name, "TenantRole"), [
      ...objects("a", "data", nobody, everyS3, "Denied"), ...objects("", "data", nobody, everyS3, "Denied"), ...listings("a", nobody, "Denied"),
      ...rows("a", nobody, "Denied"), ...keys("a", nobody, "Denied"), ...keys(undefined, nobody, "Denied"),
    ]);
  }
});

test("a request that names no row, such as a scan, is refused", async () => {
  for (const { name } of functions) {
    const unnamed = ["dynamodb:Scan", "dynamodb:Query", "dynamodb:BatchGetItem"].map((action): Case => ({ what: `${action} of all`, action, resource: table, context: session("a"), wanted: "Denied" }));
    await expectAll(roleOf(name, "TenantRole"), unnamed);
    await expectAll(roleOf(name, "Role"), unnamed);
  }
});

test("a function's own role reaches no tenant's object, row or key", async () => {
  let denied = 0;
  for (const { name } of functions) {
    const own = session();
    denied += await expectAll(roleOf(name, "Role"), [
      ...objects("a", "data", own, everyS3, "Denied"), ...objects("a", "quarantine", own, everyS3, "Denied"), ...rows("a", own, "Denied"), ...keys("a", own, "Denied"),
    ]);
  }
  console.log(`functions' own roles on a tenant's object, row and key: ${denied} cases, all denied`);
});

test("a function's own role does the service's own work, each no more than its part", async () => {
  const own = session(), storeKey = the("AWS::KMS::Key", "KeysStore"), ledger = `arn:aws:s3:::${the("AWS::S3::Bucket", "BucketsLedger").toLowerCase()}`;
  const store = `arn:aws:kms:${region}:${account}:key/${storeKey}`;
  const line = { "kms:EncryptionContext:aws:s3:arn": `${ledger}/audit/1` };
  for (const { name, service, parts } of functions) {
    const may = (yes: boolean): Verdict => (yes ? "Allowed" : "Denied");
    const row = (action: string, key: string, wanted: Verdict): Case => ({ what: `${action} on ${key}`, action: `dynamodb:${action}`, resource: table, wanted, context: { ...own, "dynamodb:LeadingKeys": [key] } as never });
    const inLedger = (action: string, wanted: Verdict): Case => ({ what: `${action} in the ledger`, action: `s3:${action}`, resource: `${ledger}/audit/1`, wanted, context: own, resourcePolicy: policies.ofBucket(the("AWS::S3::Bucket", "BucketsLedger").toLowerCase()) });
    const writes = service.includes("write registry"), keeps = service.includes("ledger"), signs = service.includes("service keys");
    await expectAll(roleOf(name, "Role"), [
      row("GetItem", "SYSTEM#TENANTS", "Allowed"), row("PutItem", "SYSTEM#TENANTS", may(writes)), row("DeleteItem", "SYSTEM#TENANTS", may(writes)),
      ...["SYSTEM#KEYS", "SYSTEM#SIGNING-KEYS"].flatMap((key) => [row("GetItem", key, may(signs)), row("PutItem", key, may(signs))]),
      ...keys("_system", own, may(signs)),
      inLedger("PutObject", may(keeps)), inLedger("GetObject", may(keeps)), inLedger("DeleteObject", "Denied"), inLedger("DeleteObjectVersion", "Denied"), inLedger("BypassGovernanceRetention", "Denied"),
      { what: "seal a line", action: "kms:GenerateDataKey", resource: store, wanted: may(keeps), context: { ...own, ...line }, resourcePolicy: policies.ofKey(storeKey) },
      { what: "start an execution", action: "states:StartExecution", resource: stateMachine, wanted: may(parts.includes("start executions")), context: own },
      { what: "send a dead letter", action: "sqs:SendMessage", resource: deadLetters, wanted: may(parts.some((p) => p.includes("dead letters"))), context: own },
      ...alarms(own, may(parts.includes("set alarms"))),
      { what: "take a dead letter", action: "sqs:ReceiveMessage", resource: deadLetters, wanted: may(parts.includes("take dead letters")), context: own },
    ]);
  }
});

test("an object can't be stored under another key, nor outside the tenants' prefixes", async () => {
  const role = roleOf("api", "TenantRole");
  for (const of of ["data", "quarantine"] as const) {
    const [put] = objects("a", of, session("a"), ["s3:PutObject"], "Allowed") as [Case];
    await expectAll(role, [put,
      { ...put, what: "under no named key", wanted: "Denied", context: session("a") },
      { ...put, what: "in clear", wanted: "Denied", context: { ...put.context, "aws:SecureTransport": "false" } },
      { ...put, what: "elsewhere", wanted: "Denied", resource: `arn:aws:s3:::${buckets[of]}/elsewhere/1` }]);
  }
});

test("both judges see each bound that is taken away", async () => {
  const role = roleOf("api", "TenantRole"), a = session("a");
  const loosened = (change: (text: string) => string) => JSON.parse(change(JSON.stringify(policies.ofRole(role)))) as Document;
  const tag = "${aws:PrincipalTag/tenantId}";
  const slips: [string, Document, Case][] = [
    ["prefix", loosened((t) => t.replaceAll(`tenants/${tag}`, "tenants/*")), objects("b", "data", a, ["s3:GetObject"], "Allowed")[0]!],
    ["listing", loosened((t) => t.replaceAll(`tenants/${tag}`, "tenants/*")), listings("b", a, "Allowed")[0]!],
    ["leading key", loosened((t) => t.replaceAll(`TENANT#${tag}`, "TENANT#*")), rows("b", a, "Allowed")[0]!],
    ["Null guard", loosened((t) => t.replaceAll('"dynamodb:LeadingKeys":"false"', '"aws:SecureTransport":"false"')),
      { what: "a query of all", action: "dynamodb:Query", resource: table, context: a, wanted: "Allowed" }],
    ["context", loosened((t) => t.replaceAll('{"StringEquals":{"kms:EncryptionContext:tenantId"', '{"StringNotEquals":{"kms:EncryptionContext:tenantId"')), keys("b", a, "Allowed")[0]!],
  ];
  for (const [bound, identity, one] of slips) {
    await expectCase(`without its ${bound}`, identity, one);
    assert.equal(judge(one, policies.ofRole(role), one.resourcePolicy), "Denied", bound);
  }
});

test("a tenant role is taken on by its own function only, with the tag tenantId alone, under the tenant's name", () => {
  for (const { name } of functions) {
    const role = roleOf(name, "TenantRole"), trust = policies.trustOf(role);
    const resource = "*";
    const document = { ...trust, Statement: trust.Statement.map((s) => ({ ...s, Resource: resource })) };
    for (const statement of trust.Statement) assert.deepEqual(statement.Principal, { AWS: `arn:aws:iam::${account}:role/${roleOf(name, "Role")}` });
    const asA = { "aws:RequestTag/tenantId": "a", "aws:TagKeys": ["tenantId"], "sts:RoleSessionName": "@a" };
    const cases: [Verdict, Record<string, string | string[]>][] = [
      ["Allowed", asA],
      ["Denied", { ...asA, "sts:RoleSessionName": "@b" }],
      ["Denied", { ...asA, "aws:TagKeys": ["tenantId", "more"] }],
      ["Denied", { "sts:RoleSessionName": "@a" }],
      ["Denied", { ...asA, "aws:RequestTag/tenantId": "" , "sts:RoleSessionName": "@" }],
    ];
    for (const [wanted, context] of cases)
      for (const action of ["sts:AssumeRole", "sts:TagSession"]) assert.equal(judge({ action, resource, context }, document), wanted, `${role} ${action} ${JSON.stringify(context)}`);
  }
});

test("with an index a tenant, a session reaches its own index alone", () => {
  const users = functions.filter((spec) => spec.tenant.includes("vectors"));
  const mayReach = (role: string, tenant: string, index: string) => policies.indexRules().some((rule) =>
    rule.Principal.includes(`arn:aws:sts::${account}:assumed-role/${role}/@${tenant}`) && rule.Rules.some((r) => r.Resource.some((pattern) => pattern === `index/bespoke-vectors/${index}`)));
  assert.ok(users.length > 0);
  for (const { name } of users) {
    const role = roleOf(name, "TenantRole");
    assert.ok(mayReach(role, "a", "chunks-a"));
    for (const index of ["chunks-b", "chunks", "chunks-ab"]) assert.ok(!mayReach(role, "a", index), `${name} on ${index}`);
  }
  for (const rule of policies.indexRules()) for (const principal of rule.Principal) assert.match(principal, /assumed-role\/\w+\/@[ab]$/);
  for (const rule of policies.indexRules()) for (const { Resource } of rule.Rules) for (const index of Resource) assert.ok(!index.includes("*"), index);
});

test("only functions that search reach the collection", () => {
  for (const spec of functions) {
    const may = policies.ofRole(roleOf(spec.name, "TenantRole")).Statement.some((s) => [s.Action].flat().includes("aoss:APIAccessAll"));
    assert.equal(may, spec.tenant.includes("vectors"), spec.name);
    assert.ok(!policies.ofRole(roleOf(spec.name, "Role")).Statement.some((s) => [s.Action].flat().some((a) => a.startsWith("aoss:"))), spec.name);
  }
});
