#include "resume/parser/words.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

#include "text/code_points.hpp"
#include "text/text.hpp"

namespace bespoke::resume::parser {
namespace {

/// Calls `visit(code point, begin, end)` for each character until it says false.
template <class Visit>
void each_character(std::string_view text, Visit visit) {
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto character = text::next_code_point(text, at);
        if (!visit(character, begin, at)) return;
    }
}

UChar32 first_character(std::string_view text) {
    UChar32 first = 0;
    each_character(text, [&](UChar32 character, std::size_t, std::size_t) {
        first = character;
        return false;
    });
    return first;
}

template <class Test>
std::size_t count_if(std::string_view text, Test test) {
    std::size_t count = 0;
    each_character(text, [&](UChar32 character, std::size_t, std::size_t) {
        count += test(character) ? 1 : 0;
        return true;
    });
    return count;
}

/// Private-use glyphs, pictographs and arrows: icons, never words.
bool is_icon(UChar32 character) {
    if (u_charType(character) == U_PRIVATE_USE_CHAR || character == 0xFFFD) return true;
    const bool symbol = (character >= 0x2190 && character <= 0x21FF) || (character >= 0x2600 && character <= 0x27BF) ||
                        (character >= 0x2300 && character <= 0x23FF) || character == 0xFE0F || character == 0x20E3;
    return symbol || (character >= 0x1F000 && character <= 0x1FAFF);
}

bool is_blank(UChar32 character) { return character == ' ' || character == 0xA0 || u_isUWhiteSpace(character); }

constexpr std::array<std::string_view, 20> kDecoration{"-", "–", "—", "−", "•", "·", "∙", "|", ",", ";",
                                                       ":", "=", "/", "_", "*", "#", "~", "●", "▪", "¦"};

/// Length of the decoration or blank at the front (or back) of a text, 0 for none.
std::size_t decoration_at_front(std::string_view text) {
    if (text.starts_with(' ') || text.starts_with('\t')) return 1;
    for (const auto sign : kDecoration) {
        if (text.starts_with(sign)) return sign.size();
    }
    return 0;
}
std::size_t decoration_at_back(std::string_view text) {
    if (text.ends_with(' ') || text.ends_with('\t')) return 1;
    for (const auto sign : kDecoration) {
        if (text.ends_with(sign)) return sign.size();
    }
    return 0;
}

/// Letters whose stroke Unicode takes for a part of them, so that decomposing leaves it.
UChar32 without_stroke(UChar32 character) {
    switch (character) {
        case U'ł': return 'l';
        case U'ø': return 'o';
        case U'đ': return 'd';
        case U'ħ': return 'h';
        case U'ı': return 'i';
        default: return character;
    }
}

}  // namespace

std::string plain(std::string_view text) {
    const auto folded = text::fold(text);
    UErrorCode status = U_ZERO_ERROR;
    const auto* decompose = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return folded;
    const auto decomposed = decompose->normalize(icu::UnicodeString::fromUTF8(folded), status);
    if (U_FAILURE(status)) return folded;
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const auto character = decomposed.char32At(i);
        if (u_charType(character) != U_NON_SPACING_MARK) kept.append(without_stroke(character));
    }
    std::string out;
    return kept.toUTF8String(out);
}

std::string squashed(std::string_view text) {
    const auto folded = plain(text);
    std::string out;
    each_character(folded, [&](UChar32 character, std::size_t begin, std::size_t end) {
        if (u_isalnum(character)) out.append(folded, begin, end - begin);
        return true;
    });
    return out;
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> out;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\n", at)) != std::string_view::npos) {
        const auto end = std::min(text.find_first_of(" \t\n", at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end;
    }
    return out;
}

std::size_t character_count(std::string_view text) {
    return count_if(text, [](UChar32) { return true; });
}
std::size_t digit_count(std::string_view text) {
    return count_if(text, [](UChar32 c) { return u_isdigit(c) != 0; });
}
std::size_t letter_count(std::string_view text) {
    return count_if(text, [](UChar32 c) { return u_isalpha(c) != 0; });
}

bool starts_upper(std::string_view text) {
    const auto first = first_character(text);
    return u_isupper(first) || u_istitle(first);
}
bool starts_lower(std::string_view text) { return u_islower(first_character(text)) != 0; }
bool starts_digit(std::string_view text) { return u_isdigit(first_character(text)) != 0; }

bool is_all_caps(std::string_view text) {
    return letter_count(text) >= 2 && count_if(text, [](UChar32 c) { return u_islower(c) && c != 0xDF; }) == 0;
}

std::size_t lower_case_words(std::string_view text) {
    std::size_t count = 0;
    for (const auto word : words(text)) count += starts_lower(word) && character_count(word) > 3 ? 1 : 0;
    return count;
}

std::string tidy(std::string_view text) {
    std::string out;
    char pending = 0;
    each_character(text, [&](UChar32 character, std::size_t begin, std::size_t end) {
        // An arrow between words joins them ("2019 → 2021"), one in front of them is drawn.
        const bool joint = character == U'→' && !out.empty();
        if (is_icon(character) && !joint) return true;
        if (is_blank(character)) {
            pending = character == '\t' || pending == '\t' ? '\t' : ' ';
            return true;
        }
        if (pending != 0 && !out.empty()) out += pending;
        pending = 0;
        out.append(text.substr(begin, end - begin));
        return true;
    });
    return out;
}

std::string_view strip_edges(std::string_view text, std::string_view punctuation) {
    const auto is_edge = [&](char c) { return c == ' ' || c == '\t' || punctuation.find(c) != std::string_view::npos; };
    while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view strip_decoration(std::string_view text) {
    while (const auto size = decoration_at_front(text)) text.remove_prefix(size);
    while (const auto size = decoration_at_back(text)) text.remove_suffix(size);
    return text;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace bespoke::resume::parser
