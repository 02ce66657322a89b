#include "api/middleware/authorise.hpp"

#include "api/problem.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

bool may(identity::Role role, Access access) {
    switch (access) {
        case Access::Editor: return role >= identity::Role::Editor;
        case Access::Admin: return role >= identity::Role::Admin;
        default: return true;
    }
}

}  // namespace

Result<http::Response> Authorise::handle(Exchange& exchange, const Next& next) {
    const auto& principal = exchange.call.principal;
    if (!principal) return next(exchange);
    const auto named = exchange.request.headers.get("X-Tenant-Id");
    if (named && *named != principal->tenant.str()) {
        telemetry::log(telemetry::Level::Warning, "tenant_mismatch", exchange.request.trace.trace_id,
                       {{"operation", exchange.spec.id}});
        exchange.outcome = "tenant_mismatch";
        return not_found();
    }
    if (!may(principal->role, exchange.spec.access)) {
        return fail(ErrorCode::Forbidden, "role",
                    fmt::format("This needs the role {}; ask an admin of yours.",
                                exchange.spec.access == Access::Admin ? "admin" : "editor"));
    }
    return next(exchange);
}

}  // namespace bespoke::api
