#include "resume/parser/label_column.hpp"

#include <optional>

#include "resume/parser/dates.hpp"
#include "resume/parser/headings.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

constexpr float kSameEdge = 4;  // points

bool is_date(const Row& row) {
    const auto dates = find_dates(row.text);
    return dates.size() == 1 && strip_edges(std::string_view(row.text).substr(0, dates[0].begin), "(").empty() &&
           strip_edges(std::string_view(row.text).substr(dates[0].end), ").,").empty();
}

/// A heading of known wording, or a date on its own.
bool is_label(const Row& row) {
    if (row.box.width() <= 0 || row.list_item || contains(row.text, "\t")) return false;
    const auto words = heading_words(row.text);
    return (words && words->certainty == Certainty::Exact) || is_date(row);
}

bool overlap(float a_top, float a_bottom, float b_top, float b_bottom) { return a_top < b_bottom && b_top < a_bottom; }

/// Capitals tell nothing of a single letter, such as the one that a narrow column has cut off.
bool same_look(const Row& a, const Row& b) {
    const bool same_case = a.look.caps == b.look.caps || letter_count(b.text) < 2;
    return a.look.half_points == b.look.half_points && a.look.bold == b.look.bold && same_case && a.look.colour == b.look.colour;
}

/// The second line of a heading, which the reading order may have put behind content: same look and left edge, right below, and both
/// lines together are a known wording.
bool completes_heading(const Row& first, const Row& second) {
    if (first.page != second.page || first.box.width() <= 0 || second.list_item || !same_look(first, second)) return false;
    const auto gap = second.box.top - first.box.bottom;
    if (std::abs(first.box.left - second.box.left) > 1 || gap < -2 || gap > first.box.height() * 0.6F) return false;
    const auto joined = heading_words(first.text + ' ' + second.text);
    return joined && joined->certainty == Certainty::Exact && words(second.text).size() <= 2;
}

/// Headings that a narrow column has cut in two.
void mend_cut_headings(Rows& rows) {
    constexpr std::size_t kReach = 6;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (words(rows[i].text).size() > 3 || letter_count(rows[i].text) < 4 || contains(rows[i].text, "\t")) continue;
        for (auto j = i + 1; j < std::min(i + kReach, rows.size()); ++j) {
            if (!completes_heading(rows[i], rows[j])) continue;
            rows[i].text += ' ' + rows[j].text;
            rows[i].runs.back().text += ' ' + rows[j].text;
            rows[i].box = {std::min(rows[i].box.left, rows[j].box.left), rows[i].box.top,
                           std::max(rows[i].box.right, rows[j].box.right), rows[j].box.bottom};
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(j));
            break;
        }
    }
}

/// Something that is no label stands right of the row on its own height.
bool has_content_beside(const Rows& rows, const Row& label) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
        return row.page == label.page && row.box.left >= label.box.right &&
               overlap(label.box.top, label.box.bottom, row.box.top, row.box.bottom);
    });
}

/// The column of labels of one page.
struct LabelColumn {
    float left = 0, right = 0;
    std::optional<Row> sample;  ///< one that is set apart from text by its look
};

/// A known label, or words of unknown meaning at the labels' edge in the labels' own look.
bool is_label_in(const LabelColumn& column, const Row& row) {
    if (is_label(row)) return true;
    return column.sample && std::abs(row.box.left - column.left) <= 1 && row.box.right <= column.right + 2 * kSameEdge &&
           !row.list_item && words(row.text).size() <= 4 && digit_count(row.text) == 0 && same_look(*column.sample, row);
}

/// Labels with one left edge, at least two, and nothing but labels below the first of them between their edges, while most have content to
/// their right on their own height.
std::optional<LabelColumn> label_column(const Rows& rows, int page) {
    LabelColumn column{1e9F, 0, {}};
    std::vector<const Row*> labels;
    for (const auto& row : rows) {
        if (row.page == page && is_label(row)) labels.push_back(&row);
    }
    for (const auto* label : labels) column.left = std::min(column.left, label->box.left);
    std::erase_if(labels, [&](const Row* label) { return label->box.left > column.left + kSameEdge; });
    if (labels.size() < 2) return std::nullopt;
    float top = 1e9F, bottom = 0;
    for (const auto* label : labels) {
        column.right = std::max(column.right, label->box.right);
        if (!column.sample && label->look.bold && !is_date(*label)) column.sample = *label;
        top = std::min(top, label->box.top);
        bottom = std::max(bottom, label->box.bottom);
    }
    const auto with_content = static_cast<std::size_t>(
        std::count_if(labels.begin(), labels.end(), [&](const Row* label) { return has_content_beside(rows, *label); }));
    const bool clear = std::none_of(rows.begin(), rows.end(), [&](const Row& row) {
        return row.page == page && row.box.top >= top && row.box.top <= bottom && row.box.left < column.right &&
               !is_label_in(column, row);
    });
    return clear && with_content * 2 > labels.size() ? std::optional(column) : std::nullopt;
}

