#include "identity/claims.hpp"

#include <cmath>

#include "identity/invalid_token.hpp"

namespace bespoke::identity {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxClaimBytes = 256;

const json* find(const json& claims, const std::string& name) {
    const auto found = claims.find(name);
    return found == claims.end() ? nullptr : &*found;
}

bool is_text(const json* value) {
    return value != nullptr && value->is_string() && !value->get_ref<const std::string&>().empty() &&
           value->get_ref<const std::string&>().size() <= kMaxClaimBytes;
}

/// A NumericDate (RFC 7519 section 2) in seconds; `nullopt` if it is none or lies outside 1970..9999.
std::optional<double> date(const json* value) {
    if (value == nullptr || !value->is_number()) return std::nullopt;
    const auto seconds = value->get<double>();
    if (!std::isfinite(seconds) || seconds < 0 || seconds > 253'402'300'799.0) return std::nullopt;
    return seconds;
}

std::optional<std::string> problem_of_dates(const json& claims, const ClaimsPolicy& policy, Timestamp now) {
    const double now_seconds = static_cast<double>(to_millis(now)) / 1000, leeway = static_cast<double>(policy.leeway.count());
    const auto expires = date(find(claims, "exp")), issued = date(find(claims, "iat"));
    if (!expires) return "exp missing or no date";
    if (!issued) return "iat missing or no date";
    if (*expires + leeway <= now_seconds) return "expired";
    if (*issued > now_seconds + leeway) return "iat in the future";
    if (*expires <= *issued) return "exp not behind iat";
    if (*expires - *issued > static_cast<double>(policy.max_lifetime.count())) return "lives too long";
    if (const auto* not_before = find(claims, "nbf")) {
        const auto begins = date(not_before);
        if (!begins) return "nbf is no date";
        if (*begins > now_seconds + leeway) return "nbf in the future";
    }
    return std::nullopt;
}

bool names_one_of(const json* value, const std::vector<std::string>& wanted) {
    if (value == nullptr) return false;
    const auto is_wanted = [&](const json& one) {
        return one.is_string() && std::ranges::find(wanted, one.get_ref<const std::string&>()) != wanted.end();
    };
    if (!value->is_array()) return is_wanted(*value);
    // An array with anything but strings is malformed as a whole.
    return std::ranges::all_of(*value, [](const json& one) { return one.is_string(); }) && std::ranges::any_of(*value, is_wanted);
}

/// The kind of token, so that an id token never passes for an access token or the reverse (RFC 8725 section 3.11).
std::optional<std::string> problem_of_use(const JwsHeader& header, const json& claims, const ClaimsPolicy& policy) {
    const auto is_use = [&](std::string_view use) {
        const auto* value = find(claims, "token_use");
        return value != nullptr && *value == use;
    };
    switch (policy.use) {
        case TokenUse::AccessJwt:
            if (header.type != "at+jwt") return "typ is not at+jwt";
            return names_one_of(find(claims, "aud"), policy.audiences) ? std::nullopt : std::optional<std::string>("aud");
        case TokenUse::CognitoAccess:
            if (!is_use("access") || (!header.type.empty() && header.type != "jwt")) return "not a Cognito access token";
            // Cognito's access tokens name the app client here and have no `aud`; if there is one it must be us all the same.
            if (find(claims, "aud") != nullptr && !names_one_of(find(claims, "aud"), policy.audiences)) return "aud";
            return is_text(find(claims, "client_id")) && names_one_of(find(claims, "client_id"), policy.audiences)
                       ? std::nullopt
                       : std::optional<std::string>("client_id");
        case TokenUse::CognitoId:
            if (!is_use("id") || (!header.type.empty() && header.type != "jwt")) return "not a Cognito id token";
            return names_one_of(find(claims, "aud"), policy.audiences) ? std::nullopt : std::optional<std::string>("aud");
    }
    return "unknown use";
}

std::optional<Role> role_of(const json& claims, const ClaimsPolicy& policy) {
    std::optional<Role> role;
    const auto consider = [&](const json& name) {
        if (!name.is_string()) return;
        const auto found = policy.roles.find(name.get<std::string>());
        if (found != policy.roles.end() && (!role || found->second > *role)) role = found->second;
    };
    if (const auto* value = find(claims, policy.role_claim)) {
        if (value->is_array())
            std::ranges::for_each(*value, consider);
        else
            consider(*value);
    }
    return role ? role : policy.default_role;
}

Result<Principal> principal_of(const json& claims, const ClaimsPolicy& policy) {
    auto tenant = claimed_tenant(claims, policy);
    if (!tenant) return tl::unexpected(std::move(tenant.error()));
    if (!is_text(find(claims, "sub"))) return refuse_token("sub missing");
    const auto role = role_of(claims, policy);
    if (!role) return refuse_token("no role");
    const auto* id = find(claims, "jti");
    if (id != nullptr && !is_text(id)) return refuse_token("jti malformed");
    if (id == nullptr && policy.use == TokenUse::AccessJwt) return refuse_token("jti missing");
    return Principal{*std::move(tenant), claims["sub"].get<std::string>(), *role,
                     id != nullptr ? id->get<std::string>() : std::string()};
}

}  // namespace

Result<TenantId> claimed_tenant(const json& claims, const ClaimsPolicy& policy) {
    const auto* value = find(claims, policy.tenant_claim);
    if (!is_text(value)) return refuse_token("tenant missing");
    TenantId tenant(value->get<std::string>());
    if (!is_valid(tenant)) return refuse_token("tenant malformed");
    if (!policy.tenants.empty() && !policy.tenants.contains(tenant.str())) return refuse_token("tenant not this issuer's");
    return tenant;
}

Result<CheckedClaims> check_claims(const JwsHeader& header, const json& claims, const ClaimsPolicy& policy, Timestamp now) {
    if (!claims.is_object()) return refuse_token("claims are no object");
    if (const auto* issuer = find(claims, "iss"); !is_text(issuer) || *issuer != policy.issuer) return refuse_token("iss");
    if (auto problem = problem_of_use(header, claims, policy)) return refuse_token(*std::move(problem));
    if (auto problem = problem_of_dates(claims, policy, now)) return refuse_token(*std::move(problem));
    auto principal = principal_of(claims, policy);
    if (!principal) return tl::unexpected(std::move(principal.error()));
    const auto moment = [&](const char* name) {
        return from_millis(static_cast<std::int64_t>(claims[name].get<double>() * 1000));
    };
    return CheckedClaims{*std::move(principal), moment("iat"), moment("exp") + policy.leeway, policy.issuer};
}

}  // namespace bespoke::identity
