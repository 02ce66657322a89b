#pragma once

#include <string>
#include <string_view>

namespace bespoke::artifacts {

/// Pango family list for a family that a guide names. The common office families are set in the metric-compatible fonts that
/// we ship with, whatever else is installed, so that the built-in styles break lines alike everywhere; any other family in
/// itself where it is installed, else in the font of its kind that looks closest. Fonts for other scripts follow. Packages:
/// fonts-crosextra-carlito, fonts-crosextra-caladea, fonts-liberation, fonts-dejavu-core.
std::string pango_families(std::string_view family);

}  // namespace bespoke::artifacts
