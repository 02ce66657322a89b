#include "document/html/inline_text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace bespoke::document {

bool begins_anew(std::string_view text, Joint joint) {
    std::size_t at = 0;
    UChar32 code = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), code);
    if (joint == Joint::InARow) return code == '(' || code == '+' || u_isalnum(code);
    return joint == Joint::InAWord && (code == '(' || u_isupper(code) || u_isdigit(code));
}

bool ends_in_word(std::string_view text) {
    if (text.empty()) return false;
    auto at = static_cast<std::int32_t>(text.size());
    UChar32 code = 0;
    U8_PREV(reinterpret_cast<const std::uint8_t*>(text.data()), 0, at, code);
    return code == ')' || code == '.' || u_isalnum(code);
}

std::string collapsed(std::string_view raw, bool& after_blank) {
    constexpr std::string_view kBlanks = " \n\t\r\f";
    std::string shown;
    for (std::size_t at = 0; at < raw.size();) {
        const std::size_t end = std::min(raw.find_first_not_of(kBlanks, at), raw.size());
        const std::string_view blanks = raw.substr(at, end - at);
        if (blanks.empty()) {
            shown += raw[at++];
            after_blank = false;
            continue;
        }
        const bool tab = blanks.find('\t') != blanks.npos && blanks.find('\n') == blanks.npos;
        if (!after_blank) shown += tab ? '\t' : ' ';
        after_blank = true;
        at = end;
    }
    return shown;
}

}  // namespace bespoke::document
