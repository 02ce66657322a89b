#pragma once

#include <string_view>

#include "glyph.hpp"

namespace bespoke::reader {

/// What the font dictionary says beside the name; zero where it says nothing.
struct FontHints {
    int weight = 0;          ///< FontDescriptor FontWeight, 100..900
    double stem_v = 0;       ///< FontDescriptor StemV
    bool bold_flag = false;  ///< ForceBold
    bool italic_flag = false;
};

/// Weight and slant of a font. The name comes first, since descriptors of subset fonts are often wrong; a name
/// that says nothing leaves it to FontWeight, the ForceBold flag and StemV, in this order.
FontLook font_look(std::string_view name, const FontHints& hints);

}  // namespace bespoke::reader
