#include "document/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "document/layout/blocks.hpp"
#include "document/layout/headings.hpp"
#include "document/layout/reading_order.hpp"
#include "document/layout/running.hpp"
#include "document/layout/text_line.hpp"

namespace bespoke::document {
namespace {

using namespace layout;

/// The words of a page by how they are read.
struct Sorted {
    Words upright, hidden;
    std::array<std::vector<PlacedWord>, 4> turned;  ///< by quarter turns, with boxes turned upright
};

Box upright_box(const PlacedWord& word, const PlacedPage& page) {
    const Box& box = word.span.box;
    switch (word.quarter_turns) {
        case 1: return {page.height_pt - box.bottom, box.left, page.height_pt - box.top, box.right};
        case 2:
            return {page.width_pt - box.right, page.height_pt - box.bottom, page.width_pt - box.left, page.height_pt - box.top};
        case 3: return {box.top, page.width_pt - box.right, box.bottom, page.width_pt - box.left};
        default: return box;
    }
}

Sorted sorted(const PlacedPage& page) {
    Sorted out;
    for (const PlacedWord& word : page.words) {
        if (word.span.text.empty()) continue;
        if (word.span.visibility == Visibility::Hidden) {
            out.hidden.push_back(&word);
        } else if (word.quarter_turns == 0) {
            out.upright.push_back(&word);
        } else {
            PlacedWord turned = word;
            turned.span.box = upright_box(word, page);
            out.turned[static_cast<std::size_t>(word.quarter_turns & 3)].push_back(std::move(turned));
        }
    }
    return out;
}

Margins margins_of(const std::vector<Parted>& pages) {
    Words words;
    for (const Parted& page : pages) words.insert(words.end(), page.body.begin(), page.body.end());
    const Box box = box_of(words);
    return {box.left, box.right};
}

std::vector<FlowLines> flow_lines_of(const Words& words, const Margins& margins, float blank) {
    std::vector<FlowLines> out;
    for (const Flow& flow : reading_order(words, margins)) {
        out.push_back({lines_of(flow, blank), flow.heads, flow.column, flow.region, flow.left, flow.right});
    }
    return out;
}

void add_plain_blocks(const Words& words, Region region, std::vector<Block>& out) {
    for (const Row& row : rows_of(words)) {
        Block block;
        block.region = region;
        block.lines.push_back(plain_line(row.words));
        out.push_back(std::move(block));
    }
}

void add_turned_blocks(const Sorted& sorted_words, std::vector<Block>& out) {
    for (const auto& group : sorted_words.turned) {
        Words words;
        for (const PlacedWord& word : group) words.push_back(&word);
        add_plain_blocks(words, Region::TextBox, out);
    }
}

/// A narrow column that begins where full-width text of another page begins goes on with that text; it is no sidebar.
void unmark_sidebars(std::vector<std::vector<FlowLines>>& pages) {
    constexpr float kSameEdge = 3, kWider = 40;
    constexpr std::size_t kFewestLines = 8;
    const auto continues = [&](const FlowLines& sidebar, std::size_t page) {
        for (std::size_t other = 0; other < pages.size(); ++other) {
            if (other == page) continue;
            std::size_t lines = 0;
            for (const FlowLines& flow : pages[other]) {
                const bool body = flow.region == Region::Body && std::abs(flow.left - sidebar.left) < kSameEdge;
                if (body && flow.right > sidebar.right + kWider) lines += flow.lines.size();
            }
            if (lines >= kFewestLines) return true;
        }
        return false;
    };
    for (std::size_t page = 0; page < pages.size(); ++page) {
        for (FlowLines& flow : pages[page]) {
            if (flow.region == Region::Sidebar && continues(flow, page)) flow.region = Region::Body;
        }
    }
}

std::vector<std::vector<Draft>> drafts_of(const std::vector<Parted>& parts) {
    std::vector<std::vector<FlowLines>> flows;
    std::vector<FlowLines> all;
    const Margins margins = margins_of(parts);
    for (const Parted& part : parts) {
        flows.push_back(flow_lines_of(part.body, margins, usual_blank(part.body)));
        all.insert(all.end(), flows.back().begin(), flows.back().end());
    }
    unmark_sidebars(flows);
    const float leading = typical_leading(all);
    std::vector<std::vector<Draft>> drafts(parts.size());
    for (std::size_t page = 0; page < parts.size(); ++page) {
        for (const FlowLines& flow : flows[page]) {
            for (Draft& draft : blocks_of(flow, flows[page], leading)) drafts[page].push_back(std::move(draft));
        }
    }
    return drafts;
}

}  // namespace

std::vector<Page> lay_out(const std::vector<PlacedPage>& sheets) {
    std::vector<Sorted> words;
    std::vector<Words> upright;
    std::vector<std::vector<Rule>> rules;
    for (const PlacedPage& sheet : sheets) {
        words.push_back(sorted(sheet));
        upright.push_back(words.back().upright);
        rules.push_back(sheet.rules);
    }
    const std::vector<Parted> parts = part_running_text(upright, sheets);
    std::vector<std::vector<Draft>> drafts = drafts_of(parts);
    mark_headings(drafts, rules);

    std::vector<Page> pages;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        Page page{sheets[i].width_pt, sheets[i].height_pt, {}};
        add_plain_blocks(parts[i].header, Region::Header, page.blocks);
        for (Draft& draft : drafts[i]) page.blocks.push_back(std::move(draft.block));
        add_turned_blocks(words[i], page.blocks);
        add_plain_blocks(parts[i].footer, Region::Footer, page.blocks);
        add_plain_blocks(words[i].hidden, Region::Body, page.blocks);
        pages.push_back(std::move(page));
    }
    return pages;
}

}  // namespace bespoke::document
