#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace bespoke::document {

/// The text of an HTML file in UTF-8: by byte order mark, UTF-8 by its form, the charset that it declares, a guess.
/// Of a page saved as one file (MHTML, RFC 2557, with RFC 2045 transfer encodings) it is the first HTML part.
/// Reason: "bad-text".
Result<std::string> decode_html(BytesView bytes);

}  // namespace bespoke::document
