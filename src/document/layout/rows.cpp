#include "document/layout/rows.hpp"

#include <algorithm>
#include <cmath>

namespace bespoke::document::layout {
namespace {

/// Baselines closer than this share of the smaller size are one.
constexpr float kSameBaseline = 0.2F;
/// Script type is at most this share of the type it belongs to.
constexpr float kScriptSize = 0.85F;
constexpr float kScriptGap = 0.35F;

void add(Row& row, const PlacedWord* word) {
    row.box = row.words.empty() ? word->span.box : united(row.box, word->span.box);
    if (word->span.size_pt > row.size) {
        row.size = word->span.size_pt;
        row.baseline = word->baseline;
    }
    row.words.push_back(word);
}

bool touches(const PlacedWord& script, const Row& row) {
    return std::any_of(row.words.begin(), row.words.end(), [&](const PlacedWord* word) {
        const float size = word->span.size_pt;
        if (script.span.size_pt > kScriptSize * size) return false;
        const float gap = std::max(script.span.box.left - word->span.box.right, word->span.box.left - script.span.box.right);
        return gap < kScriptGap * size && gap > -kScriptGap * size && std::abs(script.baseline - word->baseline) < 0.6F * size;
    });
}

/// Moves rows that hold only script type into the row they belong to.
void join_scripts(std::vector<Row>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const std::size_t j : {i + 1, i - 1}) {
            if (j >= rows.size() || rows[j].words.empty() || rows[i].words.empty()) continue;
            const bool all = std::all_of(rows[i].words.begin(), rows[i].words.end(),
                                         [&](const PlacedWord* word) { return touches(*word, rows[j]); });
            if (!all) continue;
            for (const PlacedWord* word : rows[i].words) add(rows[j], word);
            rows[i].words.clear();
            break;
        }
    }
    std::erase_if(rows, [](const Row& row) { return row.words.empty(); });
}

}  // namespace

Box united(const Box& a, const Box& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

Box box_of(std::span<const PlacedWord* const> words) {
    Box box;
    for (std::size_t i = 0; i < words.size(); ++i) box = i == 0 ? words[i]->span.box : united(box, words[i]->span.box);
    return box;
}

std::vector<Row> rows_of(const Words& words) {
    Words sorted = words;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const PlacedWord* a, const PlacedWord* b) { return a->baseline < b->baseline; });
    std::vector<Row> rows;
    float first = 0;
    for (const PlacedWord* word : sorted) {
        const float size = rows.empty() ? 0 : std::min(word->span.size_pt, rows.back().size);
        if (rows.empty() || word->baseline - first > kSameBaseline * size) {
            rows.emplace_back();
            first = word->baseline;
        }
        add(rows.back(), word);
    }
    join_scripts(rows);
    for (Row& row : rows) {
        std::stable_sort(row.words.begin(), row.words.end(),
                         [](const PlacedWord* a, const PlacedWord* b) { return a->span.box.left < b->span.box.left; });
    }
    return rows;
}

}  // namespace bespoke::document::layout
