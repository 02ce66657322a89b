#pragma once

#include "api/exchange.hpp"
#include "api/rate_limits.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::api {

/// Before anybody has proved who they are: a rate a client address (client_address.hpp), and a much lower one of refused credentials, over which the address
/// gets no tokens and a guess is not even judged. `LimitExceeded` "rate-limited" with Retry-After.
class PeerRateLimit : public Middleware {
public:
    PeerRateLimit(const Options&, ports::Clock&, telemetry::Metrics&);
    Result<http::Response> handle(Exchange&, const Next&) override;

private:
    RatePolicy all_, attempts_;
    std::vector<std::string> trusted_proxies_;
    ports::Clock& clock_;
    telemetry::Metrics& metrics_;
    TokenBuckets buckets_;
};

/// A tenant's rates, so that one tenant's flood is no other's. Each answer says what is left; over it `LimitExceeded` "rate-limited"
/// with Retry-After.
class TenantRateLimit : public Middleware {
public:
    TenantRateLimit(RateLimits& limits, telemetry::Metrics& metrics) : limits_(limits), metrics_(metrics) {}
    Result<http::Response> handle(Exchange&, const Next&) override;

private:
    RateLimits& limits_;
    telemetry::Metrics& metrics_;
};

}  // namespace bespoke::api
