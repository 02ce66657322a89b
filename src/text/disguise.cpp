#include "text/disguise.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <unordered_map>

#include "text/code_points.hpp"
#include "text/look_alikes_table.hpp"

namespace bespoke::text {
namespace {

using Shapes = std::unordered_map<char32_t, char32_t>;

template <std::size_t Size>
Shapes shapes_of(const std::pair<std::u32string_view, char32_t> (&table)[Size]) {
    Shapes out;
    for (const auto& [letters, latin] : table)
        for (const auto letter : letters) out[letter] = latin;
    return out;
}

char32_t find(const Shapes& shapes, char32_t letter) {
    const auto found = shapes.find(letter);
    return found == shapes.end() ? 0 : found->second;
}

char32_t same_shape(char32_t letter) {
    static const Shapes shapes = shapes_of(kSameShapes);
    return find(shapes, letter);
}

/// By lead bytes: true if the text may hold letters of another script or styled ones. Typographic signs, accents and emoji are none.
bool may_be_disguised(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0xC6) continue;
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (lead == 0xE2 && next != 0x84 && next != 0x85 && next != 0x92 && next != 0x93) continue;  // U+2100..217F, U+2480..24FF
        if (lead == 0xEF && next < 0xBC) continue;  // private use, presentation forms
        if (lead == 0xF0 && next == 0x9F) {         // emoji, but for U+1F130..1F189
            const auto third = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0U;
            if (third < 0x84 || third > 0x86) continue;
        }
        return true;
    }
    return false;
}

/// The ASCII letter that a mathematical, full-width or enclosed letter styles; 0 for none.
UChar32 unstyled(UChar32 c) {
    if (c < 0x2100) return 0;
    switch (u_getIntPropertyValue(c, UCHAR_DECOMPOSITION_TYPE)) {
        case U_DT_FONT:
        case U_DT_WIDE:
        case U_DT_CIRCLE:
        case U_DT_SQUARE: break;
        default: return 0;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString plain;
    const auto* const normalizer = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status) || !normalizer->getDecomposition(c, plain) || plain.length() != 1) return 0;
    const auto letter = plain.char32At(0);
    return letter < 0x80 && u_isalnum(letter) ? letter : 0;
}

/// A letter without its accents.
UChar32 base_of(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString parts;
    const auto* const normalizer = icu::Normalizer2::getNFDInstance(status);
    return U_SUCCESS(status) && normalizer->getDecomposition(c, parts) ? parts.char32At(0) : c;
}

bool is_mark(UChar32 c) { return (U_MASK(u_charType(c)) & U_GC_M_MASK) != 0; }
bool is_greek_small(UChar32 c) { return c >= 0x3B1 && c <= 0x3C9; }

/// What the letters of one word are.
struct Word {
    std::size_t begin = 0, end = 0;
    std::size_t line = 0;
    UScriptCode script = USCRIPT_COMMON;  ///< of its letters that are not Latin
    int latin = 0, small_latin = 0, styled = 0;
    int alike = 0, same = 0, greek_small = 0, small_capitals = 0;
    int other = 0;                ///< letters that look like no Latin one
    bool scripts_differ = false;  ///< Greek and Cyrillic in one word
    bool sign = false;            ///< "++" or "#" follows
    [[nodiscard]] int letters() const { return latin + styled + alike + other; }
    /// Of another script, and seen to be.
    [[nodiscard]] bool is_foreign() const {
        return script != USCRIPT_COMMON && latin + styled == 0 && (other > 0 || same < alike);
    }
};

struct Surroundings {
    int latin = 0;  ///< letters of Latin words
    std::unordered_map<int, int> foreign;
    [[nodiscard]] int foreign_letters(UScriptCode script) const {
        const auto found = foreign.find(script);
        return found == foreign.end() ? 0 : found->second;
    }
    void add(const Word& word) {
        if (word.is_foreign()) foreign[word.script] += word.letters();
        if (word.latin > 1 && word.alike + word.other == 0) latin += word.latin;
    }
};

class Finder {
public:
    explicit Finder(std::string_view text) : text_(text) {}

    std::vector<Disguise> find() {
        read_words();
        lines_.resize(line_ + 1);
        for (const auto& word : words_) {
            whole_.add(word);
            lines_[word.line].add(word);
        }
        std::vector<Disguise> out;
        for (const auto& word : words_) {
            if (word.other > 0 || word.alike + word.styled == 0) continue;
            if (is_ornament(word))
                out.push_back({Disguise::Kind::Ornament, word.begin, word.end});
            else if (word.alike == 0 || mixes_scripts(word) || is_of_small_capitals(word) || passes_for_latin(word))
                out.push_back({Disguise::Kind::LookAlikes, word.begin, word.end});
        }
        return out;
    }

private:
    void read_words() {
        Word word;
        for (std::size_t i = 0; i < text_.size();) {
            const auto begin = i;
            const auto c = next_code_point(text_, i);
            if (c == '\n') ++line_;
            if (!take(word, c)) {
                word.sign = c == '#' || (c == '+' && i < text_.size() && text_[i] == '+');
                finish(word);
                continue;
            }
            if (word.end == 0) word.begin = begin;
            word.end = i;
        }
        finish(word);
    }

    void finish(Word& word) {
        if (word.letters() > 0) words_.push_back(word);
        word = {};
        word.line = line_;
    }

