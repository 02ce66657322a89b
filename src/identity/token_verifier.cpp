#include "identity/token_verifier.hpp"

#include <algorithm>

#include "base/strict_json.hpp"
#include "identity/account.hpp"
#include "identity/api_keys.hpp"
#include "identity/issuer.hpp"
#include "identity/jwks_cache.hpp"
#include "identity/revocation.hpp"
#include "identity/token_cache.hpp"

namespace bespoke::identity {
namespace {

constexpr std::string_view kApiKeyPrefix = "bsk_";
constexpr std::size_t kMaxClaimsBytes = 12 * 1024;
constexpr std::size_t kBuiltIn = 0;  // as VerifiedToken::source; external ones follow

struct External {
    External(ExternalIssuer issuer, ports::HttpClient& http, ports::Clock& clock)
        : policy(std::move(issuer.policy)), keys(JwksOptions{.url = std::move(issuer.jwks_url)}, http, clock) {}
    ClaimsPolicy policy;
    JwksCache keys;
};

Result<nlohmann::json> claims_of(const Jws& jws) {
    auto claims = parse_strict_json(as_text(jws.payload), {.bytes = kMaxClaimsBytes, .depth = 8});
    if (!claims || !claims->is_object()) return refuse_token("claims are no JSON object");
    return *std::move(claims);
}

std::optional<ports::RecordKind> kind_of_account(const std::string& subject) {
    if (subject.starts_with("usr_")) return ports::RecordKind::User;
    if (subject.starts_with("key_")) return ports::RecordKind::ApiKey;
    return std::nullopt;
}

bool is_absence(const Error& error) { return error.code == ErrorCode::NotFound || error.code == ErrorCode::InvalidInput; }

}  // namespace

struct TokenVerifier::Impl {
    VerifierParts parts;
    ClaimsPolicy own_policy;
    std::vector<std::unique_ptr<External>> external;
    TokenCache cache;

    Impl(const VerifierParts& with_parts, std::vector<ExternalIssuer> issuers)
        : parts(with_parts), own_policy(parts.issuer.policy()) {
        for (auto& issuer : issuers) external.push_back(std::make_unique<External>(std::move(issuer), parts.http, parts.clock));
    }

    [[nodiscard]] const ClaimsPolicy& policy(std::size_t source) const {
        return source == kBuiltIn ? own_policy : external[source - 1]->policy;
    }

    /// Which issuer a token says it is from: only that one's keys and rules are asked.
    [[nodiscard]] std::optional<std::size_t> source_of(const nlohmann::json& claims) const {
        const auto issuer = claims.value("iss", nlohmann::json());
        for (std::size_t source = 0; source <= external.size(); ++source) {
            if (issuer == policy(source).issuer) return source;
        }
        return std::nullopt;
    }

    Result<Jwk> key_of(std::size_t source, const std::string& key_id, Deadline deadline) {
        auto key = source == kBuiltIn ? Result<std::optional<Jwk>>(parts.issuer.find(key_id))
                                      : external[source - 1]->keys.find(key_id, deadline);
        if (!key) return tl::unexpected(std::move(key.error()));
        if (!*key) return refuse_token("unknown kid");
        return **std::move(key);
    }

    Result<VerifiedToken> check_anew(std::string_view token, Deadline deadline) {
        const auto jws = parse_jws(token);
        if (!jws) return tl::unexpected(jws.error());
        const auto claims = claims_of(*jws);
        if (!claims) return tl::unexpected(claims.error());
        const auto source = source_of(*claims);
        if (!source) return refuse_token("iss not configured");
        const auto key = key_of(*source, jws->header.key_id, deadline);
        if (!key) return tl::unexpected(key.error());
        if (!identity::verify(*jws, *key)) return refuse_token("signature");
        auto checked = check_claims(jws->header, *claims, policy(*source), parts.clock.now());
        if (!checked) return tl::unexpected(at_tenant(claimed_tenant(*claims, policy(*source)), std::move(checked.error())));
        return VerifiedToken{*std::move(checked), *source, key->id, key->fingerprint};
    }

