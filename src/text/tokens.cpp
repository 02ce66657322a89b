#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/code_points.hpp"
#include "text/disguise.hpp"
#include "text/text.hpp"

namespace bespoke::text {
namespace {

enum class Kind : std::uint8_t { Other, Blank, Lower, Upper, Digit };

struct Character {
    UChar32 code = 0;
    std::size_t begin = 0;
    Kind kind = Kind::Other;
};

constexpr Kind ascii_kind(int c) {
    if (c >= 'a' && c <= 'z') return Kind::Lower;
    if (c >= 'A' && c <= 'Z') return Kind::Upper;
    if (c >= '0' && c <= '9') return Kind::Digit;
    return c == ' ' || (c >= '\t' && c <= '\r') ? Kind::Blank : Kind::Other;
}

constexpr auto kAsciiKinds = [] {
    std::array<Kind, 0x80> kinds{};
    for (int c = 0; c < 0x80; ++c) kinds[static_cast<std::size_t>(c)] = ascii_kind(c);
    return kinds;
}();

Kind kind_of(UChar32 c) {
    if (c < 0x80) return kAsciiKinds[static_cast<std::size_t>(c)];
    if (u_isUWhiteSpace(c)) return Kind::Blank;
    if (u_isupper(c)) return Kind::Upper;
    if (u_charDigitValue(c) >= 0) return Kind::Digit;
    // Marks and invisible joiners belong to the word that they stand in; enclosed letters are letters.
    const auto mask = U_MASK(u_charType(c));
    if (mask == U_GC_SO_MASK && u_isUAlphabetic(c)) return Kind::Lower;
    return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_CF_MASK)) != 0 ? Kind::Lower : Kind::Other;
}

/// Empty for plain ASCII, where bytes are characters.
std::vector<Character> characters(std::string_view text) {
    std::vector<Character> out;
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return out;
    out.reserve(text.size() + 1);
    for (std::size_t i = 0; i < text.size();) {
        const auto begin = i;
        const auto c = next_code_point(text, i);
        out.push_back({c, begin, kind_of(c)});
    }
    return out;
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0xB4 || c == '`'; }

/// Finds the words of one text.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : text_(text),
          characters_(characters(text)),
          disguises_(characters_.empty() ? std::vector<Disguise>() : disguises(text)),
          count_(characters_.empty() ? text.size() : characters_.size()) {}

    std::vector<Token> scan() {
        std::vector<Token> out;
        out.reserve(text_.size() / 6 + 1);
        for (std::size_t i = 0; i < count_;) {
            if (!starts_word(i)) {
                ++i;
                continue;
            }
            const auto end = end_of_word(i);
            push(out, i, end);
            i = end;
        }
        return out;
    }

