#include "resume/parser/row.hpp"

#include <cmath>
#include <map>

#include "resume/parser/label_column.hpp"
#include "resume/parser/words.hpp"
#include "resume/parser/wrap.hpp"

namespace bespoke::resume::parser {
namespace {

/// The value with the highest weight; the smallest of equals.
template <class T>
T heaviest(const std::map<T, std::size_t>& weights, T fallback) {
    std::size_t best = 0;
    for (const auto& [value, weight] : weights) {
        if (weight > best) std::tie(fallback, best) = std::pair{value, weight};
    }
    return fallback;
}

template <class Visit>
void each_line(const document::Document& document, Visit visit) {
    int number = 0;
    for (std::size_t page = 0; page < document.pages.size(); ++page) {
        for (const auto& block : document.pages[page].blocks) {
            for (const auto& line : block.lines) visit(static_cast<int>(page) + 1, block, line, number++);
        }
    }
}

bool is_shown(const document::Span& span) { return span.visibility == document::Visibility::Shown && !span.text.empty(); }

/// Weight of most of the text: in a document set in Medium, Medium is not bold.
int body_weight(const document::Document& document) {
    std::map<int, std::size_t> weights;
    each_line(document, [&](int, const auto&, const document::Line& line, int) {
        for (const auto& span : line.spans) {
            if (is_shown(span)) weights[span.weight] += span.text.size();
        }
    });
    return heaviest(weights, 400);
}

Look look_of(const document::Span& span, int body_weight) {
    Look look;
    look.half_points = static_cast<int>(std::lround(span.size_pt * 2));
    look.bold = span.weight >= std::min(body_weight, 500) + 150 && span.weight > body_weight;
    look.italic = span.italic;
    look.caps = is_all_caps(span.text);
    look.colour = span.colour;
    return look;
}

bool same_run(const Run& run, const Look& look, const std::string& link) {
    auto other = look;
    other.caps = run.look.caps;
    return run.look == other && run.link == link;
}

std::vector<Run> runs_of(const document::Line& line, int body_weight) {
    std::vector<Run> runs;
    for (const auto& span : line.spans) {
        if (!is_shown(span)) continue;
        const auto look = look_of(span, body_weight);
        const bool blank = words(span.text).empty();
        if (!runs.empty() && (blank || same_run(runs.back(), look, span.link))) {
            runs.back().text += span.text;
        } else {
            runs.push_back({span.text, look, span.link});
        }
    }
    return runs;
}

/// Tidies the runs so that their texts still join to the tidied text of the row.
void tidy_runs(Row& row) {
    std::vector<Run> kept;
    std::string joined;
    for (auto& run : row.runs) {
        const auto before = tidy(joined);
        joined += run.text;
        const auto after = tidy(joined);
        run.text = after.substr(std::min(before.size(), after.size()));
        run.look.caps = is_all_caps(run.text);
        if (!run.text.empty()) kept.push_back(std::move(run));
    }
    row.runs = std::move(kept);
    row.text = tidy(joined);
}

}  // namespace

void set_look(Row& row) {
    std::size_t most = 0;
    for (const auto& run : row.runs) {
        const auto weight = letter_count(run.text) + 1;
        if (weight > most) std::tie(row.look, most) = std::pair{run.look, weight};
    }
    row.look.caps = is_all_caps(row.text);
}

namespace {

/// Capitals of a larger size in front of small letters: small capitals as browsers draw them, with a blank between the sizes at times.
bool is_small_caps(const Row& row) {
    std::size_t pairs = 0;
    for (std::size_t i = 0; i + 1 < row.runs.size(); ++i) {
        const auto& large = row.runs[i];
        const auto& small = row.runs[i + 1];
        if (large.look.half_points * 100 < small.look.half_points * 115) continue;
        const auto initial = words(large.text);
        if (initial.empty() || letter_count(initial.back()) != 1 || !starts_upper(initial.back()) ||
            starts_upper(words(small.text).front()))
            return false;
        ++pairs;
    }
    return pairs > 0 && words(row.text).size() <= 2 * pairs + 3;
}

/// Closes the gaps of small capitals and gives the row one look.
void mend_small_caps(Row& row) {
    if (!is_small_caps(row)) return;
    auto look = row.runs.front().look;
    std::string text;
    for (std::size_t i = 0; i < row.runs.size(); ++i) {
        const bool behind_initial = i > 0 && row.runs[i - 1].look.half_points > row.runs[i].look.half_points;
        look.half_points = std::max(look.half_points, row.runs[i].look.half_points);
        text += behind_initial && row.runs[i].text.starts_with(' ') ? row.runs[i].text.substr(1) : row.runs[i].text;
        const bool initial_next = i + 1 < row.runs.size() && row.runs[i].look.half_points > row.runs[i + 1].look.half_points;
        if (initial_next && text.ends_with(' ')) text.pop_back();
    }
    look.caps = true;
    row.runs = {{text, look, row.runs.front().link}};
    row.text = text;
    row.look = look;
}

std::optional<Row> row_of(const document::Block& block, const document::Line& line, int body_weight) {
    Row row;
    row.runs = runs_of(line, body_weight);
    tidy_runs(row);
    if (row.text.empty()) return std::nullopt;
    set_look(row);
    mend_small_caps(row);
    row.box = line.box;
    row.region = block.region;
    row.column = block.column;
    row.cell = block.cell;
    row.list_item = block.kind == document::BlockKind::ListItem;
    row.list_level = row.list_item ? block.level : 0;
    row.heading_level = block.kind == document::BlockKind::Heading ? std::max(block.level, 1) : 0;
    return row;
}

Rows physical_rows(const document::Document& document, int body_weight) {
    Rows rows;
    const document::Block* last_block = nullptr;
    each_line(document, [&](int page, const document::Block& block, const document::Line& line, int number) {
        auto row = row_of(block, line, body_weight);
        if (!row) return;
        row->page = page;
        row->line = number;
        row->starts_block = &block != last_block;
        last_block = &block;
        rows.push_back(*std::move(row));
    });
    return rows;
}

Look body_look(const Rows& rows) {
    std::map<int, std::size_t> sizes;
    std::map<std::array<int, 3>, std::size_t> colours;
    for (const auto& row : rows) {
        sizes[row.look.half_points] += row.text.size();
        const auto& colour = row.look.colour;
        colours[{colour.red, colour.green, colour.blue}] += row.text.size();
    }
    Look look;
    look.half_points = heaviest(sizes, 0);
    const auto colour = heaviest(colours, std::array{0, 0, 0});
    look.colour = {static_cast<std::uint8_t>(colour[0]), static_cast<std::uint8_t>(colour[1]),
                   static_cast<std::uint8_t>(colour[2])};
    return look;
}

void set_gaps(Rows& rows, const Look& body) {
    const auto line_height = static_cast<float>(std::max(body.half_points, 12)) / 2 * 1.2F;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto& above = rows[i - 1];
        auto& row = rows[i];
        if (row.page != above.page || row.box.height() <= 0 || row.box.top < above.box.top) continue;
        row.gap_above = std::max(0.0F, row.box.top - above.box.bottom) / line_height;
    }
}

bool differ_in_look(const Rows& rows) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
        const auto& a = row.look;
        const auto& b = rows.front().look;
        return a.half_points != b.half_points || a.bold != b.bold || a.italic != b.italic || !(a.colour == b.colour);
    });
}

}  // namespace

