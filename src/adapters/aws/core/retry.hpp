#pragma once

#include <chrono>
#include <functional>

namespace bespoke::adapters::aws {

/// How often and when a failed attempt is made again: the AWS SDKs' "standard" mode, with full jitter and a bucket of retry tokens that
/// failing services empty.
struct RetryOptions {
    int max_attempts = 3;
    std::chrono::milliseconds first_backoff{100}, max_backoff{20'000};
    std::chrono::milliseconds first_throttle_backoff{1'000};  ///< after a throttle
    int bucket = 500, cost = 5, timeout_cost = 10;
    /// For tests. Empty: the thread sleeps; random in [0, 1).
    std::function<void(std::chrono::milliseconds)> pause;
    std::function<double()> random;
};

}  // namespace bespoke::adapters::aws
