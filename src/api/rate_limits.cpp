#include "api/rate_limits.hpp"

#include <cmath>

namespace bespoke::api {
namespace {

std::int64_t whole(double value) { return static_cast<std::int64_t>(value); }
/// Seconds in which an empty bucket fills.
std::int64_t window(const RatePolicy& policy) {
    return std::max<std::int64_t>(1, whole(std::ceil(policy.burst * 60 / policy.per_minute)));
}
std::string bucket(const TenantId& tenant, std::string_view what) { return fmt::format("{} {}", what, tenant.str()); }

RateLimits::Taken told(const RateDecision& decision, std::string_view name, const RatePolicy& rate) {
    return {decision, fmt::format("\"{}\";q={};w={}", name, whole(rate.burst), window(rate)),
            fmt::format("\"{}\";r={};t={}", name, decision.left, std::max<std::int64_t>(1, decision.wait_seconds))};
}

}  // namespace

RateLimits::RateLimits(const Options& options, ports::Clock& clock) : clock_(clock) {
    const auto both = [](double per_minute) {
        const auto route = policy_of(per_minute);
        return Policies{route, {route.per_minute * kClassShare, route.burst * kClassShare}};
    };
    policies_["read"] = both(options.requests_per_minute);
    for (const char* name : {"write", "upload", "job", "identity", "stream"}) policies_[name] = both(options.writes_per_minute);
    policies_["export"] = both(options.exports_per_minute);
}

RateLimits::Taken RateLimits::take(const TenantId& tenant, const std::string& rate_class, std::string_view operation) {
    const auto found = policies_.find(rate_class);
    const auto& [class_name, policies] = found == policies_.end() ? *policies_.find("write") : *found;
    const auto now = clock_.now();
    auto all = buckets_.look(bucket(tenant, class_name), policies.all, now);
    if (all.verdict == RateDecision::Verdict::Wait) return told(all, class_name, policies.all);
    const auto route = buckets_.take(bucket(tenant, operation), policies.route, now);
    if (route.verdict == RateDecision::Verdict::Wait) return told(route, operation, policies.route);
    all = buckets_.take(bucket(tenant, class_name), policies.all, now);
    return all.left < route.left ? told(all, class_name, policies.all) : told(route, operation, policies.route);
}

nlohmann::json RateLimits::usage(const TenantId& tenant) {
    auto rates = nlohmann::json::array();
    for (const auto& [name, policies] : policies_) {
        const auto& rate = policies.all;
        const auto decision = buckets_.look(bucket(tenant, name), rate, clock_.now());
        rates.push_back(
            {{"class", name}, {"limit", whole(rate.burst)}, {"windowSeconds", window(rate)}, {"remaining", decision.left}});
    }
    return rates;
}

}  // namespace bespoke::api
