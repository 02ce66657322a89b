import { Stack, Validations } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { flattenCfnReference } from "cdk-nag/lib/utils/flatten-cfn-reference";

/** Stars that policies may hold, each with what bounds it. A star of any other shape stays a finding. */
const explained: readonly [star: RegExp, reason: string][] = [
  [/\/tenants\/<aws:PrincipalTag\/tenantId>\/(scans\/)?\*$/, "The star stands behind the session tenant's own prefix."],
  [/RecordsTable.*\/index\/\*$/, "Indexes of the one table; leading keys bound the rows."],
  [/BucketsLedger.*\/\*$/, "The ledger's lines: create and read, under object lock, never delete."],
  [/:bedrock:\*::foundation-model\/[^*]+$/, "An inference profile may choose among regions; the model is named."],
  [/:schedule\/[A-Za-z0-9]+-jobs\/\*$/, "One-time schedules of the one group: their names are of jobs."],
  [/:execution:<[^>]+Name>:\*$/, "Executions of the one state machine: their names are job ids."],
];

/** Actions that know no resource: their statements hold nothing else. */
const withoutResource: Record<string, string> = {
  xray: "Trace segments have no resource.",
  textract: "Textract's calls on documents have no resource; what they may read, S3 decides by the same session.",
  comprehend: "Comprehend's calls on texts have no resource.",
  logs: "Delivery of vended logs is set up through calls that have no resource.",
};

interface Statement { readonly Effect: string; readonly Action: string | string[]; readonly Resource?: unknown }

const listed = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

function reasonFor(resource: string, statements: readonly Statement[]): string | undefined {
  if (resource !== "*") return explained.find(([star]) => star.test(resource))?.[1];
  const services = new Set(statements.filter((s) => listed(s.Resource).includes("*")).flatMap((s) => listed(s.Action)).map((action) => action.split(":")[0] ?? ""));
  const reasons = [...services].map((service) => withoutResource[service]);
  return reasons.some((reason) => reason === undefined) ? undefined : reasons.join(" ");
}

function acknowledgePolicy(policy: iam.CfnPolicy): void {
  const document = Stack.of(policy).resolve(policy.policyDocument) as { Statement: Statement[] };
  const allowed = document.Statement.filter((s) => s.Effect === "Allow");
  const stars = new Set(allowed.flatMap((s) => listed(s.Resource)).map((r) => flattenCfnReference(r)).filter((r) => r.includes("*")));
  for (const star of stars) {
    const reason = reasonFor(star, allowed);
    if (reason) Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${star}]`, reason });
  }
}

/** Give the reason of every star in a policy that has one. */
export function acknowledgeRoles(stack: Stack): void {
  for (const construct of stack.node.findAll()) if (construct instanceof iam.CfnPolicy) acknowledgePolicy(construct);
}
