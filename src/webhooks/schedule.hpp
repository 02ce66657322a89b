#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace bespoke::webhooks {

/// Attempts at one delivery, the first at once and the last after 75 h 35 m (Standard Webhooks 1.0, recommended schedule).
inline constexpr int kMostAttempts = 10;
/// An endpoint that has failed for this long without one success is disabled.
inline constexpr std::chrono::hours kPatience{5 * 24};
/// The longest pause that a receiver's Retry-After can ask for.
inline constexpr std::chrono::hours kLongestRetryAfter{24};

/// The pause after attempt `made` (1..9) failed: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, each ±10 % so that receivers that
/// come back are not met by everything at once. The same `salt` (delivery id) gives the same pause. No attempt left: `nullopt`.
std::optional<std::chrono::milliseconds> pause_after(int made, std::string_view salt);

/// Retry-After (RFC 9110 section 10.2.3): seconds or an HTTP date; negative, malformed or past is `nullopt`, long ones are capped.
std::optional<std::chrono::milliseconds> retry_after(std::string_view value, Timestamp now);

}  // namespace bespoke::webhooks
