#include "api/operations/identity_operations.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

identity::TokenRequest request_of(const Call& call) {
    const auto& headers = call.http.headers;
    const auto authorization = headers.get("Authorization");
    return {std::string(headers.get("Content-Type").value_or("")),
            authorization ? std::optional(std::string(*authorization)) : std::nullopt, as_text(call.http.body)};
}

http::Response response_of(const identity::TokenAnswer& answer) {
    http::Response response;
    response.status = answer.status;
    for (const auto& [name, value] : answer.headers) response.headers.set(name, value);
    response.body = answer.body;
    return response;
}

void log_refusal(const Call& call, const identity::TokenAnswer& answer) {
    if (answer.log_detail.empty()) return;
    telemetry::log(telemetry::Level::Info, "token-refused", call.http.trace.trace_id,
                   {{"operation", call.operation}, {"detail", answer.log_detail}});
}

ports::Batch entry_of(const IdentityParts& parts, const Call& call, const identity::Principal& principal) {
    return {{},
            {},
            {{.sequence = 0,
              .at = parts.clock.now(),
              .actor = principal.subject,
              .action = call.operation,
              .object = {},
              .outcome = "ok",
              .trace = call.http.trace.trace_id,
              .hash = {}}}};
}

Result<http::Response> issue_token(const IdentityParts& parts, const Call& call) {
    const auto answer = parts.tokens.token(request_of(call));
    if (!answer) return tl::unexpected(answer.error());
    log_refusal(call, *answer);
    if (answer->principal) {
        // Written before the token goes out; if it can't be, the token doesn't either.
        const auto written = parts.store.commit(answer->principal->tenant, entry_of(parts, call, *answer->principal));
        if (!written) return tl::unexpected(written.error());
        parts.metrics.add("bespoke_auth_tokens_issued_total");
    }
    return response_of(*answer);
}

Result<http::Response> revoke_token(const IdentityParts& parts, const Call& call) {
    const auto along = [&](const identity::Principal& holder) { return entry_of(parts, call, holder); };
    const auto answer = parts.tokens.revoke(request_of(call), along, call.http.deadline);
    if (!answer) return tl::unexpected(answer.error());
    log_refusal(call, *answer);
    auto response = response_of(*answer);
    if (response.status == 200) response.body = std::string();
    return response;
}

}  // namespace

Operations make_token_operations(const IdentityParts& parts) {
    return {{"issueToken", [parts](const Call& call) { return issue_token(parts, call); }},
            {"revokeToken", [parts](const Call& call) { return revoke_token(parts, call); }}};
}

}  // namespace bespoke::api
