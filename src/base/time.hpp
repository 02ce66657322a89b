#pragma once

#include <chrono>
#include <cstdint>

namespace bespoke {

/// A moment in UTC, to the millisecond; stored and sent as milliseconds since the Unix epoch or as RFC 3339.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

inline std::int64_t to_millis(Timestamp at) { return at.time_since_epoch().count(); }
inline Timestamp from_millis(std::int64_t millis) { return Timestamp(std::chrono::milliseconds(millis)); }

}  // namespace bespoke
