import { existsSync, readFileSync } from "node:fs";
import { brokenRules } from "./settings_rules";

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
    /** Id of a Bedrock model, or of an inference profile ("eu.…", "us.…", "global.…"). None given: the default one's profile of the region's continent. */
    readonly language: string;
    readonly embedding: string;
    /** Of these models, in USD a million tokens, for the metrics of cost. Zeros: none are counted. */
    readonly prices: { readonly input: number; readonly output: number; readonly embedding: number };
    /** In and out, of one tenant in one UTC day. 0: no bound. */
    readonly tokensPerTenantAndDay: number;
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
  models: { language: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", embedding: "amazon.titan-embed-text-v2:0", prices: { input: 3, output: 15, embedding: 0.02 }, tokensPerTenantAndDay: 0 },
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

/** The default model as the region has it: only these two continents and the whole world have a profile of it. */
function languageModelOf(region: string): string {
  const continent = /^(eu|us)-(?!gov)/.exec(region)?.[1] ?? "global";
  return defaults.models.language.replace(/^eu\./, `${continent}.`);
}

function overlay(base: Loose, given: Loose, at: string): Loose {
  const out: Loose = { ...base };
  for (const [name, value] of Object.entries(given)) {
    const path = at ? `${at}.${name}` : name;
    const known = base[name];
    if (known === undefined && !optionalMembers.has(path)) throw new SettingsError(`settings: there is no "${path}"`);
    if (known !== undefined && (typeof known !== typeof value || Array.isArray(known) !== Array.isArray(value)))
      throw new SettingsError(`settings: "${path}" has to be like ${JSON.stringify(known)}`);
    out[name] = isObject(known) && isObject(value) ? overlay(known, value, path) : value;
  }
  return out;
}

/** What is wrong with the settings, in words for who wrote them. */
export class SettingsError extends Error {}

/** `given` over the defaults. Throws SettingsError with the member's name for what it does not know or what breaks a rule. */
export function settingsFrom(given: unknown): Settings {
  if (!isObject(given)) throw new SettingsError("settings: not a JSON object");
  const made = overlay(defaults as unknown as Loose, given, "") as unknown as Settings;
  const models = isObject(given.models) ? given.models : {};
  const settings = models.language === undefined ? { ...made, models: { ...made.models, language: languageModelOf(made.region) } } : made;
  const broken = brokenRules(settings);
  if (models.language !== undefined && models.prices === undefined) broken.push("models.prices: those of the model named, or zeros to count no costs");
  if (broken.length > 0) throw new SettingsError(`settings: ${broken.join("; ")}`);
  return settings;
}

/** The settings of a file. Throws SettingsError as above, or for a file that is not there or is no JSON. */
export function readSettings(path: string): Settings {
  if (!existsSync(path)) throw new SettingsError(`settings: ${path} is not there`);
  const text = readFileSync(path, "utf8");
  try {
    return settingsFrom(JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError ? new SettingsError(`settings: ${path} is no JSON: ${error.message}`) : error;
  }
}
