#pragma once

#include <atomic>

#include "ports/clock.hpp"

namespace bespoke::adapters::memory {

/// A clock that stands still until it is told to move. Safe from many threads.
class Clock final : public ports::Clock {
public:
    /// 2026-01-01T00:00:00Z unless told otherwise.
    explicit Clock(Timestamp start = from_millis(1'767'225'600'000)) : millis_(to_millis(start)) {}
    [[nodiscard]] Timestamp now() const override { return from_millis(millis_.load()); }
    void set(Timestamp at) { millis_ = to_millis(at); }
    void advance(std::chrono::milliseconds by) { millis_ += by.count(); }

private:
    std::atomic<std::int64_t> millis_;
};

}  // namespace bespoke::adapters::memory
