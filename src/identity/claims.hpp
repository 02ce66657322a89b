#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "identity/jws.hpp"
#include "identity/principal.hpp"

namespace bespoke::identity {

/// What kind of token an issuer gives.
enum class TokenUse {
    AccessJwt,      ///< RFC 9068: header typ "at+jwt", `aud` names us
    CognitoAccess,  ///< Amazon Cognito access token: token_use "access", `client_id` in place of `aud`
    CognitoId,      ///< Amazon Cognito id token: token_use "id", `aud` is the app client; carries custom attributes
};

/// What tokens of one issuer must say.
struct ClaimsPolicy {
    std::string issuer;                  ///< `iss`, compared byte by byte
    std::vector<std::string> audiences;  ///< one of them in `aud` (or `client_id`); none configured refuses all
    TokenUse use = TokenUse::AccessJwt;
    std::string tenant_claim = "tenant";  ///< e.g. "custom:tenantId"
    std::set<std::string> tenants;        ///< the only tenants that this issuer may speak for; any if empty
    std::string role_claim = "role";      ///< a string or an array of strings, e.g. "cognito:groups"
    /// Role by the claim's values; the highest counts. A token that names none of them gets `default_role`, or is refused.
    std::map<std::string, Role> roles = {{"viewer", Role::Viewer}, {"editor", Role::Editor}, {"admin", Role::Admin}};
    std::optional<Role> default_role;
    std::chrono::seconds leeway{60};          ///< clocks differ
    std::chrono::seconds max_lifetime{3600};  ///< of `exp` - `iat`; a longer one is refused
};

/// A token whose claims hold.
struct CheckedClaims {
    Principal principal;
    Timestamp issued_at{};
    Timestamp expires_at{};  ///< with leeway: from then on it is refused
    std::string issuer;
};

/// The tenant that a token's claims name, if this issuer may speak for it; otherwise a refusal as below.
Result<TenantId> claimed_tenant(const nlohmann::json& claims, const ClaimsPolicy&);

/// Check the claims of a token whose signature was verified, at `now` (RFC 7519 section 4.1, RFC 9068 section 4, RFC 8725). Pure. Anything
/// doubtful is `Forbidden` "invalid-token" with the reason in `detail`.
Result<CheckedClaims> check_claims(const JwsHeader&, const nlohmann::json& claims, const ClaimsPolicy&, Timestamp now);

}  // namespace bespoke::identity
