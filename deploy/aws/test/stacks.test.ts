import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Match } from "aws-cdk-lib/assertions";
import { tableDefinition } from "../lib/data/table";
import { projectRoot } from "../lib/project";
import { Deployment, delivered, stackNames } from "./support/deployment";
import { Resolver } from "./support/resolving";

const all = (type: string) => delivered().all(type).map(([id, resource]) => ({ id, ...resource }));

test("what holds data outlives its stack and can't be deleted in passing", () => {
  const lasting = ["AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::Cognito::UserPool", "AWS::OpenSearchServerless::Collection"].flatMap(all);
  assert.ok(lasting.length >= 10);
  for (const { id, DeletionPolicy } of lasting) assert.equal(DeletionPolicy, "Retain", id);
  for (const name of ["data", "identity"] as const) assert.ok(delivered().stacks[name].terminationProtection, name);
});

test("what computes holds nothing that has to last", () => {
  const lasting = /^AWS::(S3::Bucket|DynamoDB::|KMS::Key|Cognito::UserPool|OpenSearchServerless::Collection)$/;
  for (const { Type } of Object.values(delivered().template("compute").Resources)) assert.doesNotMatch(Type, lasting);
});

test("the data stack depends on no other", () => {
  assert.deepEqual(delivered().stacks.data.dependencies, []);
  assert.ok(!JSON.stringify(delivered().template("data")).includes("Fn::ImportValue"));
});

test("the table is the one that the tests' emulators get, with point-in-time recovery, sealed, protected", () => {
  const definition = tableDefinition();
  const [table] = all("AWS::DynamoDB::Table");
  const properties = new Resolver(delivered()).in("data", table!.Properties);
  assert.deepEqual(properties.AttributeDefinitions, definition.AttributeDefinitions);
  assert.deepEqual(properties.KeySchema, definition.KeySchema);
  assert.deepEqual(properties.GlobalSecondaryIndexes, definition.GlobalSecondaryIndexes);
  assert.deepEqual(properties.TimeToLiveSpecification, definition.TimeToLiveSpecification);
  assert.equal(properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled, true);
  assert.equal(properties.SSESpecification.SSEType, "KMS");
  assert.equal(properties.DeletionProtectionEnabled, true);
});

test("every bucket is private, sealed, owned by us and reached by TLS alone", () => {
  const buckets = all("AWS::S3::Bucket");
  const policies = all("AWS::S3::BucketPolicy");
  for (const { id, Properties } of buckets) {
    assert.deepEqual(Object.values(Properties.PublicAccessBlockConfiguration), [true, true, true, true], id);
    assert.ok(Properties.BucketEncryption, id);
    const policy = policies.find((p) => p.Properties.Bucket.Ref === id)?.Properties.PolicyDocument.Statement;
    assert.ok(policy?.some((s: any) => s.Effect === "Deny" && s.Condition?.Bool?.["aws:SecureTransport"] === "false"), id);
  }
});

test("buckets with tenants' objects keep bucket keys off, so that every object's key use names its tenant", () => {
  for (const part of ["BucketsData", "BucketsQuarantine"]) {
    const bucket = all("AWS::S3::Bucket").find(({ id }) => id.startsWith(part));
    const rule = bucket?.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0];
    assert.notEqual(rule.BucketKeyEnabled, true, part);
    assert.equal(rule.ServerSideEncryptionByDefault.SSEAlgorithm, "aws:kms", part);
  }
});

test("the quarantine empties itself and tells of uploads; the ledger can't be rewritten", () => {
  const data = delivered().assertions("data");
  data.hasResourceProperties("AWS::S3::Bucket", {
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 1, NoncurrentVersionExpiration: { NoncurrentDays: 1 }, Status: "Enabled" })] },
  });
  data.hasResourceProperties("AWS::S3::Bucket", { ObjectLockEnabled: true, ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 2557 } } } });
});

