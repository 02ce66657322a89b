#pragma once

#include <string_view>

namespace bespoke::document {

/// Whether plain text is written as Markdown. Conservative: bullets, underlined headings and lone asterisks are common
/// in plain text too, so only headings with '#', bold and links count.
bool looks_like_markdown(std::string_view text);

}  // namespace bespoke::document
