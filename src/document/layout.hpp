#pragma once

#include <vector>

#include "document/document.hpp"

namespace bespoke::document {

/// A word as drawn: one look, one baseline, no blanks inside.
struct PlacedWord {
    Span span;           ///< text without surrounding blanks; box is the box of the word on the page
    float baseline = 0;  ///< y of the baseline in points from the top, once the page is turned by `quarter_turns`
    int order = 0;       ///< rank in the content stream
    /// Direction of writing: 0 left to right, 1 upwards, 2 upside down, 3 downwards.
    int quarter_turns = 0;
    /// Usual gap between its letters in points, where they are spaced out.
    float letter_gap = 0;
    /// The file itself put a blank between this word and the one before it in the content stream.
    bool after_blank = false;
};

/// A drawn straight line or thin rectangle: separates columns, underlines headings, borders tables.
struct Rule {
    Box box;
    Colour colour;
};

/// A filled area behind text: the ground of a sidebar, a banner, a tag.
struct Panel {
    Box box;
    Colour colour;
};

/// One page as a renderer sees it.
struct PlacedPage {
    float width_pt = 0, height_pt = 0;
    std::vector<PlacedWord> words;
    std::vector<Rule> rules;
    std::vector<Panel> panels;
};

/// Compute reading order: words → lines → blocks, columns and sidebars told apart by white space and rules,
/// running headers and footers by repetition across pages. Every word of the input is in the output once; words that
/// are hidden stand in blocks of their own after the shown ones. Pure: the same input gives the same output.
std::vector<Page> lay_out(const std::vector<PlacedPage>& pages);

}  // namespace bespoke::document
