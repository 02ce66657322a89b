#pragma once

#include "document/document.hpp"

namespace bespoke::document {

/// Clean the spans of a line, join neighbours of one look, trim the line. Spans left empty are gone.
void tidy(Line& line);

/// ASCII text spelled in tag characters (U+E0020..U+E007E), which nothing draws and models read. Those of a flag emoji,
/// where they belong, are no text.
std::string spelled_in_tags(std::string_view text);

/// A name or metadata value as one clean line of valid UTF-8.
std::string one_line(std::string_view text);

}  // namespace bespoke::document
