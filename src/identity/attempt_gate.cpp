#include "identity/attempt_gate.hpp"

#include <algorithm>

namespace bespoke::identity {
namespace {

constexpr int kFreeAttempts = 5;
constexpr std::chrono::seconds kLongestWait{900};
constexpr std::chrono::hours kForgetAfter{1};

std::chrono::seconds wait_after(int failures) {
    if (failures < kFreeAttempts) return std::chrono::seconds{0};
    return std::min(kLongestWait, std::chrono::seconds{1} * (1 << std::min(failures - kFreeAttempts, 10)));
}

}  // namespace

std::optional<std::chrono::seconds> AttemptGate::enter(const std::string& name, Timestamp now) {
    const std::lock_guard lock(mutex_);
    if (!attempts_.contains(name) && attempts_.size() >= capacity_) make_room(now);
    auto& attempts = attempts_[name];
    // A clock that was set back must not lock anybody out for longer than the longest wait.
    if (now < attempts.blocked_until && attempts.blocked_until - now <= kLongestWait) {
        return std::chrono::ceil<std::chrono::seconds>(attempts.blocked_until - now);
    }
    if (now - attempts.last > kForgetAfter) attempts.failures = 0;
    ++attempts.failures;
    attempts.last = now;
    attempts.blocked_until = now + wait_after(attempts.failures);
    return std::nullopt;
}

void AttemptGate::succeeded(const std::string& name) {
    const std::lock_guard lock(mutex_);
    attempts_.erase(name);
}

void AttemptGate::make_room(Timestamp now) {
    std::erase_if(attempts_, [&](const auto& entry) { return now - entry.second.last > kForgetAfter; });
    if (attempts_.size() < capacity_) return;
    attempts_.erase(std::ranges::min_element(attempts_, {}, [](const auto& entry) { return entry.second.last; }));
}

}  // namespace bespoke::identity
