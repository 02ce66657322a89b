#include <algorithm>

#include "artifacts/layout/layout.hpp"

namespace bespoke::artifacts {
namespace {

using Runs = std::vector<Run>;

/// What stands between separators.
std::vector<Runs> items_of(const Runs& runs) {
    std::vector<Runs> items(1);
    for (const auto& run : runs) {
        if (run.look == Look::Separator) {
            items.emplace_back();
        } else {
            items.back().push_back(run);
        }
    }
    return items;
}

void append(Runs& line, const Runs& item) {
    if (!line.empty()) line.push_back({" · ", Look::Separator, ""});
    line.insert(line.end(), item.begin(), item.end());
}

float text_width(const StyleGuide& guide) { return guide.page_width_pt - guide.margin_left_pt - guide.margin_right_pt; }

/// Widths of the items, and of the separator.
struct Widths {
    std::vector<float> items;
    float separator = 0;
};

/// How many items each line takes, if lines are filled to `width`.
std::vector<std::size_t> fill(const Widths& widths, float width) {
    std::vector<std::size_t> counts;
    float used = 0;
    for (const float item : widths.items) {
        if (!counts.empty() && used + widths.separator + item <= width) {
            used += widths.separator + item;
            ++counts.back();
        } else {
            counts.push_back(1);
            used = item;
        }
    }
    return counts;
}

/// The same number of lines, as equal in length as can be.
std::vector<std::size_t> balance(const Widths& widths, float width) {
    const auto lines = fill(widths, width).size();
    float low = 0, high = width;
    while (high - low > 1) {
        const float middle = (low + high) / 2;
        (fill(widths, middle).size() <= lines ? high : low) = middle;
    }
    return fill(widths, high);
}

void cut_contact(const Block& block, const StyleGuide& guide, std::vector<Block>& out) {
    const auto items = items_of(block.left);
    Widths widths{{}, width_of({{" · ", Look::Separator, ""}}, guide)};
    for (const auto& item : items) widths.items.push_back(width_of(item, guide));
    auto next = items.begin();
    for (const auto count : balance(widths, text_width(guide))) {
        Runs line;
        for (std::size_t i = 0; i < count; ++i) append(line, *next++);
        out.push_back({block.kind, std::move(line), {}});
    }
}

/// As many items as fit beside the date stay, one at least; the others follow on a line of their own.
void cut_entry(Block block, const StyleGuide& guide, std::vector<Block>& out) {
    const auto items = items_of(block.left);
    const float room = text_width(guide) - (block.right.empty() ? 0 : width_of(block.right, guide) + kColumnGap);
    if (items.size() < 2 || width_of(block.left, guide) <= room) return out.push_back(std::move(block));
    Runs head, rest;
    for (const auto& item : items) {
        auto longer = head;
        append(longer, item);
        const bool stays = head.empty() || (rest.empty() && width_of(longer, guide) <= room);
        append(stays ? head : rest, item);
    }
    out.push_back({block.kind, std::move(head), std::move(block.right)});
    if (!rest.empty()) out.push_back({BlockKind::EntrySub, std::move(rest), {}});
}

}  // namespace

View with_lines_cut(View view, const StyleGuide& guide) {
    std::vector<Block> blocks;
    for (auto& block : view.blocks) {
        if (block.kind == BlockKind::Contact) {
            cut_contact(block, guide, blocks);
        } else if (block.kind == BlockKind::EntryHead) {
            cut_entry(std::move(block), guide, blocks);
        } else {
            blocks.push_back(std::move(block));
        }
    }
    view.blocks = std::move(blocks);
    return view;
}

}  // namespace bespoke::artifacts
