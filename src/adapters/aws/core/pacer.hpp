#pragma once

#include <chrono>
#include <functional>
#include <mutex>

#include "adapters/aws/core/fault.hpp"
#include "base/deadline.hpp"

namespace bespoke::adapters::aws {

struct PacerOptions {
    /// How long one question is kept waiting in all; 0: a throttle is given back at once.
    std::chrono::milliseconds patience{30'000};
    std::chrono::milliseconds first_gap{100}, max_gap{5'000};
    /// For tests. Empty: the thread sleeps; random in [0, 1); the steady clock.
    std::function<void(std::chrono::milliseconds)> pause;
    std::function<double()> random;
    std::function<Deadline::Clock::time_point()> now;
};

/// Keeps questions to a service that throttles apart, so that a storm that ends is outlived where a stage stands and not by doing the stage
/// again: with throttles the gap between questions doubles, with each answer it shrinks by a quarter until there is none. The attempts of one question, with
/// what x-amz-retry-after says, are the client's (`RetryOptions`). Safe from many threads: those that share a pacer take turns.
class Pacer {
public:
    explicit Pacer(PacerOptions options) : options_(std::move(options)) {}

    /// Asks until the answer is no throttle, or until patience or time would end before the next turn: then the throttle.
    Answer<nlohmann::json> run(Deadline, const std::function<Answer<nlohmann::json>()>& ask);

private:
    using TimePoint = Deadline::Clock::time_point;
    std::chrono::milliseconds take_turn();
    void slow_down();
    void speed_up();
    [[nodiscard]] TimePoint now() const { return options_.now ? options_.now() : Deadline::Clock::now(); }
    /// The gap, give or take a half.
    [[nodiscard]] std::chrono::milliseconds jittered() const;
    void pause(std::chrono::milliseconds) const;

    const PacerOptions options_;
    std::mutex guard_;
    std::chrono::milliseconds gap_{0};
    TimePoint next_, slowed_until_;
};

}  // namespace bespoke::adapters::aws
