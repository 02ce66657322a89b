#include "tailoring/checks/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace bespoke::tailoring {
namespace {

using text::Token;
using Tokens = std::vector<Token>;

constexpr auto kCurrencySigns = std::to_array<std::string_view>({"$", "€", "£", "¥", "₹", "₽", "₩", "₺"});
constexpr auto kCurrencyCodes = std::to_array<std::pair<std::string_view, std::string_view>>({{"usd", "$"},
                                                                                              {"dollars", "$"},
                                                                                              {"eur", "€"},
                                                                                              {"euro", "€"},
                                                                                              {"euros", "€"},
                                                                                              {"gbp", "£"},
                                                                                              {"pounds", "£"},
                                                                                              {"jpy", "¥"},
                                                                                              {"yen", "¥"},
                                                                                              {"inr", "₹"},
                                                                                              {"chf", "chf"},
                                                                                              {"pln", "pln"},
                                                                                              {"sek", "sek"},
                                                                                              {"cad", "cad"},
                                                                                              {"aud", "aud"}});
constexpr auto kSmallNumbers = std::to_array<std::pair<std::string_view, int>>(
    {{"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},       {"six", 6},         {"seven", 7},
     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},    {"twelve", 12},     {"thirteen", 13},
     {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18},   {"nineteen", 19},
     {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},     {"sixty", 60},      {"seventy", 70},
     {"eighty", 80},   {"ninety", 90},  {"dozen", 12},   {"hundred", 100},  {"thousand", 1000}, {"million", 1'000'000}});
constexpr auto kMagnitudes = std::to_array<std::pair<std::string_view, double>>({{"hundred", 1e2},
                                                                                 {"thousand", 1e3},
                                                                                 {"million", 1e6},
                                                                                 {"millions", 1e6},
                                                                                 {"billion", 1e9},
                                                                                 {"trillion", 1e12},
                                                                                 {"lakh", 1e5},
                                                                                 {"crore", 1e7}});
constexpr auto kGluedMagnitudes =
    std::to_array<std::pair<std::string_view, double>>({{"k", 1e3}, {"mn", 1e6}, {"mio", 1e6}, {"bn", 1e9}});
// "5m" is five metres as often as five million, so these need a currency.
constexpr auto kMoneyMagnitudes =
    std::to_array<std::pair<std::string_view, double>>({{"m", 1e6}, {"mm", 1e6}, {"b", 1e9}, {"t", 1e12}});
constexpr auto kMoreWords = std::to_array<std::string_view>({"over", "above", "exceeding", "beyond"});
constexpr auto kLessWords = std::to_array<std::string_view>({"under", "below", "within"});
constexpr auto kAboutWords =
    std::to_array<std::string_view>({"about", "around", "approximately", "approx", "nearly", "almost", "roughly", "circa"});

template <class Table>
auto look_up(const Table& table, std::string_view word) -> std::optional<decltype(table.front().second)> {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == word; });
    return found == table.end() ? std::nullopt : std::optional(found->second);
}

