#include "letter_fold.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <array>
#include <string_view>

namespace bespoke::reader {
namespace {

constexpr bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Latin-1 and Latin Extended-A; the letters with comma below of Romanian; Greek; Cyrillic.
bool is_european(char32_t c) {
    const bool in_blocks = (c >= 0xC0 && c <= 0x17E) || (c >= 0x218 && c <= 0x21B) || (c >= 0x386 && c <= 0x3CE) ||
                           (c >= 0x400 && c <= 0x45F) || c == 0x490 || c == 0x491;
    return in_blocks && u_isalpha(static_cast<UChar32>(c)) != 0;
}

}  // namespace

std::optional<char32_t> folded_letter(char32_t letter) {
    if (!is_digit(letter) && !is_ascii_letter(letter) && !is_european(letter)) return std::nullopt;
    return static_cast<char32_t>(u_tolower(static_cast<UChar32>(letter)));
}

char32_t without_accents(char32_t folded) {
    UErrorCode failed = U_ZERO_ERROR;
    const UNormalizer2* decomposer = unorm2_getNFDInstance(&failed);
    std::array<UChar, 8> parts{};
    if (U_FAILURE(failed) != 0 || folded >= kPastLetters) return folded;
    const int count =
        unorm2_getDecomposition(decomposer, static_cast<UChar32>(folded), parts.data(), static_cast<int>(parts.size()), &failed);
    return U_SUCCESS(failed) != 0 && count > 0 ? parts[0] : folded;
}

char32_t look_alike(char32_t folded) {
    constexpr std::u32string_view kStrokes = U"il1jıłιіјľ", kRound = U"o0qøσο", kForked = U"uyĳυү";
    const char32_t bare = without_accents(folded);
    for (const auto alike : {kStrokes, kRound, kForked}) {
        if (alike.find(bare) != std::u32string_view::npos) return alike.front();
    }
    return bare;
}

}  // namespace bespoke::reader
