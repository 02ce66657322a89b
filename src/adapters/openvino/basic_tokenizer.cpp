#include "adapters/openvino/basic_tokenizer.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "adapters/openvino/wordpiece.hpp"

namespace bespoke::adapters::openvino {
namespace {

/// Controls, formats and private use vanish, but unassigned characters stay, as in the reference.
bool is_removed(UChar32 c) {
    if (c == '\t' || c == '\n' || c == '\r') return false;
    constexpr std::uint32_t kOther = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
    return c <= 0 || c == 0xFFFD || (U_MASK(u_charType(c)) & kOther) != 0;
}

/// The blocks that the reference sets apart. It writes 2B920 where extension E begins at 2B820, and so do we: parity matters more.
bool is_cjk(UChar32 c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool is_punctuation(UChar32 c) {
    if (c < 0x80) return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    return (U_MASK(u_charType(c)) & U_GC_P_MASK) != 0;
}

/// Without accents and capitals; a blank on both sides of punctuation.
void append_plain(UChar32 c, std::u32string& out) {
    if (u_charType(c) == U_NON_SPACING_MARK) return;
    c = u_tolower(c);
    if (!is_punctuation(c)) {
        out += static_cast<char32_t>(c);
        return;
    }
    out += U' ';
    out += static_cast<char32_t>(c);
    out += U' ';
}

void append_decomposed(UChar32 c, std::u32string& out) {
    if (c < 0x80) return append_plain(c, out);
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* const nfd = unorm2_getNFDInstance(&status);
    UChar parts[32];
    const auto length = nfd != nullptr ? unorm2_getDecomposition(nfd, c, parts, 32, &status) : -1;
    if (length < 0 || U_FAILURE(status)) return append_plain(c, out);
    for (std::int32_t i = 0; i < length;) {
        UChar32 part = 0;
        U16_NEXT(parts, i, length, part);
        append_plain(part, out);
    }
}

void append_character(UChar32 c, std::string& out) {
    char bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(bytes, static_cast<std::size_t>(length));
}

}  // namespace

void BasicTokenizer::read_character() {
    pending_.clear();
    taken_ = 0;
    UChar32 c = 0;
    // One character at a time: ICU's macros count in 32 bits, and the text may be longer.
    const auto rest = text_.substr(offset_, U8_MAX_LENGTH);
    std::int32_t read = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(rest.data()), read, static_cast<std::int32_t>(rest.size()), c);
    offset_ += static_cast<std::size_t>(read);
    if (is_removed(c)) return;
    if (u_isUWhiteSpace(c)) {
        pending_ += U' ';
        return;
    }
    const bool apart = is_cjk(c);
    if (apart) pending_ += U' ';
    append_decomposed(c, pending_);
    if (apart) pending_ += U' ';
}

bool BasicTokenizer::next(BasicWord& word) {
    word.text.clear();
    word.characters = 0;
    for (;;) {
        while (taken_ < pending_.size()) {
            const auto c = pending_[taken_++];
            if (c != U' ') {
                if (word.characters++ < WordPiece::kLongestWord) append_character(static_cast<UChar32>(c), word.text);
            } else if (word.characters > 0) {
                return true;
            }
        }
        if (offset_ == text_.size()) return word.characters > 0;
        read_character();
    }
}

}  // namespace bespoke::adapters::openvino
