#include "resume/parser/date_column.hpp"

#include "resume/parser/dates.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

bool is_whole(const DateMatch& match, std::string_view text) {
    return strip_edges(text.substr(0, match.begin), "()[]|,;:.-").empty() &&
           strip_edges(text.substr(match.end), "()[]|,;:.-").empty();
}

bool ends_openly(std::string_view text) {
    for (const std::string_view dash : {"-", "–", "—", " to", " bis"}) {
        if (text.ends_with(dash)) return true;
    }
    return false;
}

bool starts_with_dash(std::string_view text) { return text.starts_with("-") || text.starts_with("–") || text.starts_with("—"); }

/// Rows of a narrow date column, cut in the middle of a date: "January" / "2020", "07/2003 –" / "07/2006".
bool continues_date(const Row& above, const Row& row) {
    if (character_count(row.text) > 24 || row.list_item) return false;
    const auto joined = above.text + ' ' + row.text;
    const auto now = find_dates(joined);
    if (now.empty()) return false;
    const auto& last = now.back();
    const bool spans_both = last.begin < above.text.size() && last.end > above.text.size() + 1;
    if (!spans_both || !strip_edges(std::string_view(joined).substr(last.end), ")]").empty()) return false;
    const bool own_column = last.begin == 0 || above.text[last.begin - 1] == '\t' || ends_openly(above.text);
    if (!own_column) return false;  // "Nurse, Band 6" / "January 2022"
    const auto before = find_dates(above.text);
    return ends_openly(above.text) || before.empty() ||
           (is_whole(before.back(), above.text) && !before.back().is_range && starts_with_dash(row.text));
}

/// The two ends of a range below each other: "2014" / "2017".
bool ends_date(const Row& above, const Row& row) {
    const auto first = find_dates(above.text), second = find_dates(row.text);
    if (first.size() != 1 || second.size() != 1 || first[0].is_range || second[0].is_range || row.gap_above > 0.5F) return false;
    return is_whole(first[0], above.text) && is_whole(second[0], row.text) && first[0].finish < second[0].finish &&
           above.page == row.page;
}

/// A row's date column holds a date, or "present", and nothing else.
bool has_date_front(const Row& row) {
    const auto front = row.text.substr(0, row.text.find('\t'));
    if (row.list_item || front.size() > 20) return false;
    const auto dates = find_dates(front);
    if (dates.size() == 1) return is_whole(dates[0], front) && !dates[0].is_range;
    const auto open = find_dates("2000 – " + front);
    return open.size() == 1 && open[0].is_range && !open[0].finish &&
           open[0].end == front.size() + std::string_view("2000 – ").size();
}

/// Start and end of a range below each other in a date column: whenever there is one such row there are two, the later date second.
bool has_stacked_dates(const Rows& rows) {
    int pairs = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!has_date_front(rows[i])) continue;
        const bool pair =
            i + 1 < rows.size() && has_date_front(rows[i + 1]) && (i + 2 >= rows.size() || !has_date_front(rows[i + 2]));
        if (!pair) return false;
        const auto joined =
            rows[i].text.substr(0, rows[i].text.find('\t')) + " – " + rows[i + 1].text.substr(0, rows[i + 1].text.find('\t'));
        const auto dates = find_dates(joined);
        if (dates.size() != 1 || !dates[0].is_range) return false;
        pairs += dates[0].finish ? 1 : 2;
        ++i;
    }
    return pairs >= 2;
}

void open_stacked_dates(Rows& rows) {
    if (!has_stacked_dates(rows)) return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!has_date_front(rows[i])) continue;
        const auto end = std::min(rows[i].text.find('\t'), rows[i].text.size());
        rows[i].text.insert(end, " –");
        rows[i].runs.front().text.insert(std::min(end, rows[i].runs.front().text.size()), " –");
        ++i;
    }
}

/// Length of what a row's date column holds: all up to the tab, or the date at its front.
std::size_t front_length(const Row& row) {
    if (const auto tab = row.text.find('\t'); tab != std::string::npos) return tab;
    const auto dates = find_dates(row.text);
    return !dates.empty() && dates.front().begin == 0 && dates.front().end < row.text.size() ? dates.front().end
                                                                                             : row.text.size();
}

/// A date column whose dates take two lines beside two lines of text: "August 2014 to<tab>Bright School" / "June 2018<tab>Teacher". Moves the
/// end of the date up.
bool move_date_up(Row& above, Row& row) {
    const auto top = front_length(above), bottom = front_length(row);
    if ((top == above.text.size() && bottom == row.text.size()) || top > 24 || bottom > 24 || row.list_item) return false;
    const auto first = above.text.substr(0, top), second = row.text.substr(0, bottom);
    const auto joined = first + ' ' + second;
    const auto dates = find_dates(joined);
    const bool whole = dates.size() == 1 && dates[0].is_range && dates[0].begin == 0 && dates[0].end == joined.size() &&
                       find_dates(first).size() == 1;
    if (!whole || find_dates(first)[0].finish.has_value() == find_dates(first)[0].is_range) return false;
    const auto alone = find_dates(second);
    const bool own_date = alone.size() == 1 && is_whole(alone[0], second) && !starts_with_dash(second);
    if (own_date && !ends_openly(first)) return false;
    const auto moved = part_of(above, strip_edges(std::string_view(above.text).substr(top), ""));
    above.text = joined + '\t' + moved.text;
    above.runs = {{joined + '\t', {}, {}}};
    above.runs.insert(above.runs.end(), moved.runs.begin(), moved.runs.end());
    row = part_of(row, strip_edges(std::string_view(row.text).substr(bottom), ""));
    return true;
}

void move_dates_up(Rows& rows) {
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        if (move_date_up(rows[i], rows[i + 1]) && rows[i + 1].text.empty())
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
}

}  // namespace

Rows with_whole_dates(Rows rows) {
    open_stacked_dates(rows);
    move_dates_up(rows);
    Rows out;
    for (const auto& row : rows) {
        if (!out.empty() && ends_date(out.back(), row)) {
            out.back().text += " – " + row.text;
            out.back().runs.back().text += " – " + row.text;
        } else if (!out.empty() && continues_date(out.back(), row)) {
            out.back().text += ' ' + row.text;
            out.back().runs.back().text += ' ' + row.text;
        } else {
            out.push_back(row);
        }
    }
    return out;
}

}  // namespace bespoke::resume::parser
