#include "api/middleware/authenticate.hpp"

#include "api/field_value.hpp"
#include "crypto/mac.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

constexpr std::size_t kMaxToken = 8 * 1024;

/// No proxy stands between us and somebody on this machine.
bool is_local(const http::Request& request) {
    const bool loopback = request.peer == "127.0.0.1" || request.peer == "::1" || request.peer.starts_with("127.");
    return loopback && !request.headers.get("X-Forwarded-For") && !request.headers.get("Forwarded");
}

/// A true link to what is no more.
Result<http::Response> gone_if_missing(Result<http::Response> answer) {
    if (answer || answer.error().code != ErrorCode::NotFound || answer.error().reason == "expired") return answer;
    return fail(ErrorCode::NotFound, "erased", "What this link led to is no longer there; look at the list of what there is.",
                answer.error().detail);
}

}  // namespace

std::string_view bearer_token(const http::Request& request) {
    const auto field = request.headers.get("Authorization");
    constexpr std::size_t kScheme = 7;
    if (!field || request.headers.count("Authorization") != 1 || field->size() <= kScheme) return {};
    if (lower_case(field->substr(0, kScheme)) != "bearer " || field->size() - kScheme > kMaxToken) return {};
    return field->substr(kScheme);
}

tl::unexpected<Error> not_authenticated(std::string detail) {
    return fail(ErrorCode::Forbidden, "invalid-token",
                "The access token or API key is missing, expired or not valid; send a valid one as Bearer token.",
                std::move(detail));
}

Result<identity::Principal> Authenticate::by_token(const Exchange& exchange) const {
    const auto token = bearer_token(exchange.request);
    if (token.empty()) return not_authenticated("no bearer token");
    return parts_.verify(token, exchange.request.deadline);
}

Result<identity::Principal> Authenticate::by_signed_url(const Exchange& exchange) const {
    const auto& request = exchange.request;
    const auto target = parts_.urls.check(request.method, request.path, request.query);
    if (!target) return tl::unexpected(target.error());
    const auto tenant = parts_.tenants.get(target->tenant);
    if (!tenant) return tl::unexpected(tenant.error());
    if (!*tenant || (*tenant)->state != ports::TenantState::Active) {
        return fail(ErrorCode::Forbidden, "bad-signature", "The link was changed or cut; ask for a new one.",
                    "tenant not active");
    }
    return identity::Principal{target->tenant, "signed-url", identity::Role::Viewer, {}};
}

/// To the log, and of tokens to the audit.
void Authenticate::note_refusal(const Exchange& exchange, const Error& error) const {
    const bool is_signed = exchange.spec.access == Access::Signed;
    const auto& trace = exchange.request.trace.trace_id;
    parts_.metrics.add("bespoke_auth_failures_total", {{"reason", is_signed ? "signed-url" : "token"}});
    telemetry::log(telemetry::Level::Info, "auth-refused", trace,
                   {{"operation", exchange.spec.id}, {"reason", error.reason}, {"detail", error.detail}});
    if (is_signed || error.reason != "invalid-token" || !parts_.note_refusal) return;
    parts_.note_refusal({error.where.empty() ? std::nullopt : std::optional(TenantId(error.where)), error.detail, trace});
}

bool Authenticate::is_operator(const http::Request& request) const {
    if (operator_token_.empty()) return is_local(request);
    return crypto::equal(as_bytes(bearer_token(request)), as_bytes(operator_token_));
}

Result<http::Response> Authenticate::handle(Exchange& exchange, const Next& next) {
    const auto access = exchange.spec.access;
    if (access == Access::Public) return next(exchange);
    if (access == Access::Operator) {
        if (!is_operator(exchange.request)) return not_authenticated("not the operator");
        return next(exchange);
    }
    auto principal = access == Access::Signed ? by_signed_url(exchange) : by_token(exchange);
    if (!principal) {
        note_refusal(exchange, principal.error());
        return tl::unexpected(std::move(principal.error()));
    }
    exchange.call.principal = std::move(*principal);
    if (access == Access::Signed) return gone_if_missing(next(exchange));
    return next(exchange);
}

}  // namespace bespoke::api
