#pragma once

#include <optional>
#include <string_view>

#include "document/document.hpp"

namespace bespoke::document {

/// What a style attribute says, as far as a document shows it (CSS 2.1).
struct Declarations {
    bool display_none = false;
    std::optional<bool> visible;  ///< visibility and opacity
    std::optional<float> size_pt;
    std::optional<int> weight;
    std::optional<bool> italic, underlined;
    std::optional<Colour> colour;
    bool painted = false;  ///< has a background that is not white
    std::optional<std::string> font;
};

/// Read the declarations of a style attribute. Relative sizes count from `inherited_size_pt`; anything unknown is ignored.
Declarations read_declarations(std::string_view style, float inherited_size_pt);

/// A CSS colour: #rgb, #rrggbb, rgb(…) or one of the basic names.
std::optional<Colour> read_colour(std::string_view text);

}  // namespace bespoke::document