RowSet rows_of(const document::Document& document) {
    RowSet set;
    set.rows = physical_rows(document, body_weight(document));
    set.body = body_look(set.rows);
    set_gaps(set.rows, set.body);
    set.rows = with_labels_in_place(join_wrapped(std::move(set.rows), document));
    set.has_looks = !set.rows.empty() && differ_in_look(set.rows);
    return set;
}

Row part_of(const Row& row, std::string_view text) {
    Row part = row;
    const auto at = row.text.find(text);
    part.text = std::string(text);
    part.runs.clear();
    std::size_t begin = 0;
    for (const auto& run : row.runs) {
        const auto end = begin + run.text.size();
        const auto from = std::max(begin, at), to = std::min(end, at + text.size());
        if (at != std::string::npos && from < to) part.runs.push_back({row.text.substr(from, to - from), run.look, run.link});
        begin = end;
    }
    set_look(part);
    return part;
}

std::string url_of(const Row& row, std::string_view shown) {
    const auto full = "https://" + std::string(shown);
    const bool linked = std::any_of(row.runs.begin(), row.runs.end(), [&](const Run& run) { return run.link == full; });
    return linked ? full : std::string(shown);
}

Text text_node(std::string_view value, const Row& row, double confidence) {
    Text node;
    node.value = std::string(value);
    node.source = {row.page, row.line, row.box, confidence};
    return node;
}

DateNode date_node(const Date& value, const Row& row, double confidence) {
    DateNode node;
    node.value = value;
    node.source = {row.page, row.line, row.box, confidence};
    return node;
}

}  // namespace bespoke::resume::parser
