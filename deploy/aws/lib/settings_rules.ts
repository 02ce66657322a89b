import { RegionInfo } from "aws-cdk-lib/region-info";
import type { Settings, Tier } from "./settings";

type Rule = readonly [says: string, holds: (s: Settings) => boolean];

const isText = (value: unknown): value is string => typeof value === "string";
const matches = (value: unknown, pattern: RegExp) => isText(value) && pattern.test(value);
const isWhole = (value: unknown, least: number, most: number) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const isNumber = (value: unknown, most: number) => typeof value === "number" && value >= 0 && value <= most;
const isOnOff = (value: unknown) => value === "on" || value === "off";
/** Nothing but these members, and all of them. */
const hasOnly = (value: object, ...names: string[]) => Object.keys(value).sort().join() === [...names].sort().join();

const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const origin = /^https?:\/\/[^\s/?#*]+$/;
const pageOfApp = /^(https:\/\/[^\s#*]+|http:\/\/localhost(:\d+)?(\/[^\s#*]*)?)$/;
const bedrockModel = /^((us|eu|apac|global|us-gov|jp|au)\.)?[a-z0-9]+\.[a-z0-9][a-z0-9.-]*(:\d+)?(:\d+k)?$/;

/** Which regions an inference profile may be called from, as far as its name says. */
const homes: Record<string, RegExp> = { us: /^us-(?!gov)/, eu: /^eu-/, apac: /^ap-/, jp: /^ap-northeast-/, au: /^ap-southeast-/, "us-gov": /^us-gov-/ };

function profileFits({ models, region }: Settings): boolean {
  const continent = isText(models.language) ? /^(us-gov|us|eu|apac|jp|au)\./.exec(models.language)?.[1] : undefined;
  return continent === undefined || (homes[continent]?.test(region) ?? true);
}

function isTier(tier: Tier): boolean {
  return hasOnly(tier, "name", "requestsPerSecond", "burst", "requestsPerMonth") && matches(tier.name, /^[A-Za-z0-9-]{1,40}$/) &&
    isNumber(tier.requestsPerSecond, 10_000) && tier.requestsPerSecond > 0 && isWhole(tier.burst, 1, 5_000) && isWhole(tier.requestsPerMonth, 1, 2_147_483_647);
}

const general: readonly Rule[] = [
  ["name: a letter, then letters and digits, at most 20", (s) => matches(s.name, /^[A-Za-z][A-Za-z0-9]{0,19}$/)],
  ["account: twelve digits, in quotes", (s) => s.account === undefined || matches(s.account, /^\d{12}$/)],
  ["region: one that this version of the CDK knows, such as eu-central-1", (s) => RegionInfo.regions.some(({ name }) => name === s.region)],
  ["architecture: x86_64 or arm64", (s) => ["x86_64", "arm64"].includes(s.architecture)],
  ["smokePrincipal: the ARN of a role or user", (s) => s.smokePrincipal === undefined || matches(s.smokePrincipal, /^arn:aws[\w-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/)],
  ["alarmEmail: an address", (s) => s.alarmEmail === undefined || matches(s.alarmEmail, /^[^@\s]+@[^@\s]+\.[^@\s]+$/)],
  ["ocr, entities, search.use, search.standby, api.keys: on or off", (s) => [s.ocr, s.entities, s.search.use, s.search.standby, s.api.keys].every(isOnOff)],
];

const models: readonly Rule[] = [
  ["models.language: the id of a Bedrock model or inference profile, such as eu.anthropic.claude-sonnet-4-5-20250929-v1:0", (s) => matches(s.models.language, bedrockModel)],
  ["models.language: an inference profile of the region's own continent, or a global one", profileFits],
  ["models.embedding: amazon.titan-embed-text-v2:0, whose requests are the only ones known here", (s) => matches(s.models.embedding, /^amazon\.titan-embed-text-v2(:\d+)?$/)],
  ["models.prices: input, output and embedding, each from 0 to 100000 USD", ({ models: { prices } }) =>
    hasOnly(prices, "input", "output", "embedding") && Object.values(prices).every((price) => isNumber(price, 100_000))],
  ["models.tokensPerTenantAndDay: a whole number, 0 for no bound", (s) => isWhole(s.models.tokensPerTenantAndDay, 0, 1e12)],
  ["guardrail.use: own, given or off", (s) => ["own", "given", "off"].includes(s.guardrail.use)],
  ["guardrail: with \"given\", its id (not the ARN) and a version, a number or DRAFT", ({ guardrail }) =>
    guardrail.use !== "given" || (matches(guardrail.id, /^[a-z0-9]{1,64}$/) && matches(guardrail.version, /^([1-9]\d{0,7}|DRAFT)$/))],
];

const search: readonly Rule[] = [
  ["search.index: shared or tenant", (s) => ["shared", "tenant"].includes(s.search.index)],
  ["search.tenants: names of tenants, at most 400", ({ search: { tenants } }) =>
    tenants.length <= 400 && tenants.every((tenant) => matches(tenant, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/))],
  ["search.tenants: somebody, where each tenant has an index", ({ search: { use, index, tenants } }) => use === "off" || index !== "tenant" || tenants.length > 0],
];

const doors: readonly Rule[] = [
  ["domain: a host name, and as certificateArn the ARN of a certificate in the same region", ({ domain, region }) =>
    domain === undefined || (hasOnly(domain, "name", "certificateArn") && matches(domain.name, hostName) &&
      matches(domain.certificateArn, /^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/) && domain.certificateArn.split(":")[3] === region)],
  ["webApp.domainPrefix: small letters, digits and hyphens, without aws, amazon or cognito", ({ webApp }) =>
    webApp === undefined || (matches(webApp.domainPrefix, /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/) && !/aws|amazon|cognito/.test(webApp.domainPrefix))],
  ["webApp: callbackUrls and logoutUrls, at least one each, by https or of localhost", ({ webApp }) =>
    webApp === undefined || (hasOnly(webApp, "domainPrefix", "callbackUrls", "logoutUrls") &&
      [webApp.callbackUrls, webApp.logoutUrls].every((urls) => Array.isArray(urls) && urls.length > 0 && urls.every((url) => matches(url, pageOfApp))))],
  ["api.authorizer: cognito or function", (s) => ["cognito", "function"].includes(s.api.authorizer)],
  ["api.corsOrigins: scheme and host alone, such as https://app.example.com", (s) => s.api.corsOrigins.every((one) => matches(one, origin))],
  ["api.tiers: at least one, of different names, each with requestsPerSecond (to 10000), burst (to 5000) and requestsPerMonth", ({ api: { tiers } }) =>
    tiers.length > 0 && tiers.every(isTier) && new Set(tiers.map((tier) => tier.name)).size === tiers.length],
  ["api.requestsPerSecond: above 0, to 10000; api.burst: a whole number, to 5000", ({ api }) => isNumber(api.requestsPerSecond, 10_000) && api.requestsPerSecond > 0 && isWhole(api.burst, 1, 5_000)],
  ["api.requestsPerAddress: a whole number from 10 to 2000000000", (s) => isWhole(s.api.requestsPerAddress, 10, 2_000_000_000)],
];

const bounds: readonly Rule[] = [
  ["retentionDays: whole days, from 1 to 36500", (s) => Object.values(s.retentionDays).every((days) => isWhole(days, 1, 36_500))],
  ["retentionDays.logs: at most 3653, which is as long as CloudWatch Logs counts", (s) => !(s.retentionDays.logs > 3_653)],
  ["pipeline.jobsAtOncePerTenant: a whole number from 1 to 1000", (s) => isWhole(s.pipeline.jobsAtOncePerTenant, 1, 1_000)],
  ["pipeline.parseAtOnce, generateAtOnce, choresAtOnce: whole numbers, 0 to reserve nothing", ({ pipeline: p }) =>
    [p.parseAtOnce, p.generateAtOnce, p.choresAtOnce].every((count) => isWhole(count, 0, 100_000))],
];

/** What of the settings can't be deployed or would fail later, each as "member: what is expected". Pure. */
export function brokenRules(settings: Settings): string[] {
  return [...general, ...models, ...search, ...doors, ...bounds].filter(([, holds]) => !holds(settings)).map(([says]) => says);
}
