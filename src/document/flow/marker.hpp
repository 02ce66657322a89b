#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

namespace bespoke::document {

/// A bullet or number typed at the start of a line.
struct TypedMarker {
    std::string text;       ///< as shown, "•" for the private code points of symbol fonts
    std::size_t bytes = 0;  ///< of the line that it and the blanks behind it take
};

/// The typed bullet that opens a line of text, if any. A line that is itself a row of items parted by the same sign
/// ("• Boston • 555 0100") and a bare sign have none.
std::optional<TypedMarker> typed_bullet(std::string_view line);

/// Whether a line is nothing but a bullet sign, as text copied out of a PDF often has it.
bool is_bare_bullet(std::string_view line);

/// A typed number such as "1.", "12)" or "(3)" before text.
struct TypedNumber {
    TypedMarker marker;
    int value = 0;
};
std::optional<TypedNumber> typed_number(std::string_view line);

/// A bullet sign as people see it: symbol fonts keep theirs in the private use area (Symbol F0B7 is "•").
std::string shown_bullet(std::string_view sign);

/// Take the first `bytes` bytes of shown text away.
void drop_front(Line& line, std::size_t bytes);

/// Make list items of paragraphs that are numbered one after the other by hand. A lone number may be anything
/// ("1. Experience" above its section), so it stays.
void mark_typed_numbers(std::vector<Block>& blocks);

}  // namespace bespoke::document
