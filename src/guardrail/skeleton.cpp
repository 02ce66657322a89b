#include "guardrail/skeleton.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <unordered_map>

#include "guardrail/restored_words_table.hpp"
#include "text/code_points.hpp"
#include "text/disguise.hpp"

namespace bespoke::guardrail {
namespace {

const icu::Normalizer2* compatibility_decomposition() {
    static const icu::Normalizer2* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        return icu::Normalizer2::getNFKDInstance(status);
    }();
    return instance;
}

/// First letter, last letter, and those between in order of the alphabet.
std::string signature(std::string word) {
    std::sort(word.begin() + 1, word.end() - 1);
    return word;
}

const std::unordered_map<std::string, std::string_view>& restored_words() {
    static const auto map = [] {
        std::unordered_map<std::string, std::string_view> out;
        for (const auto word : kRestoredWords) out.emplace(signature(std::string(word)), word);
        return out;
    }();
    return map;
}

bool is_lower_latin(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// The letter that a digit or sign stands for in "1gn0re".
char letter_for(char32_t c) {
    switch (c) {
        case '0': return 'o';
        case '1': return 'i';
        case '3': return 'e';
        case '4':
        case '@': return 'a';
        case '5':
        case '$': return 's';
        case '7': return 't';
        default: return static_cast<char>(c);
    }
}

bool is_invisible(UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || u_charType(c) == U_FORMAT_CHAR;
}
bool is_tag_letter(UChar32 c) { return c >= 0xE0020 && c <= 0xE007E; }
bool turns_writing(UChar32 c) { return c == 0x202D || c == 0x202E; }
/// Joiners are letters' own business in many scripts, the soft hyphen the typesetter's.
bool is_hiding(UChar32 c) { return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x200C || c == 0x200D || c == 0x180E; }

/// Builds a skeleton letter by letter.
class Builder {
public:
    explicit Builder(std::string_view text) : text_(text), disguises_(text::disguises(text)) {
        std::erase_if(disguises_, [](const auto& it) { return it.kind != text::Disguise::Kind::LookAlikes; });

        out_.text.reserve(text.size() + text.size() / 8 + 2);
        out_.words.reserve(text.size() / 5 + 2);
        out_.text = ". ";
        out_.words.push_back({});
    }

    Skeleton build() {
        for (std::size_t i = 0; i < text_.size();) {
            const auto begin = i;
            const auto byte = static_cast<unsigned char>(text_[i]);
            if (byte < 0x80) {
                ++i;
                ascii(text_[begin], begin, i);
            } else {
                const auto c = text::next_code_point(text_, i);
                other(c, begin, i);
            }
        }
        finish_word();
        return std::move(out_);
    }

private:
    void ascii(char c, std::size_t begin, std::size_t end) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (is_lower_latin(static_cast<unsigned char>(c)) || is_digit(static_cast<unsigned char>(c)) || c == '@' || c == '$') {
            letter(static_cast<unsigned char>(c), begin, end);
        } else if (c == '\'' && joins_suffix(end)) {
            return;
        } else {
            finish_word();
            mark(c, begin, end);
        }
    }

    /// "don't", "you're": the apostrophe is dropped. "l'instruction": it parts.
    [[nodiscard]] bool joins_suffix(std::size_t at) const {
        std::size_t end = at;
        while (end < text_.size() && end < at + 3 && u_isalpha(static_cast<unsigned char>(text_[end]))) ++end;
        const auto suffix = text_.substr(at, end - at);
        for (const std::string_view known : {"t", "s", "re", "ve", "ll", "m", "d", "T", "S", "RE", "VE", "LL", "M", "D"})
            if (suffix == known) return true;
        return false;
    }

    void mark(char c, std::size_t begin, std::size_t end) {
        const bool ends_word = end >= text_.size() || static_cast<unsigned char>(text_[end]) <= ' ' || text_[end] == '"' ||
                               text_[end] == '\'' || text_[end] == ')' || text_[end] == c || text_[end] == '!' ||
                               text_[end] == '.';
        if (c == ':' && end < text_.size() && text_[end] == '/') return;  // of a link
        if (c == ':' || c == '?') {
            sign(c, begin, end);
        } else if (c == ';' || c == '!' || (c == '.' && ends_word)) {
            sign('.', begin, end);
        }
    }

    void sign(char c, std::size_t begin, std::size_t end) {
        // "...", "!!!" end one sentence.
        if (!out_.words.empty() && out_.text.size() == out_.words.back().at + 2 && out_.text[out_.words.back().at] == c) return;
        out_.words.push_back(
            {static_cast<std::uint32_t>(out_.text.size()), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        out_.text.push_back(c);
        out_.text.push_back(' ');
    }

    void other(UChar32 c, std::size_t begin, std::size_t end) {
        if (is_tag_letter(c)) return tag(begin, end);
        if (is_invisible(c)) return invisible(c, begin, end);
        if (c == 0x1F3F4) flag_ = end;  // flags of regions are spelled in tag letters
        if (c == 0x2019 || c == 0x02BC) return apostrophe(begin, end);
        if (c == 0xFF1A || c == 0x3002 || c == 0xFF01 || c == 0xFF1F) {
            finish_word();
            return sign(c == 0xFF1A ? ':' : c == 0xFF1F ? '?' : '.', begin, end);
        }
        drawn_ = text::latin_look_alike(static_cast<char32_t>(c));
        const auto folded = u_foldCase(c, U_FOLD_CASE_DEFAULT);
        if (folded == 0xDF || folded == 0x1E9E) {
            letter('s', begin, end);
            return letter('s', begin, end);
        }
        if (folded == 0x142) return letter('l', begin, end);
        if (folded == 0xF8) return letter('o', begin, end);
        if (folded == 0x131) return letter('i', begin, end);
        if (folded == 0xE6) {
            letter('a', begin, end);
            return letter('e', begin, end);
        }
        icu::UnicodeString parts;
        if (!compatibility_decomposition()->getDecomposition(folded, parts)) return plain(folded, begin, end);
        for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
            const auto part = parts.char32At(i);
            if (part == ' ')
                finish_word();
            else
                plain(u_foldCase(part, U_FOLD_CASE_DEFAULT), begin, end);
        }
    }

    void apostrophe(std::size_t, std::size_t end) {
        if (!joins_suffix(end)) finish_word();
    }

    void plain(UChar32 c, std::size_t begin, std::size_t end) {
        if (u_charType(c) == U_NON_SPACING_MARK) return;
        if (u_isalnum(c)) return letter(static_cast<char32_t>(c), begin, end);
        finish_word();
        if (c == '!' || c == ';') sign('.', begin, end);
    }

    void tag(std::size_t begin, std::size_t end) {
        if (flag_ == begin) {
            flag_ = end;
            return;
        }
        trick(Skeleton::Trick::Kind::TagLetters, begin, end);
    }

    void invisible(UChar32 c, std::size_t begin, std::size_t end) {
        if (turns_writing(c)) return trick(Skeleton::Trick::Kind::TurnedWriting, begin, end);
        const bool within =
            !word_.empty() && word_.back() < 0x250 && end < text_.size() && u_isalpha(static_cast<unsigned char>(text_[end]));
        if (within && is_hiding(c)) trick(Skeleton::Trick::Kind::InvisibleLetters, begin, end);
    }

    void trick(Skeleton::Trick::Kind kind, std::size_t begin, std::size_t end) {
        if (!out_.tricks.empty() && out_.tricks.back().kind == kind && out_.tricks.back().end == begin) {
            out_.tricks.back().end = end;
        } else {
            out_.tricks.push_back({kind, begin, end});
        }
    }

    void letter(char32_t c, std::size_t begin, std::size_t end) {
        if (word_.empty()) begin_ = begin;
        end_ = end;
        // Of which letter it is the look-alike may depend on its case, which is gone here: "Η" is no "n".
        const auto alike = drawn_ != 0 ? drawn_ : text::latin_look_alike(c);
        drawn_ = 0;
        word_.push_back(c);
        alike_.push_back(alike != 0 ? alike : c);
    }

    void finish_word() {
        if (word_.empty()) return;
        undo_disguise();
        undo_digits();
        const auto at = static_cast<std::uint32_t>(out_.text.size());
        bool ascii = true;
        for (const auto c : word_) {
            ascii = ascii && is_lower_latin(c);
            if (c < 0x80)
                out_.text.push_back(static_cast<char>(c));
            else
                text::append_code_point(out_.text, static_cast<UChar32>(c));
        }
        if (ascii && word_.size() >= 6) restore(at);
        out_.text.push_back(' ');
        out_.words.push_back({at, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(end_)});
        word_.clear();
        alike_.clear();
    }

    void restore(std::uint32_t at) {
        const auto found = restored_words().find(signature(out_.text.substr(at)));
        if (found != restored_words().end()) out_.text.replace(at, std::string::npos, found->second);
    }

    void undo_disguise() {
        while (disguise_ < disguises_.size() && disguises_[disguise_].end <= begin_) ++disguise_;
        if (disguise_ == disguises_.size() || disguises_[disguise_].begin >= end_) return;
        word_ = alike_;
        trick(Skeleton::Trick::Kind::MixedScripts, begin_, end_);
    }

    void undo_digits() {
        std::size_t letters = 0, signs = 0;
        for (const auto c : word_) (is_lower_latin(c) ? letters : signs) += 1;
        if (signs == 0) return;
        // "base64" and "rot13" mean their numbers.
        std::size_t suffix = 0;
        while (suffix < word_.size() && is_digit(word_[word_.size() - 1 - suffix])) ++suffix;
        if (suffix == signs && suffix >= 2) return;
        if (letters >= 2 && letters + signs >= 4)
            for (auto& c : word_) c = c < 0x80 ? static_cast<unsigned char>(letter_for(c)) : c;
    }

    std::string_view text_;
    Skeleton out_;
    std::vector<text::Disguise> disguises_;
    std::size_t disguise_ = 0;     ///< the first that may be ahead
    std::u32string word_, alike_;  ///< and as the letters look
    char32_t drawn_ = 0;
    std::size_t begin_ = 0, end_ = 0, flag_ = std::string_view::npos;
};

}  // namespace

Skeleton skeleton_of(std::string_view text) { return Builder(text).build(); }

}  // namespace bespoke::guardrail
