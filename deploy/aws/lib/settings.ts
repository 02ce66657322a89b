import { existsSync, readFileSync } from "node:fs";

export type Switch = "on" | "off";

/** What a class of tenants may ask of the API; a tenant's API key stands in one of them. */
export interface Tier {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly requestsPerMonth: number;
}

/** Everything that one deployment may differ in from another. `settings.json` holds what differs from `defaults`. */
export interface Settings {
  /** First part of the stacks' names: a second deployment in one account needs another. */
  readonly name: string;
  /** Twelve digits; none: the account whose credentials deploy. */
  readonly account?: string;
  readonly region: string;
  /** Of the machine that built the functions' zip. */
  readonly architecture: "x86_64" | "arm64";
  readonly models: {
    /** Id of a Bedrock model, or of an inference profile ("eu.…", "us.…", "global.…"). */
    readonly language: string;
    readonly embedding: string;
  };
  /** own: made here. given: `id` and `version` of another. */
  readonly guardrail: { readonly use: "own" | "given" | "off"; readonly id?: string; readonly version?: string };
  /** Textract, for scans only. */
  readonly ocr: Switch;
  /** Comprehend. */
  readonly entities: Switch;
  readonly search: {
    readonly use: Switch;
    /** A second copy in another zone: twice the price. */
    readonly standby: Switch;
    /** shared: one index, the tenant a part of every query. tenant: an index each, which the data access policy keeps from all others' sessions. */
    readonly index: "shared" | "tenant";
    /** For `tenant`: who has one. Data access policies know no variables, so each is named; another deployment adds more. */
    readonly tenants: readonly string[];
  };
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  readonly retentionDays: {
    readonly logs: number;
    /** Of versions that something else has replaced, or that were deleted past the API. */
    readonly oldVersions: number;
    readonly quarantine: number;
    /** Erasures and audit checkpoints can't be deleted before, not even by the account's owner. */
    readonly ledger: number;
    readonly trail: number;
  };
  readonly api: {
    readonly tiers: readonly Tier[];
    /** on: /v1 wants the header x-api-key, which puts the caller into a tier. */
    readonly keys: Switch;
    readonly requestsPerSecond: number;
    readonly burst: number;
    /** Of one address in five minutes. */
    readonly requestsPerAddress: number;
    readonly corsOrigins: readonly string[];
    /** cognito: the gateway refuses who has no token of the user pool. function: only the function does, so that the built-in issuer's tokens (API keys) pass. */
    readonly authorizer: "cognito" | "function";
  };
  readonly pipeline: {
    readonly jobsAtOncePerTenant: number;
    /** Reserved concurrency of functions behind which a service with a small quota stands. 0: none is reserved. */
    readonly parseAtOnce: number;
    readonly generateAtOnce: number;
    /** 1: one run of the chores at a time, also where one takes longer than the minute to the next. */
    readonly choresAtOnce: number;
  };
  /** ARN of who may run the smoke suite (tests/aws/live): makes a tenant role with all grants that he may take on. None: there is no such role. */
  readonly smokePrincipal?: string;
  /** Where alarms go; none: the topic only. */
  readonly alarmEmail?: string;
  /** A web app that signs people in by the pool's own pages, at https://<domainPrefix>.auth.<region>.amazoncognito.com. */
  readonly webApp?: { readonly domainPrefix: string; readonly callbackUrls: readonly string[]; readonly logoutUrls: readonly string[] };
}

export const defaults: Settings = {
  name: "Bespoke",
  region: "eu-central-1",
  architecture: "x86_64",
  models: { language: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", embedding: "amazon.titan-embed-text-v2:0" },
  guardrail: { use: "own" },
  ocr: "on",
  entities: "off",
  search: { use: "on", standby: "off", index: "shared", tenants: [] },
  retentionDays: { logs: 90, oldVersions: 7, quarantine: 1, ledger: 2557, trail: 400 },
  api: {
    tiers: [
      { name: "starter", requestsPerSecond: 5, burst: 20, requestsPerMonth: 50_000 },
      { name: "standard", requestsPerSecond: 25, burst: 100, requestsPerMonth: 1_000_000 },
      { name: "scale", requestsPerSecond: 100, burst: 400, requestsPerMonth: 20_000_000 },
    ],
    keys: "on",
    requestsPerSecond: 500,
    burst: 1000,
    requestsPerAddress: 3000,
    corsOrigins: [],
    authorizer: "cognito",
  },
  pipeline: { jobsAtOncePerTenant: 2, parseAtOnce: 0, generateAtOnce: 0, choresAtOnce: 1 },
};

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);