    /// From the cache if its key is still the issuer's.
    Result<VerifiedToken> check(std::string_view token, const std::string& hash, Deadline deadline) {
        const auto now = parts.clock.now();
        if (auto known = cache.find(hash, now)) {
            const auto key = key_of(known->source, known->key_id, deadline);
            if (!key) return tl::unexpected(key.error());
            if (key->fingerprint == known->key_fingerprint) return *std::move(known);
            cache.drop(hash);
        }
        auto verified = check_anew(token, deadline);
        if (verified) cache.add(hash, *verified, now);
        return verified;
    }

    Status check_tenant(const TenantId& tenant) {
        const auto found = parts.tenants.get(tenant);
        if (!found) return tl::unexpected(found.error());
        if (!*found || (*found)->state != ports::TenantState::Active) return refuse_token("tenant not active");
        return {};
    }

    /// The refusal of a token whose signature held, for the audit of the tenant that it names.
    Error at_tenant(const Result<TenantId>& tenant, Error error) {
        const bool refused = error.reason == "invalid-token" && tenant && check_tenant(*tenant);
        return refused ? at(std::move(error), tenant->str()) : error;
    }

    Status check_revocation(const CheckedClaims& claims, std::string_view token) {
        const auto id = revocation_id(claims.issuer, claims.principal.token_id, token);
        const auto found = parts.store.get(claims.principal.tenant, ports::RecordKind::RevokedToken, id);
        if (!found)
            return is_absence(found.error()) ? Status(refuse_token("tenant gone")) : Status(tl::unexpected(found.error()));
        if (*found) return refuse_token("revoked");
        return {};
    }

    /// Our own tokens stand for a user or key: what became of it since counts at once.
    Status check_account(CheckedClaims& claims) {
        const auto kind = kind_of_account(claims.principal.subject);
        if (!kind) return refuse_token("sub is no account");
        const auto found = parts.store.get(claims.principal.tenant, *kind, RecordId(claims.principal.subject));
        if (!found)
            return is_absence(found.error()) ? Status(refuse_token("tenant gone")) : Status(tl::unexpected(found.error()));
        if (!*found) return refuse_token("account gone");
        const auto account = account_of(**found);
        if (account.state != AccountState::Active) return refuse_token("account disabled");
        if (account.expires_at && *account.expires_at <= parts.clock.now()) return refuse_token("account expired");
        // `iat` has whole seconds.
        if (claims.issued_at < std::chrono::floor<std::chrono::seconds>(account.tokens_valid_from))
            return refuse_token("given before the password changed");
        claims.principal.role = std::min(claims.principal.role, account.role);
        return {};
    }

    Result<Principal> authorize(VerifiedToken token, std::string_view text) {
        if (auto checked = check_tenant(token.claims.principal.tenant); !checked)
            return tl::unexpected(std::move(checked.error()));
        auto checked = check_revocation(token.claims, text);
        if (checked && token.source == kBuiltIn) checked = check_account(token.claims);
        if (!checked) return tl::unexpected(at_tenant(token.claims.principal.tenant, std::move(checked.error())));
        return std::move(token.claims.principal);
    }
};

TokenVerifier::TokenVerifier(const VerifierParts& parts, std::vector<ExternalIssuer> external)
    : impl_(std::make_unique<Impl>(parts, std::move(external))) {}
TokenVerifier::~TokenVerifier() = default;

Result<Principal> TokenVerifier::verify(std::string_view bearer, Deadline deadline) {
    if (bearer.starts_with(kApiKeyPrefix)) return impl_->parts.api_keys.authenticate(bearer);
    auto token = impl_->check(bearer, sha256_hex(as_bytes(bearer)), deadline);
    if (!token) return tl::unexpected(std::move(token.error()));
    return impl_->authorize(*std::move(token), bearer);
}

Status TokenVerifier::revoke(std::string_view bearer, const Along& along, Deadline deadline) {
    if (bearer.starts_with(kApiKeyPrefix)) {
        return fail(ErrorCode::InvalidInput, "unsupported-token",
                    "An API key is no access token; disable the key in place of this.");
    }
    const auto token = impl_->check(bearer, sha256_hex(as_bytes(bearer)), deadline);
    if (!token) return tl::unexpected(token.error());
    const auto& claims = token->claims;
    auto batch = along ? along(claims.principal) : ports::Batch{};
    const auto id = revocation_id(claims.issuer, claims.principal.token_id, bearer);
    batch.writes.push_back(revocation(id, claims.expires_at, impl_->parts.clock.now()));
    return impl_->parts.store.commit(claims.principal.tenant, batch);
}

}  // namespace bespoke::identity
