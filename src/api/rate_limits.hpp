#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "api/options.hpp"
#include "api/token_bucket.hpp"
#include "base/ids.hpp"
#include "ports/clock.hpp"

namespace bespoke::api {

/// A tenant's rates: of each operation, and of all operations of a class (x-rate-class of the document) together, which is
/// kClassShare times as much. So a program that asks one question over and over leaves room for whatever else the tenant does. Safe from
/// many threads.
class RateLimits {
public:
    static constexpr double kClassShare = 2;
    RateLimits(const Options&, ports::Clock&);
    struct Taken {
        RateDecision decision;
        std::string policy, left;  ///< values of RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers)
    };
    /// From both buckets, or from none; tells of the one that has less left.
    Taken take(const TenantId&, const std::string& rate_class, std::string_view operation);
    /// [{class, limit, windowSeconds, remaining}] for getUsage.
    [[nodiscard]] nlohmann::json usage(const TenantId&);

private:
    /// Of an operation of the class, and of the whole class.
    struct Policies {
        RatePolicy route, all;
    };
    std::map<std::string, Policies> policies_;
    ports::Clock& clock_;
    TokenBuckets buckets_;
};

}  // namespace bespoke::api