private:
    [[nodiscard]] UChar32 code(std::size_t i) const {
        if (i >= count_) return 0;
        return characters_.empty() ? static_cast<UChar32>(text_[i]) : characters_[i].code;
    }
    [[nodiscard]] Kind kind(std::size_t i) const {
        if (i >= count_) return Kind::Blank;
        return characters_.empty() ? kAsciiKinds[static_cast<std::size_t>(text_[i])] : characters_[i].kind;
    }
    [[nodiscard]] bool letter(std::size_t i) const { return kind(i) == Kind::Lower || kind(i) == Kind::Upper; }
    [[nodiscard]] bool digit(std::size_t i) const { return kind(i) == Kind::Digit; }
    [[nodiscard]] bool word(std::size_t i) const { return letter(i) || digit(i); }
    [[nodiscard]] std::size_t offset(std::size_t i) const {
        if (i >= count_) return text_.size();
        return characters_.empty() ? i : characters_[i].begin;
    }

    /// A letter, a digit, or the dot of ".NET" (but not that of "end.NET", which end_of_word() keeps inside).
    [[nodiscard]] bool starts_word(std::size_t i) const {
        return word(i) || (code(i) == '.' && letter(i + 1) && (i == 0 || (!word(i - 1) && code(i - 1) != '.')));
    }

    std::size_t end_of_word(std::size_t begin) const {
        auto i = begin + (word(begin) ? 0 : 1);
        while (true) {
            while (word(i)) ++i;
            if (!joins(begin, i)) break;
            ++i;
        }
        return with_suffix_symbols(begin, i);
    }

    /// True if the symbol at `i` holds the words at either side together.
    [[nodiscard]] bool joins(std::size_t begin, std::size_t i) const {
        if (!word(i + 1)) return false;
        const auto c = code(i);
        if (c == '_') return true;
        if (c == '.') return dot_joins(i);
        if (c == ',') return groups_thousands(i);
        if (is_apostrophe(c)) return letter(i - 1) && letter(i + 1);
        return (c == '/' || c == '&') && joins_initials(begin, i);
    }

    [[nodiscard]] bool dot_joins(std::size_t i) const {
        if (digit(i - 1) && digit(i + 1)) return true;
        // "finished.Then" lacks a blank; "Node.js", "ASP.NET", "U.S" and "Socket.IO" do not.
        const bool next_sentence = kind(i - 1) == Kind::Lower && kind(i + 1) == Kind::Upper && kind(i + 2) == Kind::Lower;
        return letter(i + 1) && !next_sentence;
    }

    /// True at the comma of "1,200" and "1,200,000", not of "2019,2020" or "1,2".
    [[nodiscard]] bool groups_thousands(std::size_t i) const {
        return digit(i - 1) && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4) &&
               !(i >= 4 && digit(i - 2) && digit(i - 3) && digit(i - 4));
    }

    /// "CI/CD", "A/B", "TCP/IP", "R&D" are one word; "Python/SQL", "and/or", "2019/20" and "black&white" are more.
    [[nodiscard]] bool joins_initials(std::size_t begin, std::size_t i) const {
        constexpr std::size_t kLongestInitials = 3;
        auto after = i + 1;
        while (letter(after) && after - i <= kLongestInitials + 1) ++after;
        if (i - begin > kLongestInitials || after - i - 1 > kLongestInitials || digit(after)) return false;
        return capitals(begin, i) && capitals(i + 1, after);
    }

    [[nodiscard]] bool capitals(std::size_t begin, std::size_t end) const {
        for (auto i = begin; i < end; ++i) {
            // A single letter may be small: "a/b tests", "i/o", "r&d".
            if (kind(i) != Kind::Upper && !(end - begin == 1 && letter(i))) return false;
        }
        return begin < end;
    }

    /// Takes in the "++" of "C++" and the "#" of "C#", but not the plus of "5+ years".
    [[nodiscard]] std::size_t with_suffix_symbols(std::size_t begin, std::size_t end) const {
        if (end == begin || !letter(end - 1)) return end;
        auto i = end;
        while (code(i) == '+' || code(i) == '#') ++i;
        return i - end <= 2 && !word(i) ? i : end;
    }

    void push(std::vector<Token>& out, std::size_t first, std::size_t last) const {
        const auto begin = offset(first);
        auto end = offset(last);
        // Judged with its surroundings, which the word alone does not have.
        auto folded =
            disguises_.empty() ? fold(text_.substr(begin, end - begin)) : fold(undisguised(text_, begin, end, disguises_));
        if (folded.size() > 2 && folded.ends_with("'s")) folded.resize(folded.size() - 2);
        if (digit(first)) std::erase(folded, ',');
        if (!folded.empty()) out.push_back({std::move(folded), begin, end});
    }

    std::string_view text_;
    std::vector<Character> characters_;
    std::vector<Disguise> disguises_;
    std::size_t count_ = 0;
};

}  // namespace

std::vector<Token> tokens(std::string_view text) { return Scanner(text).scan(); }

}  // namespace bespoke::text
