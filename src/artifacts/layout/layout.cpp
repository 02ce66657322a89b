#include "artifacts/layout/layout.hpp"

#include <pango/pangocairo.h>

#include <algorithm>

namespace bespoke::artifacts {
namespace {

constexpr float kWidestRight = 0.45F;  // of the line; wider right text gets a line of its own
constexpr float kShortLine = 0.16F;    // of the column
constexpr float kNarrowest = 36;       // a column too narrow for a word still gets this

struct LineMetrics {
    float height, ascent;
};

LineMetrics metrics(PangoLayout* layout, int line) {
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, line), nullptr, &logical);
    return {static_cast<float>(logical.height) / PANGO_SCALE, static_cast<float>(-logical.y) / PANGO_SCALE};
}

float last_width(const Shaped& shaped) {
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(shaped.layout.get(), shaped.lines - 1), nullptr, &logical);
    return static_cast<float>(logical.width) / PANGO_SCALE;
}

class Builder {
public:
    explicit Builder(const StyleGuide& guide)
        : guide_(guide), width_(guide.page_width_pt - guide.margin_left_pt - guide.margin_right_pt) {}

    void add(const Block& block, float gap) {
        auto own = block;
        std::vector<Run> overflow;
        if (!own.right.empty() && width_of(own.right, guide_) > kWidestRight * width_) overflow = std::exchange(own.right, {});
        add_pieces(std::move(own), gap);
        if (overflow.empty()) return;
        keep_ = true;
        add_pieces({block.kind, std::move(overflow), {}}, 0);
    }
    void keep_with_next() { keep_ = true; }
    Layout take() { return std::move(layout_); }

private:
    void add_pieces(Block block, float gap) {
        bool is_first = true;
        for (auto& piece : cut_giant_text(std::move(block))) {
            add_laid(lay(piece, is_first), is_first ? gap : 0);
            is_first = false;
        }
    }

    LaidBlock lay(const Block& block, bool is_first) {
        LaidBlock laid;
        laid.kind = block.kind;
        if (block.kind == BlockKind::Bullet) {
            laid.indent = guide_.bullet_indent_pt;
            if (is_first) laid.marker = shape({{guide_.bullet, Look::Marker, ""}}, guide_, 0);
        }
        float room = width_ - laid.indent;
        if (!block.right.empty()) {
            laid.right = shape(block.right, guide_, 0);
            room -= laid.right.width + kColumnGap;
        }
        room = std::max(room, kNarrowest);
        laid.left = block.kind == BlockKind::Bullet ? shape_evenly(block.left, room) : shape(block.left, guide_, room);
        if (block.kind == BlockKind::Heading && guide_.heading_rule) laid.rule_gap = 0.22F * guide_.heading.size_pt;
        return laid;
    }

    /// A last line of one short word looks like a mistake: a slightly narrower column often gives it company. For list items
    /// only: elsewhere a line that ends early is taken for the end of a paragraph by those who read the file.
    [[nodiscard]] Shaped shape_evenly(const std::vector<Run>& runs, float room) const {
        auto shaped = shape(runs, guide_, room);
        if (shaped.lines < 2 || last_width(shaped) > kShortLine * room) return shaped;
        for (const float share : {0.97F, 0.94F, 0.91F}) {
            auto narrower = shape(runs, guide_, share * room);
            if (narrower.lines == shaped.lines && last_width(narrower) > kShortLine * room) return narrower;
        }
        return shaped;
    }

    void add_laid(LaidBlock laid, float gap) {
        const auto index = static_cast<int>(layout_.blocks.size());
        const int lines = laid.left.lines;
        for (int line = 0; line < lines; ++line) {
            Row row;
            row.block = index;
            row.line = line;
            row.gap = line == 0 ? gap : 0;
            measure(laid, row);
            // Two lines at least at the bottom of a page and at the top of the next.
            const bool orphan = line == 1 || line == lines - 1;
            row.may_start_page = line == 0 ? !keep_ : !orphan && !keeps_with_next(laid.kind);
            layout_.rows.push_back(row);
        }
        keep_ = false;
        layout_.blocks.push_back(std::move(laid));
    }

    void measure(const LaidBlock& laid, Row& row) const {
        auto line = metrics(laid.left.layout.get(), row.line);
        if (laid.right.layout && row.line == laid.left.lines - 1) {
            const auto right = metrics(laid.right.layout.get(), 0);
            const auto below = std::max(line.height - line.ascent, right.height - right.ascent);
            line.ascent = std::max(line.ascent, right.ascent);
            line.height = line.ascent + below;
        }
        // As Word does it: a multiple of the height that the font itself asks for.
        const float pitch = guide_.line_spacing * std::max(line.height, std::max(laid.left.height, laid.right.height));
        row.baseline = line.ascent + (pitch - line.height) / 2;
        row.height = pitch + (row.line == laid.left.lines - 1 ? laid.rule_gap : 0);
    }

    const StyleGuide& guide_;
    float width_;
    Layout layout_;
    bool keep_ = false;
};

}  // namespace

Layout lay_out(const View& view, const StyleGuide& guide) {
    Builder builder(guide);
    const auto& blocks = view.blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        builder.add(blocks[i], gap_above(i > 0 ? &blocks[i - 1] : nullptr, blocks[i], guide));
        if (keeps_together(blocks, i)) builder.keep_with_next();
    }
    auto layout = builder.take();
    layout.pages =
        paginate(layout.rows, guide.margin_top_pt, guide.page_height_pt - guide.margin_top_pt - guide.margin_bottom_pt);
    return layout;
}

}  // namespace bespoke::artifacts
