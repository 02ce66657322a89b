#include "document/layout/headings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace bespoke::document::layout {
namespace {

constexpr std::size_t kLongestHeading = 70;  ///< bytes
constexpr std::size_t kMostLines = 2;
constexpr float kLarger = 1.12F, kMuchLarger = 1.4F;
/// So many blocks of one look in a row are a list.
constexpr std::size_t kListLength = 3;
constexpr float kStandsApart = 0.35F;  ///< white space above, in shares of the size
constexpr int kMaxLevel = 9;

/// Type size of most of the text.
float body_size(const std::vector<std::vector<Draft>>& pages) {
    std::map<int, std::size_t> histogram;  // by tenths of a point
    for (const auto& page : pages) {
        for (const Draft& draft : page)
            histogram[static_cast<int>(std::lround(draft.look.size * 10))] += draft.block.text().size();
    }
    const auto most =
        std::max_element(histogram.begin(), histogram.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == histogram.end() ? 0 : static_cast<float>(most->first) / 10;
}

bool is_short_title(const Draft& draft, float body) {
    if (draft.block.kind != BlockKind::Paragraph || draft.block.lines.size() > kMostLines || draft.has_gap) return false;
    const std::string text = draft.block.text();
    if (text.empty() || text.size() > kLongestHeading) return false;
    const char last = text.back();
    if ((last == '.' && draft.look.size < kMuchLarger * body) || last == ',' || last == ';') return false;
    return count_letters(text).letters >= 2 && text.find('@') == std::string::npos;
}

bool has_rule_below(const Draft& draft, const std::vector<Rule>& rules) {
    const Box& box = draft.block.lines.back().box;
    return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
        const float below = rule.box.top - box.bottom;
        return rule.box.width() > 4 * rule.box.height() && rule.box.width() > 1.5F * box.width() &&
               below > -0.4F * draft.look.size && below < 0.9F * draft.look.size && rule.box.left < box.left + draft.look.size &&
               rule.box.right >= box.right;
    });
}

bool is_heading(const Draft& draft, float body, const std::vector<Rule>& rules) {
    if (!is_short_title(draft, body)) return false;
    if (draft.heads || draft.look.size >= kLarger * body) return true;
    if (draft.look.size < 0.9F * body) return draft.look.capitals && draft.look.bold && draft.top_gap >= kStandsApart;
    if (has_rule_below(draft, rules)) return draft.look.bold || draft.look.capitals || draft.look.size > 1.02F * body;
    return draft.look.capitals && draft.top_gap >= kStandsApart;
}

/// Heading looks from the most to the least prominent.
struct Prominence {
    int size_tenths = 0;
    bool capitals = false, bold = false;
    friend auto operator<=>(const Prominence&, const Prominence&) = default;
};

Prominence prominence_of(const Draft& draft) {
    return {static_cast<int>(std::lround(draft.look.size * 5)) * 2, draft.look.capitals, draft.look.bold};
}

/// Headings of one look that follow each other directly head nothing.
void unmark_lists(std::vector<Draft>& page) {
    for (std::size_t begin = 0; begin < page.size();) {
        std::size_t end = begin + 1;
        while (end < page.size() && page[end].block.kind == page[begin].block.kind && same_look(page[end].look, page[begin].look))
            ++end;
        if (page[begin].block.kind == BlockKind::Heading && end - begin >= kListLength) {
            for (std::size_t i = begin; i < end; ++i) page[i].block.kind = BlockKind::Paragraph;
        }
        begin = end;
    }
}

}  // namespace

void mark_headings(std::vector<std::vector<Draft>>& pages, const std::vector<std::vector<Rule>>& rules) {
    const float body = body_size(pages);
    std::map<Prominence, int, std::greater<>> levels;
    for (std::size_t page = 0; page < pages.size(); ++page) {
        for (Draft& draft : pages[page]) {
            if (is_heading(draft, body, rules[page])) draft.block.kind = BlockKind::Heading;
        }
        unmark_lists(pages[page]);
        for (const Draft& draft : pages[page]) {
            if (draft.block.kind == BlockKind::Heading) levels.emplace(prominence_of(draft), 0);
        }
    }
    int level = 0;
    for (auto& [look, rank] : levels) rank = std::min(++level, kMaxLevel);
    for (auto& page : pages) {
        for (Draft& draft : page) {
            if (draft.block.kind == BlockKind::Heading) draft.block.level = levels[prominence_of(draft)];
        }
    }
}

}  // namespace bespoke::document::layout
