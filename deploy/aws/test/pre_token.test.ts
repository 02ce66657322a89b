import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../lib/project";

interface Event { request: { userAttributes: Record<string, string>; groupConfiguration?: { groupsToOverride: string[] } }; response: any }
const { handler } = require(join(projectRoot, "deploy/aws/lib/identity/pre_token.js")) as { handler(event: Event): Promise<Event> };

const event = (attributes: Record<string, string>, groups?: string[]): Event =>
  ({ request: { userAttributes: attributes, ...(groups && { groupConfiguration: { groupsToOverride: groups } }) }, response: {} });
const claimsOf = async (e: Event) => {
  const details = (await handler(e)).response.claimsAndScopeOverrideDetails;
  assert.deepEqual(details.idTokenGeneration, details.accessTokenGeneration);
  return details.idTokenGeneration.claimsToAddOrOverride;
};
const acme = { "custom:tenantId": "acme" };

test("both tokens carry the user's tenant, and as role the highest of the groups", async () => {
  assert.deepEqual(await claimsOf(event(acme)), acme);
  assert.deepEqual(await claimsOf(event(acme, [])), acme);
  assert.deepEqual(await claimsOf(event(acme, ["others"])), acme);
  assert.deepEqual(await claimsOf(event(acme, ["viewer", "editor", "others"])), { ...acme, "custom:role": "editor" });
  assert.deepEqual(await claimsOf(event(acme, ["editor", "admin"])), { ...acme, "custom:role": "admin" });
});

test("an event of version 1 gets the claims in that version's place, later ones in theirs", async () => {
  const answered = async (version: string) => Object.keys((await handler({ ...event(acme, ["viewer"]), version } as Event)).response);
  assert.deepEqual(await answered("1"), ["claimsOverrideDetails"]);
  for (const version of ["2", "3"]) assert.deepEqual(await answered(version), ["claimsAndScopeOverrideDetails"]);
  const { response } = await handler({ ...event(acme, ["admin"]), version: "1" } as Event);
  assert.deepEqual(response.claimsOverrideDetails.claimsToAddOrOverride, { ...acme, "custom:role": "admin" });
});

test("a machine, which is no user, gets no token", async () => {
  await assert.rejects(handler({ version: "3", triggerSource: "TokenGeneration_ClientCredentials", request: { scopes: ["x/y"] }, response: {} } as never), /belongs to no tenant/);
});

test("a role or tenant that a user's own attributes claim counts for nothing else", async () => {
  assert.deepEqual(await claimsOf(event({ ...acme, "custom:role": "admin", tenantId: "other" }, ["viewer"])), { ...acme, "custom:role": "viewer" });
});

test("a user without a tenant, or with a name that no tenant may bear, gets no token", async () => {
  for (const attributes of [{}, { "custom:tenantId": "" }, { "custom:tenantId": "a/../b" }, { "custom:tenantId": "_system" }, { "custom:tenantId": "-a" }] as Record<string, string>[])
    await assert.rejects(handler(event(attributes)), /belongs to no tenant/);
});
