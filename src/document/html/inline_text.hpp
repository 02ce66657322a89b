#pragma once

#include <string>
#include <string_view>

namespace bespoke::document {

/// How two inline elements without white space between them meet.
enum class Joint { None, InAWord, InARow };

/// Whether a text after a joint is another thing than the text before it.
bool begins_anew(std::string_view text, Joint joint);

/// Whether a text ends in a word or number, so that more of them can't follow directly.
bool ends_in_word(std::string_view text);

/// White space as a browser shows it: runs are one blank, none where one is `after_blank` already, which is kept up to
/// date. A tab on its own, which word processors put into pages that they save, stays one.
std::string collapsed(std::string_view raw, bool& after_blank);

}  // namespace bespoke::document
