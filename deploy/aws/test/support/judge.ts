import { Condition, Document, Statement } from "./policies";

/** A request as IAM sees it. A context key that is not there is missing, not empty. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
}
export type Verdict = "Allowed" | "Denied";

const listed = <T>(value: T | readonly T[] | undefined): readonly T[] => (value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/** "*" and "?" as in IAM; what a variable stood for is taken literally. */
function pattern(text: string, context: Request["context"], ignoreCase = false): RegExp | undefined {
  let whole = true;
  const parts = text.split(/(\$\{[^}]+\})/).map((part) => {
    const variable = /^\$\{([^}]+)\}$/.exec(part)?.[1];
    if (variable === undefined) return part.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, "[^]*").replace(/\?/g, "[^]");
    const value = context[variable];
    if (typeof value !== "string") whole = false;
    return String(value).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return whole ? new RegExp(`^${parts.join("")}$`, ignoreCase ? "i" : "") : undefined;
}

function matches(wanted: string, given: string, context: Request["context"], ignoreCase = false): boolean {
  return pattern(wanted, context, ignoreCase)?.test(given) ?? false;
}

type Test = (given: string, wanted: readonly string[], context: Request["context"]) => boolean;
const like: Test = (given, wanted, context) => wanted.some((w) => matches(w, given, context));
const equal: Test = (given, wanted, context) => wanted.some((w) => {
  const literal = w.replace(/[*?]/g, (c) => `\u0000${c.charCodeAt(0)}`);
  return matches(literal, given.replace(/[*?]/g, (c) => `\u0000${c.charCodeAt(0)}`), context);
});

/** The operators that the stacks use. Another one is an error, not a guess. */
const operators: Record<string, { test: Test; negated?: boolean }> = {
  StringEquals: { test: equal }, StringNotEquals: { test: equal, negated: true }, StringLike: { test: like }, StringNotLike: { test: like, negated: true },
  ArnLike: { test: like }, ArnEquals: { test: like }, Bool: { test: equal },
  NumericLessThan: { test: (given, wanted) => wanted.some((w) => Number(given) < Number(w)) },
};

function holds(operator: string, key: string, wanted: readonly string[], context: Request["context"]): boolean {
  const given = context[key];
  if (operator === "Null") return wanted.every((w) => (w === "true") === (given === undefined));
  const everyOf = operator.startsWith("ForAllValues:");
  const known = operators[operator.replace(/^ForAllValues:/, "")];
  if (!known) throw new Error(`operator ${operator} is not known here`);
  if (given === undefined) return everyOf || known.negated === true;
  const one = (value: string) => known.test(value, wanted, context) !== (known.negated === true);
  return everyOf ? listed(given).every(one) : listed(given).some(one);
}

function conditionHolds(condition: Condition | undefined, context: Request["context"]): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, listed(wanted), context)));
}

function applies(statement: Statement, { action, resource, context }: Request): boolean {
  const onResource = statement.NotResource !== undefined
    ? !listed(statement.NotResource).some((r) => matches(r, resource, context))
    : listed(statement.Resource).some((r) => matches(r, resource, context));
  return listed(statement.Action).some((a) => matches(a, action, {}, true)) && onResource && conditionHolds(statement.Condition, context);
}

/**
 * IAM's rule for a role of the same account ("Policy evaluation logic" in the IAM user guide): one Deny anywhere denies; else one Allow of the
 * role's own allows. What a resource's policy allows to other principals is left out, so this errs to the strict side. Small on purpose: it
 * is checked against iam-simulate on every case, and stands in for it where that one drops condition keys (kms:EncryptionContext:*).
 */
export function judge(request: Request, identity: Document, resource?: Document): Verdict {
  const statements = [...identity.Statement, ...(resource?.Statement.filter((s) => s.Effect === "Deny") ?? [])];
  const applying = statements.filter((s) => applies(s, request));
  if (applying.some((s) => s.Effect === "Deny")) return "Denied";
  return applying.some((s) => s.Effect === "Allow") ? "Allowed" : "Denied";
}
