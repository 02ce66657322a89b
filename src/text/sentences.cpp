#include <algorithm>
#include <array>

#include "text/text.hpp"

namespace bespoke::text {
namespace {

// Both lists are sorted, folded, without the last dot.
/// Never the end of a sentence: a name or a number follows.
constexpr auto kBeforeName = std::to_array<std::string_view>({
    "approx", "apr", "aug", "ave",  "bros", "capt", "cf",   "col",  "dec", "dept", "dr",  "e.g", "eg",  "feb",
    "fig",    "gen", "gov", "hon",  "i.e",  "ie",   "incl", "jan",  "jul", "jun",  "lt",  "mr",  "mrs", "ms",
    "mt",     "nov", "oct", "prof", "resp", "rev",  "sep",  "sept", "sgt", "st",   "viz", "vol", "vs",
});
/// May end a sentence; then a capitalised function word ("The", "In", "She") usually follows.
constexpr auto kAnywhere = std::to_array<std::string_view>({
    "a.s",   "assoc", "asst", "b.a", "b.eng", "b.s",   "b.sc",  "blvd", "co",  "corp", "d.c",   "est",  "inc",  "jr",
    "l.l.c", "l.p",   "llc",  "ltd", "m.a",   "m.d",   "m.eng", "m.sc", "mfg", "n.a",  "no",    "nos",  "ph.d", "plc",
    "pp",    "pty",   "r.n",  "rd",  "s.a",   "s.p.a", "sr",    "tel",  "u.k", "u.s",  "u.s.a", "univ",
});
static_assert(std::is_sorted(kBeforeName.begin(), kBeforeName.end()));
static_assert(std::is_sorted(kAnywhere.begin(), kAnywhere.end()));

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters and digits of any script: every byte beyond ASCII counts.
bool is_word(char c) { return is_upper(c) || is_lower(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

template <std::size_t N>
std::size_t prefix_of(std::string_view rest, const std::array<std::string_view, N>& candidates) {
    for (const auto candidate : candidates) {
        if (rest.starts_with(candidate)) return candidate.size();
    }
    return 0;
}

std::size_t bullet_length(std::string_view rest) {
    constexpr auto kBullets = std::to_array<std::string_view>(
        {"\u2022", "\u25CF", "\u25AA", "\u25E6", "\u2023", "\u2043", "\u00B7", "\u2013 ", "- ", "* ", "+ "});
    return prefix_of(rest, kBullets);
}

/// Terminators of scripts that put no blank after a sentence.
std::size_t wide_terminator_length(std::string_view rest) {
    constexpr auto kWide = std::to_array<std::string_view>({"\u3002", "\uFF01", "\uFF1F"});
    return prefix_of(rest, kWide);
}

/// Quotes and brackets that close together with the sentence.
std::size_t closer_length(std::string_view rest) {
    constexpr auto kClosers = std::to_array<std::string_view>({"\"", "'", ")", "]", "\u201D", "\u2019", "\u00BB"});
    return prefix_of(rest, kClosers);
}

class Splitter {
public:
    explicit Splitter(std::string_view text) : text_(text) {}

    std::vector<std::string_view> split() {
        std::size_t i = 0;
        while (i < text_.size()) {
            if (const auto end = end_at(i); end != 0) {
                cut(end);
                i = end;
            } else {
                ++i;
            }
        }
        cut(text_.size());
        return std::move(out_);
    }

private:
    [[nodiscard]] char at(std::size_t i) const { return i < text_.size() ? text_[i] : ' '; }

    void cut(std::size_t end) {
        if (const auto sentence = trim(text_.substr(begin_, end - begin_)); !sentence.empty()) out_.push_back(sentence);
        begin_ = end;
    }

    /// Where the sentence ends if it ends with the character at `i`, else 0.
    [[nodiscard]] std::size_t end_at(std::size_t i) const {
        const char c = text_[i];
        if (c == '\n') return line_break_ends(i) ? i : 0;
        if (c == '.' || c == '!' || c == '?') return terminator_end(i);
        const auto wide = static_cast<unsigned char>(c) >= 0x80 ? wide_terminator_length(text_.substr(i)) : 0;
        return wide == 0 ? 0 : i + wide;
    }

    /// A wrapped line goes on; a blank line or a bullet does not.
    [[nodiscard]] bool line_break_ends(std::size_t i) const {
        if (begin_ == i) return false;
        auto next = i + 1;
        while (at(next) != '\n' && next < text_.size() && is_blank(text_[next])) ++next;
        return next < text_.size() && (text_[next] == '\n' || bullet_length(text_.substr(next)) != 0);
    }

    [[nodiscard]] std::size_t terminator_end(std::size_t i) const {
        auto end = i + 1;
        while (at(end) == '.' || at(end) == '!' || at(end) == '?') ++end;
        const bool ellipsis = end - i > 1;
        while (end < text_.size()) {
            const auto closer = closer_length(text_.substr(end));
            if (closer == 0) break;
            end += closer;
        }
        if (end < text_.size() && !is_blank(text_[end])) return 0;
        auto next = end;
        while (next < text_.size() && is_blank(text_[next])) ++next;
        if (next == text_.size()) return end;
        if (!opens_sentence(next)) return 0;
        return text_[i] == '.' && !ellipsis && dot_belongs_to_word(i, next) ? 0 : end;
    }

    /// Not a small letter, unless of a name such as "iOS".
    [[nodiscard]] bool opens_sentence(std::size_t next) const {
        if (!is_lower(text_[next])) return true;
        return is_upper(at(next + 1)) || (is_lower(at(next + 1)) && is_upper(at(next + 2)));
    }

    [[nodiscard]] bool dot_belongs_to_word(std::size_t dot, std::size_t next) const {
        auto first = dot;
        while (first > begin_ && (is_word(text_[first - 1]) || text_[first - 1] == '.')) --first;
        const auto word = text_.substr(first, dot - first);
        if (word.empty()) return false;
        // The number of a list item: "1. Led the team".
        if (trim(text_.substr(begin_, first - begin_)).empty() && std::all_of(word.begin(), word.end(), is_digit)) return true;
        const auto folded = fold(word);
        if (std::binary_search(kBeforeName.begin(), kBeforeName.end(), folded)) return true;
        const bool initial = word.size() == 1 && is_upper(word[0]);
        const bool ends_anywhere = initial || std::binary_search(kAnywhere.begin(), kAnywhere.end(), folded);
        return ends_anywhere && !function_word_at(next);
    }

    [[nodiscard]] bool function_word_at(std::size_t begin) const {
        auto end = begin;
        while (end < text_.size() && (is_upper(text_[end]) || is_lower(text_[end]))) ++end;
        return end > begin && is_upper(text_[begin]) && is_stop_word(fold(text_.substr(begin, end - begin)));
    }

    std::string_view text_;
    std::size_t begin_ = 0;
    std::vector<std::string_view> out_;
};

}  // namespace

std::vector<std::string_view> sentences(std::string_view text) { return Splitter(text).split(); }

}  // namespace bespoke::text
