#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>

#include "adapters/aws/core/fault.hpp"
#include "adapters/aws/core/retry.hpp"

namespace bespoke::adapters::aws {

/// The tokens that retries cost, shared by all calls of a client: while services fail, soon nobody tries again, and first attempts go on
/// alone. Safe from many threads.
class RetryBudget {
public:
    explicit RetryBudget(int tokens) : most_(tokens), left_(tokens) {}
    /// False: there are too few.
    bool take(int cost);
    void give_back(int cost);

private:
    std::mutex guard_;
    const int most_;
    int left_;
};

/// How long to wait before attempt `attempt` (the first retry is 1): full jitter, and what x-amz-retry-after (milliseconds) says if that is
/// more, up to five seconds more.
std::chrono::milliseconds retry_delay(const RetryOptions&, const Fault&, int attempt, double random,
                                      std::string_view retry_after);

}  // namespace bespoke::adapters::aws
