#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/flow/marker.hpp"

namespace bespoke::document {

enum class LineRole { Blank, Rule, Plain, Heading, Item };

/// One physical line of plain text and what it is in its surroundings.
struct PlainLine {
    std::string text;  ///< trimmed; of a heading without decoration
    int indent = 0;    ///< columns before the text
    LineRole role = LineRole::Plain;
    int level = 0;       ///< of a heading: 1 for double underlines and the like, else 2
    TypedMarker marker;  ///< of an item
};

/// Split clean text into lines and tell their roles. Headings are underlined, decorated, in capitals or numbered;
/// the first line of a text is nobody's heading unless it is underlined or decorated.
std::vector<PlainLine> read_plain_lines(std::string_view text);

}  // namespace bespoke::document
