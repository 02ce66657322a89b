#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "api/options.hpp"
#include "api/token_bucket.hpp"
#include "base/ids.hpp"
#include "ports/clock.hpp"

namespace bespoke::api {

/// A tenant's rates, by class of operation (x-rate-class of the document). Safe from many threads.
class RateLimits {
public:
    RateLimits(const Options&, ports::Clock&);
    struct Taken {
        RateDecision decision;
        std::string policy, left;  ///< values of RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers)
    };
    Taken take(const TenantId&, const std::string& rate_class);
    /// [{class, limit, windowSeconds, remaining}] for getUsage.
    [[nodiscard]] nlohmann::json usage(const TenantId&);

private:
    std::map<std::string, RatePolicy> policies_;
    ports::Clock& clock_;
    TokenBuckets buckets_;
};

}  // namespace bespoke::api
