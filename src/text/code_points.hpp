#pragma once

#include <unicode/umachine.h>

#include <string>
#include <string_view>

namespace bespoke::text {

/// The code point at `offset`, which moves behind it; U+FFFD for ill-formed bytes (Unicode 15, section 3.9, best practice).
UChar32 next_code_point(std::string_view text, std::size_t& offset);

/// Appends `c` as UTF-8.
void append_code_point(std::string& out, UChar32 c);

}  // namespace bespoke::text
