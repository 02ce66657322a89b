#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace bespoke::engine {

/// RFC 3339 with the capitals T and Z that the states language asks for, e.g. "2026-01-01T00:00:00.250Z" or "…+01:00". Fractions
/// finer than a millisecond are cut off.
std::optional<Timestamp> parse_timestamp(std::string_view);
/// In UTC with milliseconds.
std::string to_rfc3339(Timestamp);

}  // namespace bespoke::engine
