#include "api/rate_limits.hpp"

#include <cmath>

namespace bespoke::api {
namespace {

std::int64_t whole(double value) { return static_cast<std::int64_t>(value); }
/// Seconds in which an empty bucket fills.
std::int64_t window(const RatePolicy& policy) {
    return std::max<std::int64_t>(1, whole(std::ceil(policy.burst * 60 / policy.per_minute)));
}
std::string bucket(const TenantId& tenant, std::string_view rate_class) { return fmt::format("{} {}", rate_class, tenant.str()); }

}  // namespace

RateLimits::RateLimits(const Options& options, ports::Clock& clock) : clock_(clock) {
    policies_["read"] = policy_of(options.requests_per_minute);
    for (const char* name : {"write", "upload", "job", "identity", "stream"})
        policies_[name] = policy_of(options.writes_per_minute);
    policies_["export"] = policy_of(options.exports_per_minute);
}

RateLimits::Taken RateLimits::take(const TenantId& tenant, const std::string& rate_class) {
    const auto found = policies_.find(rate_class);
    const auto& [name, rate] = found == policies_.end() ? *policies_.find("write") : *found;
    const auto decision = buckets_.take(bucket(tenant, name), rate, clock_.now());
    return {decision, fmt::format("\"{}\";q={};w={}", name, whole(rate.burst), window(rate)),
            fmt::format("\"{}\";r={};t={}", name, decision.left, std::max<std::int64_t>(1, decision.wait_seconds))};
}

nlohmann::json RateLimits::usage(const TenantId& tenant) {
    auto rates = nlohmann::json::array();
    for (const auto& [name, rate] : policies_) {
        const auto decision = buckets_.look(bucket(tenant, name), rate, clock_.now());
        rates.push_back(
            {{"class", name}, {"limit", whole(rate.burst)}, {"windowSeconds", window(rate)}, {"remaining", decision.left}});
    }
    return rates;
}

}  // namespace bespoke::api
