#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/time.hpp"

namespace bespoke::crypto {

/// Fill with bytes of the system's generator; aborts if there is none.
void fill_random(std::span<std::byte> out);

/// `<prefix>_` and 26 characters of Crockford's Base32 in lower case: 48 bits of time, 80 random bits. Sorts by time of making, also
/// within one millisecond of one process. E.g. random_id("job", now) → "job_01jd3v…".
std::string random_id(std::string_view prefix, Timestamp now);

}  // namespace bespoke::crypto
