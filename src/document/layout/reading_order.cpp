#include "document/layout/reading_order.hpp"

#include <algorithm>

#include "document/layout/gutters.hpp"
#include "document/layout/labels.hpp"
#include "document/layout/sides.hpp"

namespace bespoke::document::layout {
namespace {

/// Deeper nesting than this is no layout; what is left is read row by row.
constexpr int kMaxDepth = 12;
/// A column that takes less than this share of the two is a sidebar, if it has some height.
constexpr float kSidebarShare = 0.42F;
constexpr std::size_t kSidebarRows = 8;
constexpr float kCellGap = 1, kColumnGap = 2.5F;

struct Place {
    int column = 0;
    Region region = Region::Body;
    float left = 0, right = 0;
    int depth = 0;
};

Words words_of(const std::vector<Row>& rows, std::size_t first, std::size_t end) {
    Words words;
    for (std::size_t i = first; i < end; ++i) words.insert(words.end(), rows[i].words.begin(), rows[i].words.end());
    return words;
}

Words words_of(const Side& side) {
    Words words;
    for (const Piece& piece : side) words.insert(words.end(), piece.words.begin(), piece.words.end());
    return words;
}

class Orderer {
public:
    void order(const Words& words, const Place& place) {
        if (words.empty()) return;
        std::vector<Row> rows = rows_of(words);
        const std::optional<Gutter> gutter = place.depth < kMaxDepth ? best_gutter(rows) : std::nullopt;
        if (!gutter) {
            flows_.push_back({std::move(rows), {}, false, place.column, place.region, place.left, place.right});
            return;
        }
        Place inner = place;
        ++inner.depth;
        order(words_of(rows, 0, gutter->first_row), inner);
        const Sides sides = sides_of(rows, gutter->first_row, gutter->end_row, (gutter->left + gutter->right) / 2);
        switch (gutter->reading) {
            case Reading::Labels: order_labels(sides, rows, inner); break;
            case Reading::Grid:
                for (const Sides& band : bands_of(sides)) order_columns(band, inner, kCellGap);
                break;
            default: order_columns(sides, inner, kColumnGap); break;
        }
        order(words_of(rows, gutter->end_row, rows.size()), inner);
    }

    std::vector<Flow> take() { return std::move(flows_); }

private:
    /// `gap`: the white space, in shares of the type size, that text of the left side keeps from the right one.
    void order_columns(const Sides& sides, const Place& place, float gap) {
        if (sides.left.empty() || sides.right.empty()) return order_only(sides, place);
        const Words left = words_of(sides.left), right = words_of(sides.right);
        const Box left_box = box_of(left), right_box = box_of(right);
        Place left_place = place, right_place = place;
        left_place.right = std::max(left_box.right, right_box.left - gap * sides.left.back().size);
        right_place.left = right_box.left;
        ++right_place.column;
        const float total = left_box.width() + right_box.width();
        if (sides.left.size() + sides.right.size() >= 2 * kSidebarRows) {
            if (left_box.width() < kSidebarShare * total) left_place.region = Region::Sidebar;
            if (right_box.width() < kSidebarShare * total) right_place.region = Region::Sidebar;
        }
        order(left, left_place);
        order(right, right_place);
    }

    void order_only(const Sides& sides, Place place) {
        if (sides.left.empty()) {
            ++place.column;
            place.left = box_of(words_of(sides.right)).left;
        }
        order(words_of(sides.left.empty() ? sides.right : sides.left), place);
    }

    void order_labels(const Sides& sides, const std::vector<Row>& rows, const Place& place) {
        const std::vector<Label> labels = labels_of(sides, place.right);
        const bool headings = are_headings(labels, sides);
        Place text_place = place;
        text_place.left = box_of(words_of(sides.right)).left;
        order(text_between(sides, 0, labels.front().first_row), text_place);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const std::size_t end = i + 1 < labels.size() ? labels[i + 1].first_row : rows.size();
            const Words text = text_between(sides, labels[i].first_row, end);
            const std::size_t first_flow = flows_.size();
            const bool on_line = !headings && labels[i].on_baseline;
            if (!on_line) {
                flows_.push_back({rows_of(labels[i].words), {}, headings, place.column, place.region, place.left, place.right});
            }
            order(text, text_place);
            if (on_line && first_flow < flows_.size()) flows_[first_flow].label = labels[i].words;
        }
    }

    static Words text_between(const Sides& sides, std::size_t first_row, std::size_t end_row) {
        Words words;
        for (const Piece& piece : sides.right) {
            if (piece.row >= first_row && piece.row < end_row) words.insert(words.end(), piece.words.begin(), piece.words.end());
        }
        return words;
    }

    std::vector<Flow> flows_;
};

}  // namespace

std::vector<Flow> reading_order(const Words& words, const Margins& margins) {
    Orderer orderer;
    orderer.order(words, {0, Region::Body, margins.left, margins.right, 0});
    return orderer.take();
}

}  // namespace bespoke::document::layout
