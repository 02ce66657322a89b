#pragma once

#include <chrono>

namespace bespoke {

/// The moment by which a blocking call gives up. Passed down to the last call, so time-outs never add up.
class Deadline {
public:
    using Clock = std::chrono::steady_clock;
    static Deadline after(std::chrono::milliseconds duration) { return Deadline(Clock::now() + duration); }
    [[nodiscard]] bool passed() const { return Clock::now() >= at_; }
    /// Time left, never negative.
    [[nodiscard]] std::chrono::milliseconds left() const {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(at_ - Clock::now());
        return left.count() > 0 ? left : std::chrono::milliseconds{0};
    }

private:
    explicit Deadline(Clock::time_point at) : at_(at) {}
    Clock::time_point at_;
};

}  // namespace bespoke
