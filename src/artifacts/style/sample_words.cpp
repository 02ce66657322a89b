#include <algorithm>
#include <array>
#include <map>

#include "artifacts/style/sample.hpp"
#include "text/text.hpp"

namespace bespoke::artifacts {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// ---- fonts

/// Families that free systems use in place of well-known ones of the same widths.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTwins = {{
    {"Carlito", "Calibri"},
    {"Caladea", "Cambria"},
    {"Liberation Sans", "Arial"},
    {"Arimo", "Arial"},
    {"Nimbus Sans", "Arial"},
    {"Helvetica", "Arial"},
    {"Liberation Serif", "Times New Roman"},
    {"Tinos", "Times New Roman"},
    {"Nimbus Roman", "Times New Roman"},
    {"Liberation Mono", "Courier New"},
}};

std::string_view without_style(std::string_view font) {
    font = font.substr(0, std::min(font.find(','), font.find('-')));
    for (const std::string_view ending : {"PSMT", "PS", "MT"}) {
        if (font.size() > ending.size() + 2 && font.ends_with(ending)) return font.substr(0, font.size() - ending.size());
    }
    return font;
}

std::string with_blanks(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (i > 0 && is_capital(name[i]) && is_lower(name[i - 1])) out += ' ';
        out += name[i];
    }
    return out;
}

// ---- dates

constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march",     "april",   "may",      "june",
                                                      "july",    "august",   "september", "october", "november", "december"};

bool is_year(std::string_view word) {
    if (word.size() != 4 || !std::all_of(word.begin(), word.end(), is_digit)) return false;
    return word >= "1950" && word <= "2099";
}

/// Places of the years in a text: four digits that stand alone.
std::vector<std::size_t> years_in(std::string_view text) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        const bool starts = i == 0 || !is_digit(text[i - 1]);
        const bool ends = i + 4 == text.size() || !is_digit(text[i + 4]);
        if (starts && ends && is_year(text.substr(i, 4))) places.push_back(i);
    }
    return places;
}

/// "MMM" or "MMMM" for an English month; nullopt for May, which is both, and for anything else.
std::optional<std::string> month_word_pattern(std::string_view word) {
    const auto folded = text::fold(word);
    for (const auto month : kMonths) {
        if (month.size() == 3) continue;
        if (folded == month) return "MMMM";
        if (folded == month.substr(0, 3) || folded == std::string(month.substr(0, 3)) + '.') return "MMM";
    }
    return folded == "sept" || folded == "sept." ? std::optional<std::string>("MMM") : std::nullopt;
}

/// The pattern of "03/2021" or "3.2021" that ends in the year at `year`.
std::optional<std::string> numeric_pattern(std::string_view text, std::size_t year) {
    if (year < 2) return std::nullopt;
    const char separator = text[year - 1];
    if (separator != '/' && separator != '.' && separator != '-') return std::nullopt;
    std::size_t begin = year - 1;
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    const auto digits = year - 1 - begin;
    if (digits != 1 && digits != 2) return std::nullopt;
    // "1/2021" and "01/2021" can only be told apart below October.
    const bool padded = digits == 2 && text[begin] == '0';
    if (digits == 2 && !padded && text.substr(begin, 2) > "12") return std::nullopt;
    return (digits == 2 ? "MM" : "M") + std::string(1, separator) + "yyyy";
}

std::optional<std::string> iso_pattern(std::string_view text, std::size_t year) {
    const auto rest = text.substr(year + 4);
    if (rest.size() < 3 || rest[0] != '-' || !is_digit(rest[1]) || !is_digit(rest[2])) return std::nullopt;
    return rest.substr(1, 2) <= "12" && (rest.size() == 3 || !is_digit(rest[3])) ? std::optional<std::string>("yyyy-MM")
                                                                                 : std::nullopt;
}

std::optional<std::string> pattern_at(std::string_view text, std::size_t year) {
    if (auto pattern = iso_pattern(text, year)) return pattern;
    if (auto pattern = numeric_pattern(text, year)) return pattern;
    const auto before = text::trim(text.substr(0, year));
    const bool has_comma = before.ends_with(',');
    const auto bare = has_comma ? before.substr(0, before.size() - 1) : before;
    const auto start = bare.find_last_of(" \t(");
    const auto month = month_word_pattern(start == std::string_view::npos ? bare : bare.substr(start + 1));
    return month ? std::optional(*month + (has_comma ? ", yyyy" : " yyyy")) : std::nullopt;
}

}  // namespace

std::string family_name(std::string_view font) {
    // TeX has a font a size: "LMRoman12-Bold", "CMBX10".
    if (font.starts_with("LMRoman") || font.starts_with("CMR") || font.starts_with("CMBX") || font.starts_with("SFRM"))
        return "Latin Modern Roman";
    const auto name = with_blanks(without_style(font));
    for (const auto& [twin, known] : kTwins) {
        if (name == twin) return std::string(known);
    }
    return name;
}

bool holds_year(std::string_view text) { return !years_in(text).empty(); }

std::optional<std::string> month_pattern(const std::vector<std::string_view>& texts) {
    std::map<std::string, int> votes;
    for (const auto text : texts) {
        for (const auto year : years_in(text)) {
            if (const auto pattern = pattern_at(text, year)) ++votes[*pattern];
        }
    }
    const auto most =
        std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == votes.end() ? std::nullopt : std::optional(most->first);
}

}  // namespace bespoke::artifacts
