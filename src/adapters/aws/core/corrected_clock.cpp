#include "adapters/aws/core/corrected_clock.hpp"

#include <curl/curl.h>

#include <chrono>
#include <string>

namespace bespoke::adapters::aws {

CorrectedClock::Change CorrectedClock::learn(std::string_view date) {
    constexpr std::chrono::minutes kTolerated{1};
    const auto seconds = ::curl_getdate(std::string(date).c_str(), nullptr);
    if (seconds <= 0) return Change::None;
    const auto theirs = std::chrono::sys_seconds(std::chrono::seconds(seconds));
    if (std::chrono::abs(theirs - now()) <= kTolerated) return Change::None;
    offset_ms_ = std::chrono::duration_cast<std::chrono::milliseconds>(theirs - clock_.now()).count();
    return Change::Corrected;
}

}  // namespace bespoke::adapters::aws
