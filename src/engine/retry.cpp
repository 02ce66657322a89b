#include "engine/retry.hpp"

#include <algorithm>
#include <cmath>

namespace bespoke::engine {
namespace {

// No delay outgrows what MaxDelaySeconds may be, so that powers of BackoffRate don't overflow.
constexpr double kLongestMillis = 31'622'400'000.0;

bool takes(const std::string& name, const std::string& error) {
    if (name == error || name == "States.ALL") return true;
    if (name == "States.TaskFailed") return error != "States.Timeout";
    return name == "States.Timeout" && error == "States.HeartbeatTimeout";
}

}  // namespace

bool takes(const std::vector<std::string>& names, const std::string& error) {
    return error != "States.Runtime" && std::ranges::any_of(names, [&](const auto& name) { return takes(name, error); });
}

std::chrono::milliseconds delay_before(const Retrier& retrier, int retries, double random) {
    double millis = 1000.0 * static_cast<double>(retrier.interval.count()) * std::pow(retrier.backoff_rate, retries);
    if (retrier.max_delay) millis = std::min(millis, 1000.0 * static_cast<double>(retrier.max_delay->count()));
    millis = std::min(millis, kLongestMillis);
    if (retrier.jitter == Retrier::Jitter::Full) millis *= random;
    return std::chrono::milliseconds(static_cast<std::int64_t>(millis));
}

}  // namespace bespoke::engine
