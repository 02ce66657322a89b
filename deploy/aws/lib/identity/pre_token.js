"use strict";

// Cognito calls this before it signs tokens. Access tokens carry no custom attributes by themselves, so the tenant is copied into both kinds
// of token from the attribute, which no client can write (into the id token alone by events of version 1, which know no other); the role is
// the highest of the user's groups. Users without a tenant get no token, nor do machines (client credentials, version 3).
const roles = ["admin", "editor", "viewer"];

exports.handler = async (event) => {
  const tenant = event.request.userAttributes?.["custom:tenantId"];
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(tenant ?? "")) throw new Error("This user belongs to no tenant.");
  const groups = event.request.groupConfiguration?.groupsToOverride ?? [];
  const role = roles.find((name) => groups.includes(name));
  const claims = { claimsToAddOrOverride: { "custom:tenantId": tenant, ...(role && { "custom:role": role }) } };
  event.response = event.version === "1"
    ? { claimsOverrideDetails: claims }
    : { claimsAndScopeOverrideDetails: { idTokenGeneration: claims, accessTokenGeneration: claims } };
  return event;
};
