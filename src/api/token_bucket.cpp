#include "api/token_bucket.hpp"

#include <cmath>

namespace bespoke::api {
namespace {

constexpr double kSecondsPerMinute = 60;
/// A bucket that rested so long is full under every policy that policy_of() gives.
constexpr std::chrono::minutes kFullAfter{10};

RateDecision decide(double tokens, const RatePolicy& policy) {
    if (tokens >= 1) return {RateDecision::Verdict::Pass, static_cast<std::int64_t>(tokens), 0};
    const double seconds = (1 - tokens) * kSecondsPerMinute / std::max(policy.per_minute, 0.001);
    return {RateDecision::Verdict::Wait, 0, std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(seconds)))};
}

}  // namespace

RatePolicy policy_of(double per_minute) { return {per_minute, std::max(10.0, per_minute / 10)}; }

TokenBuckets::Bucket& TokenBuckets::refilled(const std::string& name, const RatePolicy& policy, Timestamp now) {
    if (buckets_.size() >= kMaxBuckets && !buckets_.contains(name)) forget_some(now);
    auto& bucket = buckets_.try_emplace(name, Bucket{policy.burst, now}).first->second;
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    if (seconds > 0) bucket.tokens = std::min(policy.burst, bucket.tokens + seconds * policy.per_minute / kSecondsPerMinute);
    bucket.at = now;
    return bucket;
}

void TokenBuckets::forget_some(Timestamp now) {
    std::erase_if(buckets_, [now](const auto& entry) { return now - entry.second.at > kFullAfter; });
    if (buckets_.size() >= kMaxBuckets) buckets_.erase(buckets_.begin());
}

RateDecision TokenBuckets::take(const std::string& name, const RatePolicy& policy, Timestamp now) {
    const std::lock_guard lock(mutex_);
    auto& bucket = refilled(name, policy, now);
    auto decision = decide(bucket.tokens, policy);
    if (decision.verdict == RateDecision::Verdict::Pass) {
        bucket.tokens -= 1;
        --decision.left;
    }
    return decision;
}

RateDecision TokenBuckets::look(const std::string& name, const RatePolicy& policy, Timestamp now) {
    const std::lock_guard lock(mutex_);
    return decide(refilled(name, policy, now).tokens, policy);
}

}  // namespace bespoke::api