/// In front of the first row of the content that does not end above the label.
std::size_t place_of(const Rows& content, const Row& label) {
    // Half a line below the top: a heading may have several.
    const auto half_line = label.look.half_points > 0 ? static_cast<float>(label.look.half_points) / 4 : label.box.height() / 2;
    const auto middle = label.box.top + std::min(half_line, label.box.height() / 2);
    for (std::size_t i = 0; i < content.size(); ++i) {
        const auto& row = content[i];
        const bool beside = row.box.left >= label.box.right;
        const bool below = row.box.top >= label.box.top && !is_label(row);
        if (row.page == label.page && (beside || below) && row.box.bottom > middle) return i;
    }
    for (std::size_t i = content.size(); i > 0; --i) {
        if (content[i - 1].page <= label.page) return i;
    }
    return 0;
}

/// Nothing but labels stands between or shortly below the rows [begin, end) in their column.
bool is_column_of_labels(const Rows& rows, std::size_t begin, std::size_t end) {
    const auto& last = rows[end - 1];
    float right = 0;
    for (auto i = begin; i < end; ++i) {
        if (has_content_beside(rows, rows[i])) right = std::max(right, rows[i].box.right);
    }
    return std::none_of(rows.begin(), rows.end(), [&](const Row& row) {
        const bool in_band = row.page == last.page && row.box.bottom > rows[begin].box.top &&
                             row.box.top < last.box.bottom + 2 * last.box.height();
        return in_band && row.box.left < right - kSameEdge && !is_label(row);
    });
}

/// Runs of nothing but labels in one column, most of them beside their content: the reading order has the column's text behind all of them.
void mark_runs(const Rows& rows, std::vector<bool>& moves) {
    for (std::size_t begin = 0; begin < rows.size();) {
        auto end = begin;
        std::size_t beside = 0;
        while (end < rows.size() && is_label(rows[end]) && rows[end].page == rows[begin].page &&
               rows[end].column == rows[begin].column)
            beside += has_content_beside(rows, rows[end++]) ? 1 : 0;
        if (end - begin >= 2 && beside * 2 > end - begin && is_column_of_labels(rows, begin, end))
            std::fill(moves.begin() + static_cast<std::ptrdiff_t>(begin), moves.begin() + static_cast<std::ptrdiff_t>(end), true);
        begin = std::max(end, begin + 1);
    }
}

void mark_columns(const Rows& rows, std::vector<bool>& moves) {
    const int pages = rows.empty() ? 0 : rows.back().page;
    for (int page = 1; page <= pages; ++page) {
        const auto column = label_column(rows, page);
        for (std::size_t i = 0; column && i < rows.size(); ++i) {
            if (rows[i].page == page && is_label_in(*column, rows[i]) && rows[i].box.left <= column->left + kSameEdge)
                moves[i] = true;
        }
    }
}

}  // namespace

Rows with_labels_in_place(Rows rows) {
    mend_cut_headings(rows);
    std::vector<bool> moves(rows.size(), false);
    mark_columns(rows, moves);
    mark_runs(rows, moves);
    Rows labels, content;
    for (std::size_t i = 0; i < rows.size(); ++i) (moves[i] ? labels : content).push_back(std::move(rows[i]));
    for (auto& label : labels) {
        const auto place = place_of(content, label);
        if (place < content.size()) std::tie(label.region, label.column) = std::tie(content[place].region, content[place].column);
        content.insert(content.begin() + static_cast<std::ptrdiff_t>(place), std::move(label));
    }
    return content;
}

}  // namespace bespoke::resume::parser
