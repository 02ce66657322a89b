#include "webhooks/schedule.hpp"

#include <charconv>
#include <ctime>

#include "base/bytes.hpp"

namespace bespoke::webhooks {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr std::array<std::chrono::seconds, kMostAttempts - 1> kPauses{5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};

/// -1000..1000, spread evenly over salts.
std::int64_t spread(int made, std::string_view salt) {
    const auto hash = sha256_hex(as_bytes(fmt::format("{}/{}", salt, made)));
    std::uint32_t number = 0;
    std::from_chars(hash.data(), hash.data() + 8, number, 16);
    return static_cast<std::int64_t>(number % 2001) - 1000;
}

/// The one date format that RFC 9110 lets senders write: "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<Timestamp> http_date(const std::string& text) {
    std::tm parts{};
    const char* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::from_time_t(::timegm(&parts)));
}

}  // namespace

std::optional<milliseconds> pause_after(int made, std::string_view salt) {
    if (made < 1 || made >= kMostAttempts) return std::nullopt;
    const milliseconds pause = kPauses[static_cast<std::size_t>(made - 1)];
    return pause + pause * spread(made, salt) / 10'000;
}

std::optional<milliseconds> retry_after(std::string_view value, Timestamp now) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    const bool is_number = end == value.data() + value.size() && !value.empty();
    if (is_number && error == std::errc::result_out_of_range) return kLongestRetryAfter;
    if (is_number && error == std::errc{}) {
        if (seconds <= 0) return std::nullopt;
        return std::min<milliseconds>(std::chrono::seconds(std::min<std::int64_t>(seconds, 1'000'000)), kLongestRetryAfter);
    }
    const auto date = http_date(std::string(value));
    if (!date || *date <= now) return std::nullopt;
    return std::min<milliseconds>(*date - now, kLongestRetryAfter);
}

}  // namespace bespoke::webhooks