    /// Counts a letter; false if the word ends before it.
    static bool take(Word& word, UChar32 c) {
        if (c < 0x80) {
            if (u_isalpha(c)) {
                ++word.latin;
                word.small_latin += u_islower(c) ? 1 : 0;
            }
            return u_isalnum(c) != 0;
        }
        if (unstyled(c) != 0) return ++word.styled, true;
        if (is_mark(c) || u_charType(c) == U_FORMAT_CHAR) return word.end != 0;
        if (!u_isalpha(c)) return u_isdigit(c) != 0;
        count(word, base_of(c));
        return true;
    }

    static void count(Word& word, UChar32 c) {
        UErrorCode status = U_ZERO_ERROR;
        const auto script = uscript_getScript(c, &status);
        const bool alike = latin_look_alike(static_cast<char32_t>(c)) != 0;
        if (script == USCRIPT_LATIN && !alike) {
            ++word.latin;
            word.small_latin += u_islower(c) ? 1 : 0;
            return;
        }
        ++(alike ? word.alike : word.other);
        if (script == USCRIPT_LATIN) {
            ++word.small_capitals;
        } else {
            word.scripts_differ = word.scripts_differ || (word.script != USCRIPT_COMMON && word.script != script);
            word.script = script;
        }
        word.same += same_shape(static_cast<char32_t>(c)) != 0 ? 1 : 0;
        word.greek_small += is_greek_small(c) ? 1 : 0;
    }

    static bool is_ornament(const Word& word) {
        constexpr int kShortest = 3;  // "ℝn" is a formula
        return word.alike == 0 && (word.latin == 0 || word.letters() < kShortest);
    }

    static bool mixes_scripts(const Word& word) {
        if (word.scripts_differ) return true;
        if (word.latin + word.styled == 0 || word.script == USCRIPT_COMMON) return false;
        // "TNFα" and "NFκB" are terms, "µm" and "σx" formulas.
        const bool notation = word.greek_small == word.alike && word.small_latin + word.styled == 0;
        const int shortest = word.script == USCRIPT_CYRILLIC ? 2 : 4;
        return !notation && word.letters() >= shortest;
    }

    static bool is_of_small_capitals(const Word& word) {
        constexpr int kShortest = 4;  // less is phonetic notation
        return word.small_capitals > 0 && word.script == USCRIPT_COMMON && word.letters() >= kShortest;
    }

    [[nodiscard]] bool passes_for_latin(const Word& word) const {
        if (word.latin + word.styled + word.small_capitals > 0 || word.same < word.alike) return false;
        // No word but the languages "C++" and "C#" is followed by these.
        if (word.letters() == 1) return word.sign && word.script == USCRIPT_CYRILLIC && latin_of(word) == 'c';
        constexpr int kMostForeign = 5;  // of the Latin letters at most a fifth: the text is not in that script
        const auto& line = lines_[word.line];
        const auto foreign = whole_.foreign_letters(word.script);
        if (line.foreign_letters(word.script) > 0) return false;
        return line.latin > 0 ? foreign * kMostForeign <= whole_.latin : foreign == 0 && whole_.latin > 0;
    }

    [[nodiscard]] char32_t latin_of(const Word& word) const {
        auto at = word.begin;
        auto c = next_code_point(text_, at);
        return latin_look_alike(static_cast<char32_t>(c));
    }

    std::string_view text_;
    std::vector<Word> words_;
    std::size_t line_ = 0;
    Surroundings whole_;
    std::vector<Surroundings> lines_;
};

/// Appends [begin, end) with Latin letters.
void append_latin(std::string& out, std::string_view text, std::size_t begin, std::size_t end) {
    bool replaced = false;
    for (auto i = begin; i < end;) {
        const auto from = i;
        const auto c = next_code_point(text, i);
        if (replaced && is_mark(c)) continue;  // its accents go with a letter
        const auto plain = unstyled(c);
        const auto latin = plain != 0 ? plain : static_cast<UChar32>(latin_look_alike(static_cast<char32_t>(base_of(c))));
        replaced = latin != 0;
        if (!replaced)
            out.append(text.substr(from, i - from));
        else
            append_code_point(out, plain == 0 && u_isupper(c) ? u_toupper(latin) : latin);
    }
}

}  // namespace

char32_t latin_look_alike(char32_t letter) {
    static const Shapes similar = shapes_of(kSimilarShapes);
    if (letter < 0x80) return 0;
    if (const auto same = same_shape(letter); same != 0) return same;
    const auto folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(letter), U_FOLD_CASE_DEFAULT));
    const auto same = same_shape(folded);
    return same != 0 ? same : find(similar, folded);
}

std::vector<Disguise> disguises(std::string_view text) {
    if (!may_be_disguised(text)) return {};
    return Finder(text).find();
}

std::string undisguised(std::string_view text) { return undisguised(text, 0, text.size(), disguises(text)); }

std::string undisguised(std::string_view text, std::size_t begin, std::size_t end, std::span<const Disguise> of_whole) {
    std::string out;
    out.reserve(end - begin);
    auto at = begin;
    for (auto word = std::ranges::lower_bound(of_whole, begin, {}, [](const Disguise& it) { return it.end; });
         word != of_whole.end() && word->begin < end; ++word) {
        const auto from = std::clamp(word->begin, at, end);
        const auto to = std::clamp(word->end, from, end);
        out.append(text.substr(at, from - at));
        append_latin(out, text, from, to);
        at = to;
    }
    out.append(text.substr(at, end - at));
    return out;
}

}  // namespace bespoke::text
