#pragma once

#include <string>
#include <vector>

#include "document/layout/look.hpp"
#include "document/layout/reading_order.hpp"

namespace bespoke::document::layout {

/// A row as text, with what decides whether the next row goes on with it.
struct TextLine {
    Line line;
    std::string marker;  ///< bullet or number that opens it, taken out of `line`
    float left = 0;      ///< where the row begins, marker included
    float text_left = 0;
    float last_part_left = 0;  ///< where the text behind the last wide gap begins; `text_left` without one
    float right = 0;
    float baseline = 0, size = 0;
    float first_word_width = 0;
    bool has_gap = false;        ///< a wide gap parts the line
    Look look;                   ///< of most of the line
    Look first_look, last_look;  ///< of its first and its last word
};

/// The blank between words of a document, in shares of the type size: what three of four gaps don't exceed.
float usual_blank(const Words& words);

/// The lines of a flow. A row that holds several list items side by side gives several lines.
std::vector<TextLine> lines_of(const Flow& flow, float usual_blank);

/// One line of these words as they stand, for text outside of the reading order.
Line plain_line(const Words& words);

}  // namespace bespoke::document::layout
