#pragma once

#include <string_view>

namespace bespoke::document::layout {

/// True for a word that opens a list item: a bullet or dash standing alone, "1.", "2)", "(a)", "iv.".
bool is_list_marker(std::string_view word);

/// True for the bullets and dashes among them, which can't be the first word of a sentence.
bool is_bullet(std::string_view word);

/// Bytes of a bullet that is typed without a blank before the text ("•Led"); 0 for none.
std::size_t glued_bullet(std::string_view word);

}  // namespace bespoke::document::layout
