#include "text/code_points.hpp"

#include <unicode/utf8.h>

#include <cstdint>

#include "text/text.hpp"

// ICU's macros compute in int and store in uint8_t.
#pragma GCC diagnostic ignored "-Wconversion"

namespace bespoke::text {

UChar32 next_code_point(std::string_view text, std::size_t& offset) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    auto i = static_cast<std::int64_t>(offset);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, length, c);
    offset = static_cast<std::size_t>(i);
    return c;
}

void append_code_point(std::string& out, UChar32 c) {
    char bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(bytes, static_cast<std::size_t>(length));
}

bool is_utf8(std::string_view text) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c < 0) return false;
    }
    return true;
}

}  // namespace bespoke::text
