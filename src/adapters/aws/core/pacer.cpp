#include "adapters/aws/core/pacer.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <thread>

namespace bespoke::adapters::aws {

using std::chrono::milliseconds;

Answer<nlohmann::json> Pacer::run(Deadline deadline, const std::function<Answer<nlohmann::json>()>& ask) {
    std::optional<Answer<nlohmann::json>> throttled;
    for (milliseconds waited{0};;) {
        const auto wait = take_turn();
        const bool may_wait = wait < deadline.left() && waited + wait <= options_.patience;
        if (!may_wait && throttled) return *std::move(throttled);
        // Who may not wait is asked about once at least: the storm may be over.
        if (may_wait && wait.count() > 0) {
            pause(wait);
            waited += wait;
        }
        auto answer = ask();
        if (answer) speed_up();
        if (answer || !is_throttle(answer.error())) return answer;
        slow_down();
        throttled = std::move(answer);
    }
}

milliseconds Pacer::take_turn() {
    const std::lock_guard lock(guard_);
    if (gap_.count() == 0) return milliseconds{0};
    const auto here = now();
    const auto turn = std::max(next_, here);
    next_ = turn + jittered();
    return std::chrono::ceil<milliseconds>(turn - here);
}

void Pacer::slow_down() {
    const std::lock_guard lock(guard_);
    const auto here = now();
    // Throttles of questions that were under way together are one sign, not many.
    if (here >= slowed_until_) {
        gap_ = std::clamp(gap_ * 2, options_.first_gap, options_.max_gap);
        slowed_until_ = here + gap_;
    }
    next_ = std::max(next_, here + jittered());
}

void Pacer::speed_up() {
    const std::lock_guard lock(guard_);
    gap_ = gap_ * 3 / 4;
    if (gap_ < options_.first_gap / 4) gap_ = milliseconds{0};
}

milliseconds Pacer::jittered() const {
    thread_local std::minstd_rand engine{std::random_device{}()};
    const double random = options_.random ? options_.random() : std::uniform_real_distribution<>(0, 1)(engine);
    return milliseconds(static_cast<std::int64_t>(static_cast<double>(gap_.count()) * (0.5 + std::clamp(random, 0.0, 1.0))));
}

void Pacer::pause(milliseconds time) const {
    if (options_.pause) return options_.pause(time);
    std::this_thread::sleep_for(time);
}

}  // namespace bespoke::adapters::aws
