#pragma once

#include <memory>
#include <vector>

#include "artifacts/view/view.hpp"

typedef struct _PangoLayout PangoLayout;
typedef struct _PangoLayoutLine PangoLayoutLine;

namespace bespoke::artifacts {

/// Least space between left and right text of a line, in points.
inline constexpr float kColumnGap = 14;

struct UnrefLayout {
    void operator()(PangoLayout*) const;
};
using LayoutPtr = std::unique_ptr<PangoLayout, UnrefLayout>;

/// Shaped text that may be drawn; lines are numbered from 0.
struct Shaped {
    LayoutPtr layout;
    std::vector<Run> runs;
    float width = 0;   ///< points, of the widest line
    float height = 0;  ///< points, that a line of these fonts takes by their own measure, line gap included
    int lines = 0;
};

/// One line of a block as it stands on paper, in points.
struct Row {
    int block = 0, line = 0;
    float gap = 0;  ///< above; dropped at the top of a page
    float height = 0;
    float baseline = 0;  ///< from the top of the row
    bool may_start_page = true;
    int page = 0;   ///< from 0; set by paginate
    float top = 0;  ///< from the top of the page; set by paginate
};

/// A block with its text shaped. Positions are from the left margin.
struct LaidBlock {
    BlockKind kind = BlockKind::Paragraph;
    Shaped left, right, marker;  ///< right and marker may be without layout
    float indent = 0;
    float rule_gap = 0;  ///< below the heading's text, where the line is drawn; 0 for no line
};

struct Layout {
    std::vector<LaidBlock> blocks;
    std::vector<Row> rows;
    int pages = 1;
};

/// Break a view into lines and pages. No headings or entry heads at the bottom of a page, no single lines of a paragraph at the
/// top or bottom. Nothing is drawn.
Layout lay_out(const View&, const StyleGuide&);

/// Shape runs into lines of at most `width_pt` (0: one line).
Shaped shape(std::vector<Run> runs, const StyleGuide&, float width_pt);
/// Width of the runs on one line, in points.
float width_of(const std::vector<Run>&, const StyleGuide&);

/// The block in pieces that can be shaped in reasonable time; real text comes back whole.
std::vector<Block> cut_giant_text(Block);

/// Put rows on pages of `page_height` with these margins, all in points. Returns the number of pages, at least 1.
int paginate(std::vector<Row>& rows, float margin_top, float usable_height);

/// The view with its lines cut where separators allow so that they fit the page: contact data into lines of about one length,
/// and an entry's first line after what goes beside its date.
View with_lines_cut(View, const StyleGuide&);

/// A guide and the pages that a resume takes in it.
struct Fitted {
    StyleGuide guide;
    int pages = 1;
};
/// The guide, shrunk as far as `max_pages` asks: gaps, then margins, then sizes (never below 9 pt). What can't reach the budget
/// gets as few pages as can be, with as little shrinking as that takes. `max_pages` <= 0: as it is.
Fitted fit(const resume::Resume&, const StyleGuide&, int max_pages);

}  // namespace bespoke::artifacts
