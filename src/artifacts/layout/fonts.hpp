#pragma once

#include <string>
#include <string_view>

namespace bespoke::artifacts {

/// Pango family list for a family that a guide names: the metric-compatible font that we ship with, or the one of its kind
/// that looks closest, then fonts for other scripts. Never depends on what else is installed, so that the same guide gives
/// the same line breaks everywhere. Packages: fonts-crosextra-carlito, fonts-crosextra-caladea, fonts-liberation,
/// fonts-dejavu-core.
std::string pango_families(std::string_view family);

}  // namespace bespoke::artifacts