test("keys turn, logs are sealed and forget in time", () => {
  for (const { id, Properties } of all("AWS::KMS::Key")) assert.equal(Properties.EnableKeyRotation, true, id);
  const logs = all("AWS::Logs::LogGroup");
  assert.ok(logs.length >= 19);
  for (const { id, Properties } of logs) {
    assert.ok(Properties.KmsKeyId, id);
    assert.ok(Properties.RetentionInDays >= 90 && Properties.RetentionInDays < 9999, id);
  }
});

test("every function has a role and a log of its own, and traces", () => {
  const functions = all("AWS::Lambda::Function");
  const roles = functions.map(({ Properties }) => JSON.stringify(Properties.Role));
  const logs = functions.map(({ Properties }) => JSON.stringify(Properties.LoggingConfig?.LogGroup));
  assert.equal(new Set(roles).size, functions.length);
  assert.equal(new Set(logs).size, functions.length);
  assert.ok(!logs.includes("undefined"));
  for (const { id, Properties } of functions) if (Properties.Runtime === "provided.al2023") assert.equal(Properties.TracingConfig.Mode, "Active", id);
});

test("no role holds a managed policy, and no policy allows every action of a service", () => {
  // But for the account's own role with which API Gateway writes logs.
  for (const { id, Properties } of all("AWS::IAM::Role")) if (!id.startsWith("ApiRestCloudWatchRole")) assert.equal(Properties.ManagedPolicyArns, undefined, id);
  for (const { id, Properties } of all("AWS::IAM::Policy"))
    for (const statement of Properties.PolicyDocument.Statement)
      for (const action of [statement.Action].flat()) assert.ok(!/(^|:)\*$/.test(action), `${id}: ${action}`);
});

test("every asynchronous edge has a queue for what could not be delivered", () => {
  for (const { id, Properties } of all("AWS::Events::Rule")) for (const target of Properties.Targets) assert.ok(target.DeadLetterConfig?.Arn, id);
  for (const { id, Properties } of all("AWS::Events::EventBus")) assert.ok(Properties.DeadLetterConfig?.Arn, id);
  for (const { id, Properties } of all("AWS::Scheduler::Schedule")) assert.ok(Properties.Target.DeadLetterConfig?.Arn, id);
  const invoked = new Set([...all("AWS::Events::Rule").flatMap(({ Properties }) => Properties.Targets), ...all("AWS::Scheduler::Schedule").map(({ Properties }) => Properties.Target)]
    .map((target) => (target.Arn["Fn::GetAtt"] as string[])[0]));
  assert.ok(invoked.size >= 2);
  for (const { id, Properties } of all("AWS::Lambda::Function")) if (invoked.has(id)) assert.ok(Properties.DeadLetterConfig?.TargetArn, id);
});

test("who sends to a sealed queue may use its key through SQS", () => {
  const senders = all("AWS::IAM::Policy").filter(({ Properties }) => Properties.PolicyDocument.Statement.some((s: any) => [s.Action].flat().includes("sqs:SendMessage")));
  assert.ok(senders.length >= 6);
  for (const { id, Properties } of senders)
    assert.ok(Properties.PolicyDocument.Statement.some((s: any) => [s.Action].flat().includes("kms:GenerateDataKey") && JSON.stringify(s.Condition).includes('"sqs.')), id);
});

test("the chores run one at a time", () => {
  const chores = all("AWS::Lambda::Function").find(({ Properties }) => Properties.Handler === "chores");
  assert.equal(chores?.Properties.ReservedConcurrentExecutions, 1);
});

test("ticks that were missed are not mixed with events that failed", () => {
  const [schedule] = all("AWS::Scheduler::Schedule");
  const [mapping] = all("AWS::Lambda::EventSourceMapping");
  assert.match(schedule?.Properties.Target.DeadLetterConfig.Arn["Fn::GetAtt"][0], /^QueuesMissedChores/);
  assert.match(mapping?.Properties.EventSourceArn["Fn::GetAtt"][0], /^QueuesFailedEvents/);
});

