#pragma once

#include <string>
#include <string_view>

namespace bespoke::document {

/// Name (as ICU knows it) of the encoding of text without a byte order mark. Always gives one; the caller checks
/// whether the text makes sense in it.
std::string guess_encoding(std::string_view bytes);

}  // namespace bespoke::document
