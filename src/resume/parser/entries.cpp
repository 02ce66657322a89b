#include "resume/parser/entries.hpp"

#include <map>

#include "resume/parser/date_column.hpp"
#include "resume/parser/field_labels.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/parts.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

constexpr std::size_t kLongestHead = 160;  // characters of a row that can name an entry
constexpr std::size_t kMostRowsBehindDate = 3;

/// A row of the chapter as the cutting sees it.
struct Marked {
    Row row;
    std::optional<DateMatch> date;
    bool head = false;
};
using MarkedRows = std::vector<Marked>;

/// "PhD Art, Norden University …"
bool tells_of_degree(std::string_view text) {
    const auto comma = text.find(',');
    return comma != std::string_view::npos && degree_likeness(text.substr(0, comma)) >= 3;
}

bool can_name(const Row& row, const std::optional<DateMatch>& date) {
    if (row.list_item || character_count(row.text) > kLongestHead) return false;
    if (is_body_label(row.text.substr(0, row.text.find(':')))) return false;
    if (date && date->end == row.text.size() && date->begin > 0 && row.text[date->begin - 1] == '\t') return true;
    const auto rest = date ? without(row.text, *date) : row.text;
    // "PhD Art, Norden University, 2020: a thesis with a long name"
    if (date && tells_of_degree(row.text)) return true;
    // "2015-2019 driver, class 2 then class 1, Peckham Foods": no sentence opens with the years that it lasted.
    if (date && date->is_range && date->begin == 0 && !opens_with_action(rest) && !rest.ends_with('.')) return true;
    return row.heading_level > 0 || !is_sentence(rest);
}

MarkedRows marked(const Rows& rows) {
    MarkedRows out;
    for (const auto& row : rows) {
        auto date = row.list_item ? std::nullopt : head_date(row);
        const bool head = can_name(row, date);
        out.push_back({row, head ? date : std::nullopt, head});
    }
    return out;
}

/// Some people write their whole history as list items; then the dated ones are the heads.
void lift_dated_items(MarkedRows& rows) {
    const bool anchored = std::any_of(rows.begin(), rows.end(), [](const Marked& row) { return row.date.has_value(); });
    if (anchored) return;
    for (auto& row : rows) {
        if (!row.row.list_item || row.row.list_level > 0) continue;
        auto date = head_date(row.row);
        const bool short_item =
            character_count(row.row.text) <= kLongestHead && date && !is_sentence(without(row.row.text, *date));
        if (!short_item) continue;
        row.row.list_item = false;
        row.head = true;
        row.date = std::move(date);
    }
}

/// Half-open range of rows.
struct Range {
    std::size_t begin = 0, end = 0;
};

std::vector<Range> head_runs(const MarkedRows& rows) {
    std::vector<Range> runs;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].head) continue;
        if (!runs.empty() && runs.back().end == i)
            ++runs.back().end;
        else
            runs.push_back({i, i + 1});
    }
    return runs;
}

std::vector<std::size_t> dated_in(const MarkedRows& rows, const Range& run) {
    std::vector<std::size_t> dated;
    for (std::size_t i = run.begin; i < run.end; ++i) {
        if (rows[i].date) dated.push_back(i);
    }
    return dated;
}

/// How many rows of its head stand above an entry's date: the most frequent count, the first of equals.
std::size_t rows_above_date(const MarkedRows& rows, const std::vector<Range>& runs) {
    std::map<std::size_t, int> votes;
    std::size_t best = 0;
    for (const auto& run : runs) {
        const auto dated = dated_in(rows, run);
        if (!dated.empty()) ++votes[dated.front() - run.begin];
    }
    for (const auto& [count, number] : votes) {
        if (number > votes[best]) best = count;
    }
    return best;
}

bool same_open_look(const Row& a, const Row& b) {
    return a.look.half_points == b.look.half_points && a.look.bold == b.look.bold && a.look.italic == b.look.italic &&
           a.look.caps == b.look.caps && a.look.colour == b.look.colour && a.heading_level == b.heading_level;
}
bool is_plain(const Row& row, const Look& body) {
    return row.look.half_points <= body.half_points && !row.look.bold && !row.look.italic && !row.look.caps &&
           row.look.colour == body.colour && row.heading_level == 0;
}