test("alarms of jobs ring the function that handles events, and nobody but their own group may use their role", () => {
  const compute = delivered().assertions("compute");
  compute.hasResourceProperties("AWS::Scheduler::ScheduleGroup", { Name: "Bespoke-jobs" });
  const role = all("AWS::IAM::Role").find(({ id }) => id.startsWith("JobAlarms"))!;
  const [trust] = role.Properties.AssumeRolePolicyDocument.Statement;
  assert.deepEqual(Object.keys(trust.Condition.StringEquals).sort(), ["aws:SourceAccount", "aws:SourceArn"]);
  const policy = all("AWS::IAM::Policy").find(({ id }) => id.startsWith("JobAlarms"))!.Properties.PolicyDocument.Statement;
  const where = (action: string) => policy.find((s: any) => s.Action === action)?.Resource["Fn::GetAtt"][0];
  assert.match(where("lambda:InvokeFunction"), /^FunctionsEvents/);
  assert.match(where("sqs:SendMessage"), /^QueuesFailedEvents/);
  const told = Object.fromEntries(all("AWS::Lambda::Function").map(({ Properties: p }) => [p.Handler, Object.keys(p.Environment?.Variables ?? {}).filter((name) => name.startsWith("BESPOKE_ALARM_")).length]));
  assert.deepEqual([told.events, told.dlq, told.chores, told.api, told.generate], [3, 4, 4, 0, 0]);
});

test("what a bus can't pass on reaches its queue, which takes it from that bus alone", () => {
  const policy = all("AWS::SQS::QueuePolicy").find(({ id }) => id.startsWith("QueuesUndelivered"))!.Properties.PolicyDocument.Statement;
  const [bus] = all("AWS::Events::EventBus");
  const allowed = policy.filter((s: any) => s.Effect === "Allow");
  assert.deepEqual(allowed.map((s: any) => [s.Action, s.Principal.Service, s.Condition.ArnEquals["aws:SourceArn"]["Fn::GetAtt"]]), [["sqs:SendMessage", "events.amazonaws.com", [bus!.id, "Arn"]]]);
});

test("failed events are handed over again only when an operator says so", () => {
  const [mapping, ...others] = all("AWS::Lambda::EventSourceMapping");
  assert.equal(others.length, 0);
  assert.equal(mapping?.Properties.Enabled, false);
  assert.deepEqual(mapping?.Properties.FunctionResponseTypes, ["ReportBatchItemFailures"]);
});

test("a queue's messages stay unseen for longer than the function that takes them may run", () => {
  for (const { id, Properties } of all("AWS::SQS::Queue")) assert.ok(Properties.VisibilityTimeout >= 360 && Properties.MessageRetentionPeriod === 1209600 && Properties.KmsMasterKeyId, id);
});

test("executions that end in any way are told to the function that frees the tenant's slot", () => {
  delivered().assertions("compute").hasResourceProperties("AWS::Events::Rule", {
    EventPattern: { source: ["aws.states"], detail: { status: ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"] } },
  });
});

test("the API asks for a token and a key on everything of a tenant, and for neither elsewhere", () => {
  const methods = all("AWS::ApiGateway::Method");
  const guarded = methods.filter(({ Properties }) => Properties.AuthorizationType === "COGNITO_USER_POOLS");
  assert.deepEqual(guarded.map(({ Properties }) => [Properties.HttpMethod, Properties.ApiKeyRequired]), [["ANY", true]]);
  assert.equal(methods.length - guarded.length, 7);
});

test("requests are bounded by address, by stage and by tier, and bodies of any text pass the firewall", () => {
  const compute = delivered().assertions("compute");
  compute.hasResourceProperties("AWS::WAFv2::WebACL", { Rules: Match.arrayWith([Match.objectLike({ Statement: { RateBasedStatement: { AggregateKeyType: "IP", Limit: 3000 } }, Action: { Block: Match.anyValue() } })]) });
  compute.resourceCountIs("AWS::WAFv2::WebACLAssociation", 1);
  compute.resourceCountIs("AWS::ApiGateway::UsagePlan", 3);
  compute.hasResourceProperties("AWS::ApiGateway::Stage", { MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000, DataTraceEnabled: false })] });
  const rules = all("AWS::WAFv2::WebACL")[0]!.Properties.Rules.find((r: any) => r.Name === "AWSManagedRulesCommonRuleSet");
  for (const name of ["SizeRestrictions_BODY", "CrossSiteScripting_BODY"])
    assert.deepEqual(rules.Statement.ManagedRuleGroupStatement.RuleActionOverrides.find((o: any) => o.Name === name)?.ActionToUse, { Count: {} }, name);
});