template <class Table>
bool lists(const Table& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// "1.200.000" and "1.200" are written with thousands separators; "1.25" and "99.9" with a decimal point.
bool points_group_thousands(std::string_view digits) {
    const auto parts = text::split(digits, '.');
    if (parts.size() < 2 || parts.front().size() > 3 || parts.front() == "0") return false;
    return std::all_of(parts.begin() + 1, parts.end(), [](std::string_view part) { return part.size() == 3; });
}

double to_value(std::string digits) {
    if (points_group_thousands(digits)) std::erase(digits, '.');
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// Reads one number from the token `at` on.
class Reader {
public:
    Reader(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

    [[nodiscard]] std::optional<Number> read(std::size_t at) const {
        auto number = is_digit(tokens_[at].text.front()) ? digits(at) : words(at);
        if (!number) return number;
        read_magnitude(*number);
        read_percent(*number);
        read_range(*number);
        number->bound = bound(*number);
        return number;
    }

private:
    [[nodiscard]] std::string_view word(std::size_t at) const {
        return at < tokens_.size() ? tokens_[at].text : std::string_view();
    }
    [[nodiscard]] std::string_view gap_after(std::size_t at) const {
        if (at + 1 >= tokens_.size()) return text_.substr(tokens_[at].end);
        return text_.substr(tokens_[at].end, tokens_[at + 1].begin - tokens_[at].end);
    }
    [[nodiscard]] bool groups_with_next(std::size_t at) const {
        const auto gap = gap_after(at);
        const bool separator = gap == " " || gap == "'" || gap == "’" || gap == "\u00A0" || gap == "\u202F" || gap == "\u2009";
        return separator && word(at + 1).size() == 3 && all_digits(word(at + 1));
    }

    [[nodiscard]] std::optional<Number> digits(std::size_t at) const {
        Number number;
        number.first = number.last = at;
        const std::string_view token = tokens_[at].text;
        const auto end = std::find_if_not(token.begin(), token.end(), [](char c) { return is_digit(c) || c == '.'; });
        std::string figures(token.begin(), end);
        if (figures.ends_with('.')) figures.pop_back();
        number.unit.assign(end, token.end());
        if (number.unit.empty()) read_separated(number, figures);
        number.value = to_value(figures);
        read_currency(number);
        return number;
    }

    /// Thousands after a blank or apostrophe ("1 200", "1'200"), decimals after a comma ("1,5").
    void read_separated(Number& number, std::string& figures) const {
        if (!all_digits(figures) || figures.size() > 3 || figures.front() == '0') return;
        while (groups_with_next(number.last)) figures += word(++number.last);
        const auto next = word(number.last + 1);
        if (number.last == number.first && gap_after(number.last) == "," && all_digits(next) && next.size() <= 2) {
            figures += "." + std::string(word(++number.last));
        }
    }

    void read_currency(Number& number) const {
        const auto before = text::trim(text_.substr(0, tokens_[number.first].begin));
        for (const auto sign : kCurrencySigns) {
            if (before.ends_with(sign) || text_.substr(tokens_[number.last].end).starts_with(sign))
                return set_currency(number, sign);
        }
        if (number.first > 0) {
            if (const auto code = look_up(kCurrencyCodes, word(number.first - 1))) set_currency(number, *code);
        }
    }
    static void set_currency(Number& number, std::string_view sign) {
        const auto money = look_up(kMoneyMagnitudes, number.unit);
        const auto glued = look_up(kGluedMagnitudes, number.unit);
        number.value *= money ? *money : glued.value_or(1);
        number.unit = sign;
    }

    [[nodiscard]] std::optional<Number> words(std::size_t at) const {
        const auto small = look_up(kSmallNumbers, word(at));
        if (!small) return std::nullopt;
        Number number;
        number.first = number.last = at;
        number.value = *small;
        const auto units = look_up(kSmallNumbers, word(at + 1));
        if (*small >= 20 && *small < 100 && units && *units < 10) {
            number.value += *units;
            ++number.last;
        }
        return number;
    }

    /// "2.5M claims" are millions; "2.5m" could be metres.
    [[nodiscard]] bool is_million(const Number& number) const {
        return number.unit == "m" && tokens_[number.last].end > 0 && text_[tokens_[number.last].end - 1] == 'M';
    }

    void read_magnitude(Number& number) const {
        if (is_million(number)) {
            number.value *= 1e6;
            number.unit.clear();
        }
        if (const auto glued = look_up(kGluedMagnitudes, number.unit)) {
            number.value *= *glued;
            number.unit.clear();
        }
        while (const auto factor = look_up(kMagnitudes, word(number.last + 1))) {
            number.value *= *factor;
            ++number.last;
        }
        if (const auto code = look_up(kCurrencyCodes, word(number.last + 1)); code && number.unit.empty()) {
            number.unit = *code;
            ++number.last;
        }
        number.upper = number.value;
    }

    void read_percent(Number& number) const {
        const auto next = word(number.last + 1);
        if (text::trim(text_.substr(tokens_[number.last].end)).starts_with('%')) {
            number.unit = "%";
        } else if (next == "percent" || next == "pct") {
            number.unit = "%";
            ++number.last;
        } else if (next == "per" && word(number.last + 2) == "cent") {
            number.unit = "%";
            number.last += 2;
        } else if (text_.substr(tokens_[number.last].end).starts_with("×")) {
            number.unit = "x";
        }
    }

    void read_range(Number& number) const {
        const auto gap = gap_after(number.last);
        const auto next = word(number.last + 1);
        if ((gap != "-" && gap != "–" && gap != "—" && gap != " - " && gap != " – ") || next.empty() || !is_digit(next.front()))
            return;
        auto end = Reader(text_, tokens_).read(number.last + 1);
        // Two years are two dates, and "12-5" is no range.
        if (!end || end->value <= number.value || (number.unit.empty() && end->value >= 1900 && end->value < 2100)) return;
        number.upper = end->upper;
        number.last = end->last;
        if (number.unit.empty()) number.unit = end->unit;
    }

    [[nodiscard]] Bound bound(const Number& number) const {
        if (text_.substr(tokens_[number.last].end).starts_with('+')) return Bound::More;
        if (text::trim(text_.substr(0, tokens_[number.first].begin)).ends_with('~')) return Bound::About;
        if (number.first == 0) return Bound::Exact;
        const auto last = word(number.first - 1);
        const auto first = number.first > 1 ? word(number.first - 2) : std::string_view();
        if (last == "than") return first == "more" || first == "greater" || first == "better" ? Bound::More : Bound::Less;
        if (last == "least" || lists(kMoreWords, last)) return Bound::More;
        if (last == "most" || (last == "to" && first == "up") || lists(kLessWords, last)) return Bound::Less;
        return lists(kAboutWords, last) ? Bound::About : Bound::Exact;
    }

    std::string_view text_;
    const Tokens& tokens_;
};

bool close(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

}  // namespace

bool Number::means_same(const Number& other) const {
    return close(value, other.value) && close(upper, other.upper) && unit == other.unit && bound == other.bound;
}

std::vector<Number> numbers_of(std::string_view text, const Tokens& tokens) {
    std::vector<Number> numbers;
    const Reader reader(text, tokens);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (const auto number = reader.read(at)) {
            numbers.push_back(*number);
            at = number->last;
        }
    }
    return numbers;
}

}  // namespace bespoke::tailoring