/// Two names above or beside the date: rows of two names, or a title and an organisation in one row.
bool names_both(const Rows& head) {
    const auto parts = parts_of(head);
    const auto names =
        std::count_if(parts.begin(), parts.end(), [](const Part& part) { return place_likeness(part.text) < 0.5; });
    if (head.size() >= 2) return names >= 2;
    const auto has = [&](auto test) { return std::any_of(parts.begin(), parts.end(), test); };
    const bool title = has([](const Part& part) { return title_likeness(part.text) >= 2; });
    return title && (parts.size() >= 3 || has([](const Part& part) {
                         return organisation_likeness(part.text) >= 1.3 && title_likeness(part.text) < 1.5;
                     }));
}

/// The dated row alone names the entry: a title and one more name.
bool is_complete(const Row& row) {
    const auto parts = parts_of({row});
    const auto names =
        std::count_if(parts.begin(), parts.end(), [](const Part& part) { return place_likeness(part.text) < 0.5; });
    return names >= 2 && std::any_of(parts.begin(), parts.end(), [](const Part& part) { return title_likeness(part.text) >= 2; });
}

/// Where entries begin, in order.
class Cutter {
public:
    Cutter(const MarkedRows& rows, const RowSet& set)
        : rows_(rows), set_(set), runs_(head_runs(rows)), above_(rows_above_date(rows, runs_)) {}

    std::vector<std::size_t> cuts() {
        for (const auto& run : runs_) {
            const auto dated = dated_in(rows_, run);
            if (!dated.empty()) cut_dated(run, dated);
        }
        const bool any_dated = !cuts_.empty();
        for (const auto& run : runs_) {
            if (dated_in(rows_, run).empty()) any_dated ? cut_like_dated(run) : cut_undated(run);
        }
        std::sort(cuts_.begin(), cuts_.end());
        cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
        return cuts_;
    }

private:
    void cut_dated(const Range& run, const std::vector<std::size_t>& dated) {
        for (std::size_t i = 0; i < dated.size(); ++i) {
            const auto earliest = i == 0 ? run.begin : dated[i - 1] + 1;
            auto begin = dated[i] - std::min(above_, dated[i] - earliest);
            if (i == 0) begin = first_begin(run, dated[i]);
            cuts_.push_back(begin);
            openers_.push_back(begin);
        }
    }

    /// A run behind another entry's body begins a new entry at its first row, unless that row belongs to the body: text in the body's
    /// look further above the date than the entries are used to.
    [[nodiscard]] std::size_t first_begin(const Range& run, std::size_t dated) const {
        auto begin = run.begin;
        const auto& anchor = rows_[dated];
        const bool complete = is_complete(row_without(anchor.row, *anchor.date));
        while (dated - begin > above_ && run.begin > 0 && is_plain(rows_[begin].row, set_.body) &&
               (complete || !rows_[begin].row.starts_block))
            ++begin;
        return begin;
    }

    void cut_like_dated(const Range& run) {
        for (auto i = run.begin; i < run.end; ++i) {
            const auto& row = rows_[i].row;
            if (is_plain(row, set_.body)) continue;
            const bool opens = std::any_of(openers_.begin(), openers_.end(),
                                           [&](std::size_t opener) { return same_open_look(rows_[opener].row, row); });
            if (opens && (i == run.begin || !same_open_look(rows_[i - 1].row, row))) cuts_.push_back(i);
        }
    }

    /// No dates at all: entries open in a look of their own, else behind white space.
    void cut_undated(const Range& run) {
        const auto& first = rows_[runs_.front().begin].row;
        const bool own_look = !is_plain(first, set_.body);
        for (auto i = run.begin; i < run.end; ++i) {
            const auto& row = rows_[i].row;
            const bool opens = own_look ? same_open_look(row, first) && (i == run.begin || !same_open_look(rows_[i - 1].row, row))
                                        : i == run.begin && (row.starts_block || row.gap_above > 0.3F);
            if (opens) cuts_.push_back(i);
        }
    }

