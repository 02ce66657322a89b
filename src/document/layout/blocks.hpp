#pragma once

#include <vector>

#include "document/layout/text_line.hpp"

namespace bespoke::document::layout {

/// The lines of one flow with where they come from.
struct FlowLines {
    std::vector<TextLine> lines;
    bool heads = false;
    int column = 0;
    Region region = Region::Body;
    float left = 0, right = 0;
};

/// A block and the looks that decide whether it is a heading.
struct Draft {
    Block block;
    Look look;
    float top_gap = 0;   ///< white space above, in shares of its size; large at the top of a flow
    bool heads = false;  ///< it is a label that heads what follows
    bool has_gap = false;
    float text_left = 0;
    float list_left = 0;  ///< where the marker stands; meaningful for list items
};

/// Distance of baselines in running text, in shares of the type size.
float typical_leading(const std::vector<FlowLines>& flows);

/// Join lines that wrap into paragraphs and list items. `page_flows` are all flows of the page, whose lines show how
/// wide text is set.
std::vector<Draft> blocks_of(const FlowLines& flow, const std::vector<FlowLines>& page_flows, float leading);

}  // namespace bespoke::document::layout
