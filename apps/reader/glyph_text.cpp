#include "glyph_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bespoke::reader {
namespace {

constexpr std::array<std::pair<char32_t, std::u32string_view>, 7> kLigatures{
    {{0xFB00, U"ff"}, {0xFB01, U"fi"}, {0xFB02, U"fl"}, {0xFB03, U"ffi"}, {0xFB04, U"ffl"}, {0xFB05, U"st"}, {0xFB06, U"st"}}};

/// Bullets as Symbol and Wingdings encode them at U+F000 + code (what Word writes).
constexpr std::array<std::pair<char32_t, char32_t>, 12> kSymbolBullets{{{0xF0B7, U'•'},
                                                                        {0xF0A7, U'▪'},
                                                                        {0xF0A8, U'◻'},
                                                                        {0xF06C, U'●'},
                                                                        {0xF06D, U'❍'},
                                                                        {0xF06E, U'■'},
                                                                        {0xF06F, U'□'},
                                                                        {0xF071, U'❑'},
                                                                        {0xF076, U'❖'},
                                                                        {0xF0D8, U'➢'},
                                                                        {0xF0E0, U'→'},
                                                                        {0xF0FC, U'✓'}}};

constexpr std::array<std::pair<char32_t, char32_t>, 13> kAccents{{{0x60, 0x300},
                                                                  {0xB4, 0x301},
                                                                  {0x2CA, 0x301},
                                                                  {0x2C6, 0x302},
                                                                  {0x5E, 0x302},
                                                                  {0x2DC, 0x303},
                                                                  {0xAF, 0x304},
                                                                  {0x2D8, 0x306},
                                                                  {0x2D9, 0x307},
                                                                  {0xA8, 0x308},
                                                                  {0x2DA, 0x30A},
                                                                  {0x2DD, 0x30B},
                                                                  {0x2C7, 0x30C}}};

bool is_private(char32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }

bool is_symbol_family(std::string_view family) {
    std::string folded(family);
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return folded.find("symbol") != std::string::npos || folded.find("dings") != std::string::npos;
}

}  // namespace

std::u32string readable(std::u32string_view glyph_text, std::string_view font_family) {
    std::u32string out;
    for (const char32_t c : glyph_text) {
        const auto ligature =
            std::find_if(kLigatures.begin(), kLigatures.end(), [&](const auto& entry) { return entry.first == c; });
        if (ligature != kLigatures.end()) {
            out += ligature->second;
        } else if (is_private(c)) {
            const auto bullet =
                std::find_if(kSymbolBullets.begin(), kSymbolBullets.end(), [&](const auto& entry) { return entry.first == c; });
            if (bullet != kSymbolBullets.end() && is_symbol_family(font_family)) out += bullet->second;
        } else {
            // A soft hyphen that has a glyph is a hyphen that is seen, at the end of a broken line.
            out += c == 0xAD ? U'-' : c;
        }
    }
    return out;
}

bool is_blank(std::u32string_view glyph_text) {
    return !glyph_text.empty() && std::all_of(glyph_text.begin(), glyph_text.end(), [](char32_t c) {
        return c == U' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F || c == 0x3000;
    });
}

char32_t combining_form(char32_t accent) {
    const auto found = std::find_if(kAccents.begin(), kAccents.end(), [&](const auto& entry) { return entry.first == accent; });
    return found == kAccents.end() ? 0 : found->second;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) {
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else if (c < 0x800) {
            out += static_cast<char>(0xC0 | c >> 6);
            out += static_cast<char>(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            if (c >= 0xD800 && c <= 0xDFFF) continue;  // a surrogate is no character
            out += static_cast<char>(0xE0 | c >> 12);
            out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
            out += static_cast<char>(0x80 | (c & 0x3F));
        } else if (c <= 0x10FFFF) {
            out += static_cast<char>(0xF0 | c >> 18);
            out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
            out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
            out += static_cast<char>(0x80 | (c & 0x3F));
        }
    }
    return out;
}

}  // namespace bespoke::reader