    const MarkedRows& rows_;
    const RowSet& set_;
    std::vector<Range> runs_;
    std::size_t above_ = 0;
    std::vector<std::size_t> cuts_, openers_;
};

/// Where the names are said, a row below the date must speak of them as well to be of the head.
bool adds_to_head(const Row& row) {
    return title_likeness(row.text) >= 1.5 || organisation_likeness(row.text) >= 1.3 || school_likeness(row.text) >= 2 ||
           degree_likeness(row.text) >= 1.5 || place_likeness(row.text) >= 0.5 || row.look.bold || row.look.italic;
}

/// The head of an entry: its rows up to the date, and those that follow it without a break.
Entry entry_of(const MarkedRows& rows, const Range& range) {
    Entry entry;
    bool in_head = true;
    std::size_t behind_date = 0;
    for (auto i = range.begin; i < range.end; ++i) {
        const auto& [row, date, head] = rows[i];
        const bool named = entry.date && behind_date == 0 && names_both(entry.head);
        const bool more = in_head && head && (!entry.date || behind_date < kMostRowsBehindDate) && entry.head.size() < 5 &&
                          (!named || adds_to_head(row));
        if (!more) {
            in_head = false;
            entry.body.push_back(row);
            continue;
        }
        if (entry.date) ++behind_date;
        if (!date || entry.date) {
            entry.head.push_back(row);
            continue;
        }
        entry.date = date;
        entry.date_row = row;
        const auto rest = without(row.text, *date);
        if (!rest.empty()) entry.head.push_back(row_without(row, *date));
    }
    return entry;
}

}  // namespace

Row row_without(const Row& row, const DateMatch& date) {
    auto out = row;
    out.runs.clear();
    std::size_t begin = 0;
    for (const auto& run : row.runs) {
        const auto end = begin + run.text.size();
        std::string kept;
        for (auto at = begin; at < end; ++at) {
            if (at < date.begin || at >= date.end)
                kept += row.text[at];
            else if (at == date.begin)
                kept += '\t';
        }
        if (!kept.empty()) out.runs.push_back({kept, run.look, run.link});
        begin = end;
    }
    out.text.clear();
    for (const auto& run : out.runs) out.text += run.text;
    return out;
}

std::optional<DateMatch> head_date(const Row& row) {
    const auto dates = find_dates(row.text);
    const DateMatch* best = nullptr;
    for (const auto& date : dates) {
        if (date.is_range && (!best || !best->is_range)) best = &date;
    }
    if (best) return *best;
    for (const auto& date : dates) {
        auto behind = strip_edges(std::string_view(row.text).substr(date.end), ").,]");
        // "Cardiff University, 2020 (First)"
        if (behind.starts_with('(') && behind.find(')') == std::string_view::npos) behind = {};
        if (behind.starts_with(':') && tells_of_degree(row.text)) behind = {};
        // "Birmingham City University, 2016, 2:1"
        if (is_honours_class(strip_edges(behind, "(),"))) behind = {};
        const auto before = strip_edges(std::string_view(row.text).substr(0, date.begin), "([,");
        if (behind.empty() || before.empty() || std::string_view(row.text).substr(date.end).starts_with('\t')) return date;
    }
    return std::nullopt;
}

std::vector<Entry> entries_of(const Rows& chapter, const RowSet& set) {
    auto rows = marked(with_whole_dates(without_field_labels(chapter)));
    lift_dated_items(rows);
    const auto cuts = Cutter(rows, set).cuts();
    std::vector<Entry> entries;
    if (!rows.empty() && (cuts.empty() || cuts.front() > 0))
        entries.push_back(entry_of(rows, {0, cuts.empty() ? rows.size() : cuts.front()}));
    for (std::size_t i = 0; i < cuts.size(); ++i)
        entries.push_back(entry_of(rows, {cuts[i], i + 1 < cuts.size() ? cuts[i + 1] : rows.size()}));
    return entries;
}

}  // namespace bespoke::resume::parser
