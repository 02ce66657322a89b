#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"

namespace bespoke::reader {

/// Take from this process what it needs no more: memory, processor time, files and core dumps are bounded by the
/// operating system from here on. Call before the first byte of input is read.
Status confine(const Limits& limits);

}  // namespace bespoke::reader
