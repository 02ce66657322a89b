#include "resume/parser/dates.hpp"

#include "resume/parser/date_table.hpp"
#include "resume/parser/date_tokens.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

using namespace date_tokens;

template <class Table>
bool holds(const Table& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_year(const Token& token) {
    return token.kind == Kind::Number && token.digits == 4 && token.value >= 1940 && token.value <= 2099;
}

/// What a range can begin or end with.
struct Point {
    Date date;
    std::size_t next = 0;  ///< token behind it
};

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text), tokens_(tokenise(text)) {}

    std::vector<DateMatch> matches() const {
        std::vector<DateMatch> found;
        for (std::size_t at = 0; at < tokens_.size();) {
            if (auto match = match_at(at)) {
                found.push_back(match->first);
                at = std::max(match->second, at + 1);
            } else {
                ++at;
            }
        }
        return found;
    }

private:
    using Match = std::pair<DateMatch, std::size_t>;

    [[nodiscard]] bool is(std::size_t at, Kind kind) const { return at < tokens_.size() && tokens_[at].kind == kind; }
    [[nodiscard]] bool glued(std::size_t at) const { return at < tokens_.size() && !tokens_[at].blank_before; }
    [[nodiscard]] std::string_view word(std::size_t at) const {
        return is(at, Kind::Word) ? std::string_view(tokens_[at].word) : std::string_view{};
    }
    [[nodiscard]] std::optional<int> small_number(std::size_t at, int low, int high) const {
        if (!is(at, Kind::Number) || tokens_[at].digits > 2) return std::nullopt;
        const int value = tokens_[at].value;
        return value >= low && value <= high ? std::optional(value) : std::nullopt;
    }
    [[nodiscard]] std::optional<int> year(std::size_t at) const {
        if (at >= tokens_.size() || !is_year(tokens_[at])) return std::nullopt;
        return tokens_[at].value;
    }
    /// "'19", or after a month "19".
    [[nodiscard]] std::optional<int> short_year(std::size_t at) const {
        if (!is(at, Kind::Number) || tokens_[at].digits != 2) return std::nullopt;
        const int value = tokens_[at].value;
        return value < 50 ? 2000 + value : 1900 + value;
    }
    /// The "9" of "3.9" and "3,9".
    [[nodiscard]] bool ends_decimal(std::size_t at) const {
        const bool behind_point = at >= 2 && (is(at - 1, Kind::Dot) || is(at - 1, Kind::Comma)) && glued(at);
        return behind_point && is(at - 2, Kind::Number) && glued(at - 1);
    }
    [[nodiscard]] bool joined(std::size_t at, std::initializer_list<Kind> kinds) const {
        return at + 1 < tokens_.size() && glued(at) && glued(at + 1) &&
               std::find(kinds.begin(), kinds.end(), tokens_[at].kind) != kinds.end();
    }

    [[nodiscard]] std::optional<int> month(std::size_t at) const {
        const auto name = word(at);
        if (name.size() < 3) return std::nullopt;
        for (const auto& [month, number] : kMonths) {
            if (month == name) return number;
        }
        for (const auto& [month, number] : kMonthStems) {
            if (month == name) return number;
        }
        return std::nullopt;
    }

    /// 2020-03-15, 2020-03, 2020/03, 2020.03
    [[nodiscard]] std::optional<Point> year_first(std::size_t at) const {
        const auto y = year(at);
        if (!y || !joined(at + 1, {Kind::Dash, Kind::Slash, Kind::Dot})) return std::nullopt;
        const auto m = small_number(at + 2, 1, 12);
        if (!m || tokens_[at + 2].digits != 2) return std::nullopt;
        if (joined(at + 3, {tokens_[at + 1].kind})) {
            if (const auto d = small_number(at + 4, 1, 31)) return Point{{*y, *m, *d}, at + 5};
        }
        return Point{{*y, *m, 0}, at + 3};
    }

    /// 15.03.2020, 3/15/2020, 03/2020, 3.2020
    [[nodiscard]] std::optional<Point> year_last(std::size_t at) const {
        const auto first = small_number(at, 1, 31);
        if (!first || !joined(at + 1, {Kind::Dash, Kind::Slash, Kind::Dot})) return std::nullopt;
        if (const auto y = year(at + 2)) return *first <= 12 ? std::optional(Point{{*y, *first, 0}, at + 3}) : std::nullopt;
        const auto second = small_number(at + 2, 1, 31);
        if (!second || !joined(at + 3, {tokens_[at + 1].kind})) return std::nullopt;
        const auto y = year(at + 4);
        if (!y) return std::nullopt;
        const bool day_first = *second <= 12 && (tokens_[at + 1].kind != Kind::Slash || *first > 12);
        const auto [m, d] = day_first ? std::pair{*second, *first} : std::pair{*first, *second};
        return m <= 12 ? std::optional(Point{{*y, m, d}, at + 5}) : std::nullopt;
    }

    /// March 2020, Mar. 2020, March 15, 2020, Mar '20, marzo de 2020
    [[nodiscard]] std::optional<Point> month_first(std::size_t at) const {
        const auto m = month(at);
        if (!m) return std::nullopt;
        auto next = at + 1;
        if (is(next, Kind::Dot)) ++next;
        int day = 0;
        if (const auto d = small_number(next, 1, 31); d && !is(next - 1, Kind::Quote)) {
            auto behind = next + 1;
            if (word(behind) == "st" || word(behind) == "nd" || word(behind) == "rd" || word(behind) == "th") ++behind;
            if (is(behind, Kind::Comma)) ++behind;
            if (year(behind)) std::tie(day, next) = std::pair{*d, behind};
        }
        if (is(next, Kind::Comma) || word(next) == "de" || word(next) == "of" || word(next) == "del") ++next;
        const bool joint = is(next, Kind::Dash) || is(next, Kind::Slash);  // "Mar-2020", "fev./2020"
        if (joint && glued(next) && year(next + 1) && glued(next + 1)) ++next;
        if (const auto y = year(next)) return Point{{*y, *m, day}, next + 1};
        if (is(next, Kind::Quote)) ++next;
        if (const auto y = short_year(next)) return Point{{*y, *m, 0}, next + 1};
        return std::nullopt;
    }

    /// 15 March 2020, 15. März 2020, 15 de marzo de 2020
    [[nodiscard]] std::optional<Point> day_first(std::size_t at) const {
        const auto d = small_number(at, 1, 31);
        if (!d || ends_decimal(at)) return std::nullopt;
        auto next = at + 1;
        if (is(next, Kind::Dot) || word(next) == "de" || word(next) == "st" || word(next) == "nd" || word(next) == "rd" ||
            word(next) == "th")
            ++next;
        const auto point = month_first(next);
        if (!point || point->date.day != 0) return std::nullopt;
        return Point{{point->date.year, point->date.month, *d}, point->next};
    }

    /// Summer 2020, Q3 2020, Q3/2020, 2020 Q3
    [[nodiscard]] std::optional<Point> season(std::size_t at) const {
        if (holds(kSeasons, word(at))) {
            auto next = at + 1;
            if (is(next, Kind::Slash) || is(next, Kind::Comma) || is(next, Kind::Dash) || word(next) == "of") ++next;
            if (const auto y = year(next)) return Point{{*y, 0, 0}, next + 1};
            return month(next) ? month_first(next) : std::nullopt;
        }
        const auto y = year(at);
        const auto name = word(at + 1);
        if (y && name.size() == 2 && name[0] == 'q' && holds(kSeasons, name)) return Point{{*y, 0, 0}, at + 2};
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Point> point(std::size_t at) const {
        if (at >= tokens_.size()) return std::nullopt;
        if (auto p = year_first(at)) return p;
        if (auto p = year_last(at)) return p;
        if (auto p = month_first(at)) return p;
        if (auto p = day_first(at)) return p;
        if (auto p = season(at)) return p;
        const auto y = year(at);
        const bool part_of_number =
            y &&
            ((glued(at) && at > 0 &&
              (is(at - 1, Kind::Word) || is(at - 1, Kind::Other) || is(at - 1, Kind::Comma) || is(at - 1, Kind::Dot))) ||
             (glued(at + 1) && (is(at + 1, Kind::Word) || (is(at + 1, Kind::Other) && text_[tokens_[at + 1].begin] == '%'))));
        return y && !part_of_number ? std::optional(Point{{*y, 0, 0}, at + 1}) : std::nullopt;
    }

    /// Token behind "present", "to date", "en cours" …; nullopt if there is no such word.
    [[nodiscard]] std::optional<std::size_t> present(std::size_t at) const {
        if (word(at).empty()) return std::nullopt;
        if (!word(at + 1).empty() && holds(kPresent, std::string(word(at)) + ' ' + std::string(word(at + 1)))) return at + 2;
        return holds(kPresent, word(at)) ? std::optional(at + 1) : std::nullopt;
    }

    /// Token behind what joins the ends of a range.
    [[nodiscard]] std::optional<std::size_t> range_sign(std::size_t at) const {
        while (is(at, Kind::Tab)) ++at;
        if (is(at, Kind::Dash)) {
            while (is(at, Kind::Dash)) ++at;
            while (is(at, Kind::Tab)) ++at;
            return at;
        }
        if (holds(kRangeWords, word(at))) return at + 1;
        return std::nullopt;
    }

    /// "2018 - 19", "2019/20"
    [[nodiscard]] std::optional<Point> end_in_short(std::size_t at, const Date& start) const {
        const auto y = short_year(at);
        if (!y || start.year == 0 || start.month != 0 || *y < start.year || *y > start.year + 15) return std::nullopt;
        if (is(at + 1, Kind::Slash) || is(at + 1, Kind::Dot) || (is(at + 1, Kind::Word) && glued(at + 1))) return std::nullopt;
        return Point{{*y, 0, 0}, at + 1};
    }

    /// "03/18 – 05/19"
    [[nodiscard]] std::optional<Point> short_month_year(std::size_t at) const {
        const auto m = small_number(at, 1, 12);
        if (!m || tokens_[at].digits != 2 || !joined(at + 1, {Kind::Slash, Kind::Dot})) return std::nullopt;
        const auto y = short_year(at + 2);
        return y ? std::optional(Point{{*y, *m, 0}, at + 3}) : std::nullopt;
    }

    [[nodiscard]] std::optional<Match> match_at(std::size_t at) const {
        auto first = at;
        const bool since = holds(kSinceWords, word(at)) && (point(at + 1) || month(at + 1));
        const bool open_since = since && holds(kOpenSinceWords, word(at));
        const bool until = !since && holds(kUntilWords, word(at)) && point(at + 1);
        if (since || until) first = at + 1;
        if (until) return finished(at, std::nullopt, point(first)->date, true, point(first)->next);
        if (auto match = month_only_range(at, first)) return match;
        auto start = point(first);
        bool weak = false;
        if (!start) {
            start = short_month_year(first);
            weak = start.has_value();
        }
        if (!start) return std::nullopt;
        if (auto match = range_from(at, *start)) return match;
        if (weak) return std::nullopt;
        if (open_since) return finished(at, start->date, std::nullopt, true, start->next);
        const auto begin = since && !open_since ? first : at;
        return finished(begin, std::nullopt, start->date, false, start->next);
    }

    /// "Jan – Mar 2020"
    [[nodiscard]] std::optional<Match> month_only_range(std::size_t at, std::size_t first) const {
        const auto m = month(first);
        if (!m || point(first)) return std::nullopt;
        const auto second = range_sign(is(first + 1, Kind::Dot) ? first + 2 : first + 1);
        const auto end = second ? month_first(*second) : std::nullopt;
        if (!end || end->date.month < *m) return std::nullopt;
        return finished(at, Date{end->date.year, *m, 0}, end->date, true, end->next);
    }

    /// Two dates, or a date and "present", and nothing else up to the tabs: the two ends of a range on two lines of a date column, or
    /// with a sign between them that has no letter.
    [[nodiscard]] std::optional<Match> stacked_range(std::size_t at, const Point& start) const {
        const auto ends = [this](std::size_t next) { return next == tokens_.size() || is(next, Kind::Tab); };
        if ((at != 0 && !is(at - 1, Kind::Tab)) || ends(start.next)) return std::nullopt;
        if (const auto next = present(start.next); next && ends(*next))
            return finished(at, start.date, std::nullopt, true, *next);
        const auto end = point(start.next);
        const bool range = end && ends(end->next) && start.date < end->date && (start.date.month == 0) == (end->date.month == 0);
        return range ? finished(at, start.date, end->date, true, end->next) : std::nullopt;
    }

    [[nodiscard]] std::optional<Match> range_from(std::size_t at, const Point& start) const {
        if (is(start.next, Kind::Slash) && glued(start.next)) {
            auto end = end_in_short(start.next + 1, start.date);
            if (!end && start.date.month == 0 && year(start.next + 1)) end = point(start.next + 1);
            if (end && start.date <= end->date) return finished(at, start.date, end->date, true, end->next);
        }
        if (auto match = stacked_range(at, start)) return match;
        const auto second = range_sign(start.next);
        if (!second) return std::nullopt;
        if (const auto next = present(*second)) return finished(at, start.date, std::nullopt, true, *next);
        auto end = point(*second);
        if (!end) end = short_month_year(*second);
        if (!end) end = end_in_short(*second, start.date);
        if (end && start.date.year <= end->date.year) return finished(at, start.date, end->date, true, end->next);
        const bool dash = is(*second - 1, Kind::Dash) || is(*second - 1, Kind::Tab);
        const bool nothing_behind = *second >= tokens_.size() || is(*second, Kind::Close) || is(*second - 1, Kind::Tab);
        if (!end && dash && nothing_behind) return finished(at, start.date, std::nullopt, true, *second);
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Match> finished(std::size_t first, std::optional<Date> start, std::optional<Date> end,
                                                bool is_range, std::size_t next) const {
        const auto [before, behind] = widened(first, behind_duration(next));
        return Match{DateMatch{tokens_[before].begin, tokens_[behind - 1].end, start, end, is_range}, behind};
    }

    /// Skips "(3 yrs 2 mos)" and "· 2 years".
    [[nodiscard]] std::size_t behind_duration(std::size_t next) const {
        auto at = next;
        bool units = false;
        while (at < tokens_.size() && at < next + 9) {
            const bool unit = holds(kDurationWords, word(at));
            const bool filler = is(at, Kind::Open) || is(at, Kind::Comma) || is(at, Kind::Dot) || is(at, Kind::Other) ||
                                word(at) == "and" || word(at) == "und" || (is(at, Kind::Number) && tokens_[at].digits <= 2);
            if (unit && !is(at - 1, Kind::Number)) break;
            if (unit) units = true;
            if (units && is(at, Kind::Close)) return at + 1;
            if (units && !unit && !filler) break;
            if (!unit && !filler) break;
            ++at;
        }
        while (units && at > next && !holds(kDurationWords, word(at - 1))) --at;
        return units ? at : next;
    }

    /// Takes brackets that enclose nothing but the date.
    [[nodiscard]] std::pair<std::size_t, std::size_t> widened(std::size_t first, std::size_t next) const {
        if (first > 0 && is(first - 1, Kind::Open) && is(next, Kind::Close)) return {first - 1, next + 1};
        return {first, next};
    }

    std::string_view text_;
    Tokens tokens_;
};

}  // namespace

bool is_date_word(std::string_view word) {
    const auto bare = plain(strip_edges(word, "().,"));
    const auto names = [&](const auto& month) { return month.first == bare; };
    return holds(kPresent, bare) || std::any_of(kMonths.begin(), kMonths.end(), names) ||
           std::any_of(kMonthStems.begin(), kMonthStems.end(), names);
}

std::vector<DateMatch> find_dates(std::string_view text) {
    if (digit_count(text) < 2) return {};
    return Scanner(text).matches();
}

std::string without(std::string_view text, const DateMatch& match) {
    const auto before = strip_decoration(text.substr(0, match.begin));
    const auto behind = strip_decoration(text.substr(match.end));
    if (before.empty() || behind.empty()) return std::string(before.empty() ? behind : before);
    return std::string(before) + '\t' + std::string(behind);
}

}  // namespace bespoke::resume::parser
