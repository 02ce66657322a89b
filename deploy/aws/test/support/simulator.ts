import { runSimulation } from "@cloud-copilot/iam-simulate";
import { Request, Verdict } from "./judge";
import { Document } from "./policies";
import { account } from "./resolving";

/** iam-simulate drops these keys as unknown, so it would deny whatever needs one. Global keys can stand in for them: the statement's form stays. */
const dropped = "kms:EncryptionContext:";
const standIn = "aws:RequestTag/encryption-context-";

const renamed = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(dropped, standIn)) as T;

/** The verdict of @cloud-copilot/iam-simulate. Throws if it finds fault with a policy, an action or an ARN. */
export async function simulate(principal: string, request: Request, identity: Document, resource?: Document): Promise<Verdict> {
  const result = await runSimulation({
    request: { principal, action: request.action, resource: { resource: request.resource, accountId: account }, contextVariables: renamed({ ...request.context }) },
    identityPolicies: [{ name: "role", policy: renamed(identity) }],
    serviceControlPolicies: [], resourceControlPolicies: [],
    ...(resource && { resourcePolicy: renamed(resource) }),
  }, { simulationMode: "Strict" });
  if (result.resultType === "error") throw new Error(JSON.stringify(result.errors));
  return result.overallResult === "Allowed" ? "Allowed" : "Denied";
}
