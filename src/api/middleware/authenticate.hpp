#pragma once

#include <string_view>

#include "api/exchange.hpp"
#include "api/middleware/refused_tokens.hpp"
#include "api/signed_url.hpp"
#include "base/deadline.hpp"
#include "ports/tenant_registry.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::api {

/// Who holds this bearer token. Refusals are `Forbidden` "invalid-token".
using VerifyToken = std::function<Result<identity::Principal>(std::string_view token, Deadline)>;

/// Finds out who asks: by bearer token, by signed URL, or as the operator. Public operations pass. A signed URL's principal is its
/// tenant, "signed-url", Viewer; what it names but is no more is 410 "erased".
class Authenticate : public Middleware {
public:
    struct Parts {
        VerifyToken verify;
        UrlSigner& urls;
        ports::TenantRegistry& tenants;
        telemetry::Metrics& metrics;
        std::function<void(const RefusedToken&)> note_refusal;  ///< may be empty
    };
    /// An empty `operator_token` lets the operator in from this machine only.
    Authenticate(Parts parts, std::string operator_token)
        : parts_(std::move(parts)), operator_token_(std::move(operator_token)) {}
    Result<http::Response> handle(Exchange&, const Next&) override;

private:
    [[nodiscard]] Result<identity::Principal> by_token(const Exchange&) const;
    [[nodiscard]] Result<identity::Principal> by_signed_url(const Exchange&) const;
    void note_refusal(const Exchange&, const Error&) const;
    [[nodiscard]] bool is_operator(const http::Request&) const;
    Parts parts_;
    std::string operator_token_;
};

/// What stands behind "Bearer" in the one Authorization header; empty for anything else.
std::string_view bearer_token(const http::Request&);

/// The refusal that is the same for every token that does not hold; `detail` is for the log.
tl::unexpected<Error> not_authenticated(std::string detail);

}  // namespace bespoke::api
