#pragma once

#include <string>

#include "base/time.hpp"

namespace bespoke {

/// "2026-11-22T18:20:08.123Z": UTC with milliseconds (RFC 3339 section 5.6).
std::string to_rfc3339(Timestamp);

}  // namespace bespoke
