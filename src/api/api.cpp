#include "api/api.hpp"

#include "api/front.hpp"
#include "api/middleware/audit.hpp"
#include "api/middleware/authenticate.hpp"
#include "api/middleware/authorise.hpp"
#include "api/middleware/decode.hpp"
#include "api/middleware/idempotency.hpp"
#include "api/middleware/rate_limit.hpp"
#include "api/middleware/validate_answer.hpp"
#include "api/openapi_text.hpp"
#include "api/operations/identity_operations.hpp"
#include "api/operations/webhook_operations.hpp"
#include "api/problem.hpp"

namespace bespoke::api {
namespace {

/// Outermost first. The audit stands behind the rates, so that a flood can't fill the disk, and before the roles, so that refusals are
/// seen. Answers are checked before they are stored for repeats.
Middlewares make_middlewares(const ApiPorts& ports, const Options& options) {
    auto& verifier = ports.verifier;
    const auto verify = [&verifier](std::string_view token, Deadline deadline) { return verifier.verify(token, deadline); };
    Middlewares chain;
    chain.push_back(std::make_unique<PeerRateLimit>(options, ports.service.clock, ports.metrics));
    const auto refused = std::make_shared<RefusedTokens>(ports.service.store, ports.refused_tokens, ports.service.clock);
    const auto note = [refused](const RefusedToken& token) { refused->note(token); };
    chain.push_back(std::make_unique<Authenticate>(
        Authenticate::Parts{verify, ports.urls, ports.service.tenants, ports.metrics, note}, options.operator_token));
    chain.push_back(std::make_unique<TenantRateLimit>(ports.rates, ports.metrics));
    chain.push_back(std::make_unique<Audit>(ports.service.store, ports.service.clock));
    chain.push_back(std::make_unique<Authorise>());
    chain.push_back(std::make_unique<Decode>());
    chain.push_back(std::make_unique<IdempotencyKeys>(ports.service.store, ports.service.clock));
    chain.push_back(std::make_unique<ValidateAnswer>());
    return chain;
}

Operations make_operations(const ApiPorts& ports, Operations resources) {
    const IdentityParts identity{ports.users,         ports.keys,    ports.tokens, ports.service.store,
                                 ports.service.clock, ports.cursors, ports.metrics};
    resources.merge(make_user_operations(identity));
    resources.merge(make_key_operations(identity));
    resources.merge(make_token_operations(identity));
    resources.merge(make_webhook_operations({ports.service, ports.cursors, ports.egress}));
    resources.merge(make_tenant_operations({ports.service, ports.erase}));
    resources.merge(make_service_operations({ports.issuer, ports.metrics, ports.service.store, ports.cursors, ports.readiness}));
    return resources;
}

}  // namespace

Result<http::Handler> make_handler(const ApiPorts& ports, Operations resources, const Options& options) {
    auto document = Document::read(openapi_text());
    if (!document) return tl::unexpected(document.error());
    auto front = Front::create(
        {std::move(*document), make_middlewares(ports, options), make_operations(ports, std::move(resources)), options});
    if (!front) return tl::unexpected(front.error());
    // Shared by the copies of the handler, which std::function needs.
    return http::Handler([shared = std::shared_ptr<const Front>(std::move(*front))](const http::Request& request) {
        return shared->answer(request);
    });
}

http::ErrorPage make_error_page() {
    return [](int status, std::string_view slug, const telemetry::Trace& trace) {
        auto response = problem_page(status, slug, trace.trace_id);
        add_security_headers(nullptr, response);
        return response;
    };
}

}  // namespace bespoke::api
