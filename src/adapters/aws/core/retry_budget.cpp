#include "adapters/aws/core/retry_budget.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace bespoke::adapters::aws {

using std::chrono::milliseconds;

bool RetryBudget::take(int cost) {
    const std::lock_guard lock(guard_);
    if (cost > left_) return false;
    left_ -= cost;
    return true;
}

void RetryBudget::give_back(int cost) {
    const std::lock_guard lock(guard_);
    left_ = std::min(most_, left_ + cost);
}

milliseconds retry_delay(const RetryOptions& options, const Fault& fault, int attempt, double random,
                         std::string_view retry_after) {
    constexpr milliseconds kMostOnTop{5'000};
    constexpr int kMostDoublings = 20;
    const auto first = is_throttle(fault) ? options.first_throttle_backoff : options.first_backoff;
    const auto widest = std::min(options.max_backoff, first * (std::int64_t{1} << std::clamp(attempt - 1, 0, kMostDoublings)));
    const milliseconds delay(static_cast<std::int64_t>(static_cast<double>(widest.count()) * std::clamp(random, 0.0, 1.0)));
    std::uint32_t asked = 0;
    const auto* end = retry_after.data() + retry_after.size();
    const auto read = std::from_chars(retry_after.data(), end, asked);
    if (read.ec != std::errc() || read.ptr != end) return delay;
    return std::max(delay, std::min(milliseconds(asked), delay + kMostOnTop));
}

}  // namespace bespoke::adapters::aws
