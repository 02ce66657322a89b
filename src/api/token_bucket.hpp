#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/time.hpp"

namespace bespoke::api {

/// A rate and how much may come at once.
struct RatePolicy {
    double per_minute = 60;
    double burst = 10;
};
/// A tenth of a minute's worth at once, at least ten.
RatePolicy policy_of(double per_minute);

/// What a bucket said.
struct RateDecision {
    enum class Verdict { Pass, Wait } verdict{};
    std::int64_t left = 0;          ///< whole tokens
    std::int64_t wait_seconds = 0;  ///< until there is one, at least 1, for Wait
};

/// Token buckets by name. A clock that steps back refills nothing. At most `kMaxBuckets`: when there are more, full ones are forgotten,
/// then whichever comes first. Safe from many threads.
class TokenBuckets {
public:
    static constexpr std::size_t kMaxBuckets = 50'000;
    RateDecision take(const std::string& name, const RatePolicy&, Timestamp now);
    /// The same without taking.
    RateDecision look(const std::string& name, const RatePolicy&, Timestamp now);

private:
    struct Bucket {
        double tokens = 0;
        Timestamp at{};
    };
    Bucket& refilled(const std::string& name, const RatePolicy&, Timestamp now);
    void forget_some(Timestamp now);
    std::mutex mutex_;
    std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace bespoke::api
