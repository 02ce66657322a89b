#pragma once

#include "api/exchange.hpp"

namespace bespoke::api {

/// Lets through whose role is at least the operation's x-role: `Forbidden` "role" otherwise. A request that names another tenant than its
/// token's (X-Tenant-Id) asks for what isn't there: `NotFound`, in the log and the audit chain tenant_mismatch.
class Authorise : public Middleware {
public:
    Result<http::Response> handle(Exchange&, const Next&) override;
};

}  // namespace bespoke::api