/** Members that may be missing from `defaults`. */
const optionalMembers = new Set(["account", "domain", "alarmEmail", "smokePrincipal", "webApp", "guardrail.id", "guardrail.version"]);

function overlay(base: Loose, given: Loose, at: string): Loose {
  const out: Loose = { ...base };
  for (const [name, value] of Object.entries(given)) {
    const path = at ? `${at}.${name}` : name;
    const known = base[name];
    if (known === undefined && !optionalMembers.has(path)) throw new Error(`settings: there is no "${path}"`);
    if (known !== undefined && (typeof known !== typeof value || Array.isArray(known) !== Array.isArray(value)))
      throw new Error(`settings: "${path}" has to be like ${JSON.stringify(known)}`);
    out[name] = isObject(known) && isObject(value) ? overlay(known, value, path) : value;
  }
  return out;
}

function check(settings: Settings): void {
  const rules: readonly [string, boolean][] = [
    ["name: a letter, then letters and digits, at most 20", /^[A-Za-z][A-Za-z0-9]{0,19}$/.test(settings.name)],
    ["account: twelve digits", settings.account === undefined || /^\d{12}$/.test(settings.account)],
    ["region: like eu-central-1", /^[a-z]{2}(-[a-z]+)+-\d$/.test(settings.region)],
    ["architecture: x86_64 or arm64", ["x86_64", "arm64"].includes(settings.architecture)],
    ["smokePrincipal: the ARN of a role or user", settings.smokePrincipal === undefined || /^arn:aws[\w-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(settings.smokePrincipal)],
    ["guardrail.use: own, given (with id and version) or off",
      settings.guardrail.use !== "given" ? ["own", "off"].includes(settings.guardrail.use)
        : Boolean(settings.guardrail.id && settings.guardrail.version)],
    ["ocr, entities, search.use, search.standby, api.keys: on or off",
      [settings.ocr, settings.entities, settings.search.use, settings.search.standby, settings.api.keys].every((s) => ["on", "off"].includes(s))],
    ["search.index: shared or tenant", ["shared", "tenant"].includes(settings.search.index)],
    ["search.tenants: names of tenants, at most 400",
      settings.search.tenants.length <= 400 &&
        settings.search.tenants.every((t) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(t))],
    ["retentionDays: whole days, at least 1", Object.values(settings.retentionDays).every((d) => Number.isInteger(d) && d >= 1)],
    ["api.authorizer: cognito or function", ["cognito", "function"].includes(settings.api.authorizer)],
    ["api.tiers: at least one", settings.api.tiers.length > 0],
    ["pipeline.jobsAtOncePerTenant: 1 to 1000", settings.pipeline.jobsAtOncePerTenant >= 1 && settings.pipeline.jobsAtOncePerTenant <= 1000],
  ];
  const broken = rules.filter(([, holds]) => !holds).map(([rule]) => rule);
  if (broken.length > 0) throw new Error(`settings: ${broken.join("; ")}`);
}

/** `given` over the defaults. Throws with the member's name for what it does not know or what breaks a rule. */
export function settingsFrom(given: unknown): Settings {
  if (!isObject(given)) throw new Error("settings: not a JSON object");
  const settings = overlay(defaults as unknown as Loose, given, "") as unknown as Settings;
  check(settings);
  return settings;
}

export function readSettings(path: string): Settings {
  return existsSync(path) ? settingsFrom(JSON.parse(readFileSync(path, "utf8"))) : defaults;
}
