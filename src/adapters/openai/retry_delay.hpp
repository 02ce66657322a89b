#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace bespoke::adapters::openai {

/// The wait that a Retry-After asks for (RFC 9110, section 10.2.3: seconds or a date; some send fractions); never negative, nothing if it
/// is neither. More than a day is a day.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value, Timestamp now);

/// Exponential backoff with full jitter (Brooker, "Exponential Backoff And Jitter", 2015): random between 0 and first × 2^attempt, at
/// most `most`. `random` is 0..1, `attempt` counts from 0.
std::chrono::milliseconds backoff(int attempt, std::chrono::milliseconds first, std::chrono::milliseconds most, double random);

}  // namespace bespoke::adapters::openai
