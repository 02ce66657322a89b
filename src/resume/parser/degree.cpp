#include "resume/parser/degree.hpp"

#include <array>
#include <vector>

#include "resume/parser/lexicon.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

template <class Table>
bool holds(const Table& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

/// First words of fields of two words: "Bachelor of Fine Arts".
bool opens_field(std::string_view word) {
    constexpr auto kWords =
        std::to_array<std::string_view>({"business", "fine", "applied", "public", "social", "computer", "health"});
    return holds(kWords, word);
}

/// Stand between the kind of a degree and its subject.
bool is_link(std::string_view word) {
    constexpr auto kWords = std::to_array<std::string_view>({"in", "of", "en", "im", "der", "degree", "-", "–"});
    return holds(kWords, plain(strip_edges(word, ",")));
}

/// Number of words at the front of "Bachelor of Science in Physics" or "B.Sc. (Hons) Physics" that name the kind of degree.
std::size_t kind_length(const std::vector<std::string_view>& all) {
    std::size_t length = 0;
    while (length < all.size() && (is_degree_word(all[length]) || (length > 0 && all[length].starts_with('(')))) ++length;
    if (length == 0 || length >= all.size()) return length;
    const bool spelled_out = length == 1 && plain(all[length]) == "of" && length + 1 < all.size();
    if (!spelled_out) return length;
    auto end = length + 2;
    const auto next = plain(strip_edges(all[length + 1], ","));
    if (opens_field(next) && end < all.size() && plain(all[end]) != "in") ++end;
    if (all[end - 1].ends_with(',')) return end;
    const bool nursing = end + 1 < all.size() && plain(all[end]) == "in" && plain(strip_edges(all[end + 1], ",")) == "nursing";
    if (nursing) return end + 2;  // BSN and MSN are degrees of their own
    while (end < all.size() && (all[end].starts_with('(') || is_degree_word(all[end]))) ++end;
    return end;
}

/// "BSc", "M.A.": capitals or points, not a word such as "Diploma".
bool is_short_form(std::string_view word) {
    return contains(word, ".") || (character_count(word) <= 6 && !starts_lower(word.substr(1))) || character_count(word) <= 4;
}

std::size_t offset(std::string_view text, std::string_view word) { return static_cast<std::size_t>(word.data() - text.data()); }

/// A degree that does not open with a word of degrees.
Degree read_other(std::string_view text, const std::vector<std::string_view>& all) {
    if (all.size() > 1 && is_degree_word(all.back()) && is_short_form(all.back())) {
        return {std::string(all.back()), std::string(strip_decoration(text.substr(0, offset(text, all.back()))))};
    }
    const auto comma = text.find(',');
    if (comma != std::string_view::npos && degree_likeness(text.substr(0, comma)) >= 1.5) {
        return {std::string(text.substr(0, comma)), std::string(strip_decoration(text.substr(comma + 1)))};
    }
    return degree_likeness(text) < 1 ? Degree{{}, std::string(text)} : Degree{std::string(text), {}};
}

}  // namespace

Degree read_degree(std::string_view text) {
    const auto all = words(text);
    const auto kind = kind_length(all);
    if (kind == 0) return read_other(text, all);
    auto subject = kind;
    while (subject < all.size() && is_link(all[subject])) ++subject;
    const auto& last = all[kind - 1];
    const std::string name(strip_decoration(text.substr(0, offset(text, last) + last.size())));
    if (subject >= all.size()) return {name, {}};
    return {name, std::string(strip_decoration(text.substr(offset(text, all[subject]))))};
}

}  // namespace bespoke::resume::parser