test("nobody can choose a tenant: the attribute is immutable and no client may write it", () => {
  const identity = delivered().assertions("identity");
  identity.hasResourceProperties("AWS::Cognito::UserPool", {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }, MfaConfiguration: "ON", UserPoolTier: "PLUS",
    Schema: Match.arrayWith([Match.objectLike({ Name: "tenantId", Mutable: false })]),
  });
  for (const { id, Properties } of all("AWS::Cognito::UserPoolClient")) assert.ok(Properties.WriteAttributes.length > 0 && !Properties.WriteAttributes.some((a: string) => a.includes("tenant")), id);
});

test("the guardrail stops orders in documents and secrets, not the names of which resumes consist", () => {
  const { Properties } = all("AWS::Bedrock::Guardrail")[0]!;
  const stopped = Properties.SensitiveInformationPolicyConfig.PiiEntitiesConfig.map((e: any) => e.Type);
  for (const type of ["NAME", "EMAIL", "PHONE", "ADDRESS", "URL", "AGE", "USERNAME"]) assert.ok(!stopped.includes(type), type);
  assert.ok(stopped.includes("US_SOCIAL_SECURITY_NUMBER"));
  assert.ok(Properties.ContentPolicyConfig.FiltersConfig.some((f: any) => f.Type === "PROMPT_ATTACK" && f.InputStrength === "HIGH"));
});

test("reads and writes of objects and rows, and operators' commands, are in the trail", () => {
  const selectors = all("AWS::CloudTrail::Trail")[0]!.Properties.AdvancedEventSelectors;
  const types = selectors.flatMap((s: any) => s.FieldSelectors).filter((f: any) => f.Field === "resources.type").flatMap((f: any) => f.Equals);
  assert.deepEqual(types.sort(), ["AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Object"]);
});

test("somebody is told of dead letters, failed events, throttles and errors", () => {
  const alarms = all("AWS::CloudWatch::Alarm");
  for (const part of ["AlarmsDeadLetters", "AlarmsFailedEvents", "AlarmsThrottlesapi", "AlarmsThrottlesgenerate", "AlarmsApiErrors", "AlarmsChoresStopped", "AlarmsUndelivered", "AlarmsErrorssignin"])
    assert.ok(alarms.some(({ id }) => id.startsWith(part)), part);
  for (const { id, Properties } of alarms) assert.equal(Properties.AlarmActions.length, 1, id);
});

test("the dashboard asks for metrics that the program has", () => {
  const known = readFileSync(join(projectRoot, "src/telemetry/metrics_table.cpp"), "utf8");
  const body = JSON.stringify(all("AWS::CloudWatch::Dashboard")[0]!.Properties.DashboardBody);
  const asked = new Set(body.match(/bespoke_[a-z_]+/g));
  assert.ok(asked.size >= 4);
  for (const name of asked) assert.ok(known.includes(`{"${name}"`), name);
});

test("switches take away what they name", () => {
  const bare = new Deployment({ search: { use: "off" }, guardrail: { use: "off" }, ocr: "off" });
  for (const type of ["AWS::OpenSearchServerless::Collection", "AWS::OpenSearchServerless::AccessPolicy", "AWS::Bedrock::Guardrail"]) assert.deepEqual(bare.all(type), [], type);
  const text = JSON.stringify(stackNames.map((name) => bare.template(name)));
  for (const word of ["aoss:", "BESPOKE_COLLECTION", "BESPOKE_GUARDRAIL", "bedrock:ApplyGuardrail", "textract:", "comprehend:"]) assert.ok(!text.includes(word), word);
});
