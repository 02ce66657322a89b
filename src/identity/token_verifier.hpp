#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "identity/claims.hpp"
#include "identity/invalid_token.hpp"
#include "identity/principal.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"
#include "ports/metadata_store.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::identity {

class ApiKeys;
class Issuer;

/// An identity provider that the operator configured, e.g. an Amazon Cognito user pool. Its keys come from `jwks_url` alone.
struct ExternalIssuer {
    ClaimsPolicy policy;
    std::string jwks_url;
};

/// What the verifier works with; all of it outlives the verifier.
struct VerifierParts {
    Issuer& issuer;
    ApiKeys& api_keys;
    ports::TenantRegistry& tenants;
    ports::MetadataStore& store;
    ports::HttpClient& http;
    ports::Clock& clock;
};

/// Turn what stands behind "Authorization: Bearer" into a Principal: an access token of the built-in issuer or of a configured one, or an
/// API key ("bsk_…"). The only place besides the administration commands where a tenant id begins. Safe from many threads.
class TokenVerifier {
public:
    TokenVerifier(const VerifierParts&, std::vector<ExternalIssuer>);
    ~TokenVerifier();

    /// Who asks. Each refusal (form, key, signature, claims, tenant not active, token revoked, account disabled) is the same `Forbidden`
    /// "invalid-token" (401), with the cause in `detail`, and in `where` the active tenant whose token it truly is, if its signature held:
    /// both for the audit alone. `Unavailable` "jwks" (503): the issuer's keys can't be had now. Errors of the
    /// store pass through.
    Result<Principal> verify(std::string_view bearer, Deadline);

    /// What commits with a revocation, e.g. an audit entry with the token's holder as actor.
    using Along = std::function<ports::Batch(const Principal& holder)>;
    /// Refuse this access token from now on, also after a restart. `along` may be empty. Errors as above; an API key is `InvalidInput`
    /// "unsupported-token": disable it instead.
    Status revoke(std::string_view bearer, const Along& along, Deadline);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::identity
