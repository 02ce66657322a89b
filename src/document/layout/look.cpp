#include "document/layout/look.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace bespoke::document::layout {
namespace {

bool alike(const Span& a, const Span& b) {
    return std::abs(a.size_pt - b.size_pt) <= 0.04F * std::max(a.size_pt, b.size_pt) &&
           (a.weight >= kBoldWeight) == (b.weight >= kBoldWeight) && a.italic == b.italic && a.colour == b.colour;
}

}  // namespace

LetterCount count_letters(std::string_view utf8) {
    LetterCount count;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto length = static_cast<int32_t>(utf8.size());
    for (int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c < 0 || !u_isalpha(c)) continue;
        ++count.letters;
        count.capitals += u_isupper(c) || u_istitle(c) ? 1 : 0;
    }
    return count;
}

Look look_of(const Words& words) {
    const Span* most = nullptr;
    std::size_t most_bytes = 0;
    LetterCount letters;
    for (const PlacedWord* word : words) {
        std::size_t bytes = 0;
        for (const PlacedWord* other : words) bytes += alike(word->span, other->span) ? other->span.text.size() : 0;
        if (bytes > most_bytes) {
            most = &word->span;
            most_bytes = bytes;
        }
        const LetterCount count = count_letters(word->span.text);
        letters.letters += count.letters;
        letters.capitals += count.capitals;
    }
    if (most == nullptr) return {};
    return {most->size_pt, most->weight >= kBoldWeight, most->italic, letters.letters > 1 && letters.capitals == letters.letters,
            most->colour};
}

bool same_look(const Look& a, const Look& b) {
    return std::abs(a.size - b.size) <= 0.04F * std::max(a.size, b.size) && a.bold == b.bold && a.italic == b.italic &&
           a.colour == b.colour;
}

}  // namespace bespoke::document::layout
