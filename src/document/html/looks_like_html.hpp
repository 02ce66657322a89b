#pragma once

#include <string_view>

namespace bespoke::document {

/// Whether a browser would be shown this as a page: an HTML or XHTML document, a fragment that is mostly tags, or a
/// page saved as one file (MHTML, RFC 2557). Text that merely mentions a tag is none.
bool looks_like_html(std::string_view text);

/// Whether the text is an XML file of another kind.
bool is_other_xml(std::string_view text);

}  // namespace bespoke::document
