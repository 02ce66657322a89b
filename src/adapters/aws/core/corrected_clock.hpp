#pragma once

#include <atomic>
#include <optional>
#include <string_view>

#include "ports/clock.hpp"

namespace bespoke::adapters::aws {

/// A clock that services may put right. They refuse signatures whose date is five minutes off. Safe from many threads.
class CorrectedClock final : public ports::Clock {
public:
    /// Outlives it.
    explicit CorrectedClock(const ports::Clock& clock) : clock_(clock) {}
    [[nodiscard]] Timestamp now() const override { return clock_.now() + std::chrono::milliseconds(offset_ms_.load()); }
    enum class Change { Corrected, None };
    /// The Date header of a reply that refused a signature: what is more than a minute off is set to it.
    Change learn(std::string_view date);

private:
    const ports::Clock& clock_;
    std::atomic<std::int64_t> offset_ms_{0};
};

}  // namespace bespoke::adapters::aws
