#pragma once

#include <cstdint>

#include "resume/resume.hpp"

namespace bespoke::roundtrip {

/// An invented resume with every field in use somewhere: names of many scripts, several roles at one employer, dates of every
/// precision, lists with commas in their items. The same seed gives the same resume on every machine.
resume::Resume generate(std::uint64_t seed);

}  // namespace bespoke::roundtrip
