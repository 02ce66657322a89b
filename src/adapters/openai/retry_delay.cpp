#include "adapters/openai/retry_delay.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace bespoke::adapters::openai {

using std::chrono::milliseconds;

std::optional<milliseconds> parse_retry_after(std::string_view value, Timestamp now) {
    constexpr milliseconds kLongest = std::chrono::hours(24);
    double seconds = 0;
    const auto* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, seconds, std::chars_format::fixed);
    if (read.ec == std::errc() && read.ptr == end) {
        if (!(seconds > 0)) return milliseconds{0};
        return seconds > 86'400 ? kLongest : milliseconds(static_cast<std::int64_t>(seconds * 1'000));
    }
    const auto at = ::curl_getdate(std::string(value).c_str(), nullptr);
    if (at < 0) return std::nullopt;
    const auto left = std::chrono::sys_seconds(std::chrono::seconds(at)) - now;
    return std::clamp(std::chrono::duration_cast<milliseconds>(left), milliseconds{0}, kLongest);
}

milliseconds backoff(int attempt, milliseconds first, milliseconds most, double random) {
    const auto widest = std::min(most, first * (std::int64_t{1} << std::clamp(attempt, 0, 20)));
    return milliseconds(static_cast<std::int64_t>(static_cast<double>(widest.count()) * std::clamp(random, 0.0, 1.0)));
}

}  // namespace bespoke::adapters::openai
