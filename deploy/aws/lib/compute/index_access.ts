import { Aws, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as aoss from "aws-cdk-lib/aws-opensearchserverless";
import { Construct } from "constructs";
import { Search, ownIndex, sharedIndex } from "../data/search";
import { Settings } from "../settings";

const permissions = ["aoss:ReadDocument", "aoss:WriteDocument", "aoss:CreateIndex", "aoss:DescribeIndex"];
/** A tenant's own index goes with the tenant. The shared one can't be deleted by anybody's session. */
const withDeletion = [...permissions, "aoss:DeleteIndex"];

interface Rule {
  readonly Description: string;
  readonly Principal: readonly string[];
  readonly Rules: readonly [{ readonly ResourceType: "index"; readonly Resource: readonly string[]; readonly Permission: readonly string[] }];
}

function rule(description: string, principals: string[], index: string, permission: readonly string[]): Rule {
  return { Description: description, Principal: principals, Rules: [{ ResourceType: "index", Resource: [index], Permission: permission }] };
}

/** The session of a role that one tenant's calls run in: its name is bound to the tenant's tag by the role's trust policy. */
function sessionArn(role: iam.IRole, tenant: string): string {
  return `arn:${Aws.PARTITION}:sts::${Aws.ACCOUNT_ID}:assumed-role/${role.roleName}/@${tenant}`;
}

/** Which tenant sessions reach which index. IAM policies stop at the collection; these go down to the index. */
export class IndexAccess extends Construct {
  constructor(scope: Construct, id: string, search: Search, users: readonly iam.IRole[], settings: Settings) {
    super(scope, id);
    const index = (name: string) => `index/${search.collection.name}/${name}`;
    const rules = settings.search.index === "shared"
      ? [rule("all tenants' sessions, one index", users.map((role) => role.roleArn), index(sharedIndex), permissions)]
      : settings.search.tenants.map((tenant) => rule(tenant, users.map((role) => sessionArn(role, tenant)), index(ownIndex(tenant)), withDeletion));
    for (const [number, part] of chunks(rules, 20).entries()) {
      new aoss.CfnAccessPolicy(this, `Policy${number}`, {
        name: `${settings.name.toLowerCase()}-${settings.search.index}-${number}`, type: "data", policy: Stack.of(this).toJsonString(part),
      });
    }
  }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  const out: T[][] = [];
  for (let at = 0; at < all.length; at += size) out.push(all.slice(at, at + size));
  return out;
}
