#include "document/layout/gutters.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "document/layout/list_marker.hpp"
#include "document/layout/look.hpp"
#include "document/layout/sides.hpp"

namespace bespoke::document::layout {
namespace {

/// Gaps in a row narrower than this share of the size are blanks between words, not white space.
constexpr float kBlank = 0.45F;
constexpr float kStickOut = 0.5F;
/// A list marker belongs to the text behind it over this gap.
constexpr float kMarkerGap = 4.0F;
/// A gutter is at least this many points wide.
constexpr float kNarrowest = 3;
/// Rows with text on each side that a gutter needs: more where it is so narrow that it may be chance.
constexpr std::size_t kFewestRows = 2, kFewestRowsInLine = 3, kFewestRowsNarrow = 4, kFewestRowsNarrowest = 6;
constexpr float kNarrow = 1.4F, kVeryNarrow = 0.9F, kNarrowestByChance = 0.6F;  ///< in shares of the type size
/// A single label needs this many rows on its right.
constexpr std::size_t kRowsBesideOneLabel = 3;

/// Ink of the rows on a grid of one-point strips.
class InkGrid {
public:
    explicit InkGrid(const std::vector<Row>& rows) : rows_(&rows) {
        bounds_ = rows.front().box;
        for (const Row& row : rows) bounds_ = united(bounds_, row.box);
        strips_ = static_cast<std::size_t>(std::clamp(std::ceil(bounds_.width()), 1.0F, 3000.0F)) + 1;
        for (const Row& row : rows) lines_.push_back(ink_of(row));
    }

    [[nodiscard]] std::size_t strips() const { return strips_; }
    [[nodiscard]] float x_of(std::size_t strip) const { return bounds_.left + static_cast<float>(strip); }
    [[nodiscard]] bool inked(std::size_t row, std::size_t strip) const { return lines_[row][strip]; }
    [[nodiscard]] bool has_left(std::size_t row, std::size_t strip) const { return (*rows_)[row].box.left < x_of(strip); }
    [[nodiscard]] bool has_right(std::size_t row, std::size_t strip) const { return (*rows_)[row].box.right > x_of(strip); }

private:
    [[nodiscard]] std::vector<bool> ink_of(const Row& row) const {
        std::vector<bool> ink(strips_, false);
        float end = row.words.front()->span.box.left;
        bool after_marker = false;
        for (const PlacedWord* word : row.words) {
            const Box& box = word->span.box;
            const float size = word->span.size_pt;
            const float reach = after_marker ? kMarkerGap * size : std::max(kBlank * size, 2.0F);
            const bool goes_on = word != row.words.front() && box.left - end < reach;
            const float begin = goes_on ? std::min(end, box.left) : box.left;
            for (std::size_t strip = strip_of(begin); strip <= strip_of(box.right) && strip < strips_; ++strip) ink[strip] = true;
            end = std::max(end, box.right);
            if (word == row.words.back()) soften_end(ink, box, size);
            after_marker = !goes_on && is_list_marker(word->span.text);
        }
        return ink;
    }
    /// Text that ends its row may stick out into a gutter a little; there is nothing on the right that it could touch.
    void soften_end(std::vector<bool>& ink, const Box& last, float size) const {
        const float soft = std::max(last.left + 1, last.right - kStickOut * size);
        for (std::size_t strip = strip_of(soft); strip < strips_; ++strip) ink[strip] = false;
    }
    [[nodiscard]] std::size_t strip_of(float x) const { return static_cast<std::size_t>(std::max(0.0F, x - bounds_.left)); }

    const std::vector<Row>* rows_;
    Box bounds_;
    std::size_t strips_ = 0;
    std::vector<std::vector<bool>> lines_;
};

bool enough_rows(std::size_t left, std::size_t right) {
    return (left >= kFewestRows && right >= kFewestRows) || (left == 1 && right >= kRowsBesideOneLabel);
}

/// Runs of rows that leave one strip white, cut to those with text on both sides.
void runs_of_strip(const InkGrid& grid, std::size_t rows, std::size_t strip, std::vector<Gutter>& out) {
    std::size_t begin = 0;
    for (std::size_t row = 0; row <= rows; ++row) {
        if (row < rows && !grid.inked(row, strip)) continue;
        std::size_t left = 0, right = 0;
        for (std::size_t i = begin; i < row; ++i) {
            left += grid.has_left(i, strip) ? 1 : 0;
            right += grid.has_right(i, strip) ? 1 : 0;
        }
        if (enough_rows(left, right)) {
            out.push_back({grid.x_of(strip), grid.x_of(strip) + 1, begin, row, Reading::Across});
        }
        begin = row + 1;
    }
}

/// Gutters as maximal rectangles: neighbouring strips with the same run of rows.
std::vector<Gutter> candidates(const std::vector<Row>& rows) {
    const InkGrid grid(rows);
    std::vector<Gutter> open, closed;
    for (std::size_t strip = 0; strip < grid.strips(); ++strip) {
        std::vector<Gutter> here, next;
        runs_of_strip(grid, rows.size(), strip, here);
        for (Gutter& run : here) {
            for (const Gutter& before : open) {
                if (before.first_row == run.first_row && before.end_row == run.end_row) run.left = before.left;
            }
            next.push_back(run);
        }
        for (const Gutter& before : open) {
            const bool goes_on = std::any_of(next.begin(), next.end(), [&](const Gutter& run) {
                return run.left == before.left && run.first_row == before.first_row;
            });
            if (!goes_on) closed.push_back(before);
        }
        open = std::move(next);
    }
    closed.insert(closed.end(), open.begin(), open.end());
    return closed;
}

struct Judged {
    Gutter gutter;
    float score = 0;
};

/// Type size of the smaller text of a side; headings are set larger.
float text_size(const Side& side) {
    std::vector<float> sizes;
    for (const Piece& piece : side) sizes.push_back(piece.size);
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 4), sizes.end());
    return sizes[sizes.size() / 4];
}

/// Rows at the top that have text on the right side only and stand apart, such as a name over two columns, are none
/// of the gutter's.
void trim_top(const std::vector<Row>& rows, Gutter& gutter) {
    const float x = (gutter.left + gutter.right) / 2;
    std::size_t first_both = gutter.first_row;
    while (first_both < gutter.end_row && rows[first_both].box.left > x) ++first_both;
    for (std::size_t row = first_both; row > gutter.first_row; --row) {
        if (row < gutter.end_row && rows[row].box.top - rows[row - 1].box.bottom > 0.8F * rows[row - 1].size) {
            gutter.first_row = row;
            return;
        }
    }
}

bool is_centred_over(const Row& row, const Box& zone) {
    constexpr float kOffCentre = 3;
    const float shift = (row.box.left + row.box.right - zone.left - zone.right) / 2;
    return std::abs(shift) < kOffCentre && row.box.width() < zone.width() / 2;
}

/// A row at the top that is set on the middle of the zone and apart from what is below it, such as a heading, and what is above
/// it, are none of the gutter's.
void trim_centred_top(const std::vector<Row>& rows, Gutter& gutter) {
    const float x = (gutter.left + gutter.right) / 2;
    Box zone = rows.front().box;
    for (const Row& row : rows) zone = united(zone, row.box);
    for (std::size_t row = gutter.first_row; row + 1 < gutter.end_row; ++row) {
        if (rows[row].box.left < x && rows[row].box.right > x) return;
        const bool apart = rows[row + 1].box.top - rows[row].box.bottom > 0.8F * rows[row + 1].size;
        if (apart && is_centred_over(rows[row], zone)) gutter.first_row = row + 1;
    }
}

bool stands_out(const Row& row, const Row& above) {
    const Look look = look_of(row.words), other = look_of(above.words);
    return look.size > 1.1F * other.size || (look.bold && !other.bold);
}

/// Rows at the bottom that have text on the left side only and stand apart or out head the full-width rows below the gutter.
void trim_bottom(const std::vector<Row>& rows, Gutter& gutter) {
    if (gutter.end_row == rows.size()) return;
    const float x = (gutter.left + gutter.right) / 2;
    std::size_t end = gutter.end_row;
    std::size_t widest = gutter.end_row;
    float gap = 0.5F;
    while (end > gutter.first_row + 1 && rows[end - 1].words.back()->span.box.left < x) {
        const float above =
            (rows[end - 1].box.top - rows[end - 2].box.bottom) / std::max(1.0F, std::min(rows[end - 1].size, rows[end - 2].size));
        if (above > gap || stands_out(rows[end - 1], rows[end - 2])) {
            gap = std::max(gap, above);
            widest = end - 1;
        }
        --end;
    }
    gutter.end_row = widest;
}

/// What is cut first where several gutters cross the same rows: columns hold labels, and both hold grids.
float precedence_of(Reading reading) {
    switch (reading) {
        case Reading::Columns: return 1.6F;
        case Reading::Labels: return 1.3F;
        default: return 1e-3F;
    }
}

/// Rows with text on both sides that it takes to trust a gutter of this width, in shares of the type size. Edges in
/// line along a narrow gutter make up for rows.
std::size_t rows_needed(float width, const Sides& sides) {
    if (width >= kNarrow) return 1;
    if (edges_in_line(sides)) return kFewestRowsInLine;
    if (width < kNarrowestByChance) return std::numeric_limits<std::size_t>::max();
    return width < kVeryNarrow ? kFewestRowsNarrowest : kFewestRowsNarrow;
}

Judged judged(const std::vector<Row>& rows, Gutter gutter) {
    trim_top(rows, gutter);
    trim_centred_top(rows, gutter);
    trim_bottom(rows, gutter);
    const Sides sides = sides_of(rows, gutter.first_row, gutter.end_row, (gutter.left + gutter.right) / 2);
    if (!enough_rows(sides.left.size(), sides.right.size())) return {gutter, 0};
    const std::size_t fewer = std::min(sides.left.size(), sides.right.size());
    const float size = std::min(text_size(sides.left), text_size(sides.right));
    const float width = (gutter.right - gutter.left) / size;
    if (fewer < rows_needed(width, sides)) return {gutter, 0};
    if (sides.left.size() == 1 && sides.left.front().row > sides.right.front().row)
        return {gutter, 0};  // no label heads what is above it
    gutter.reading = reading_of(sides);
    if (gutter.reading == Reading::Across || (fewer == 1 && gutter.reading != Reading::Labels)) return {gutter, 0};
    // Height counts most: a gutter beside more lines is the one that the page was laid out with.
    const auto lines = static_cast<float>(sides.left.size() + sides.right.size());
    const float shape = std::pow(std::clamp(width, 0.5F, 2.0F), 0.2F) * (0.3F + share_in_line(sides.right));
    return {gutter, lines * lines * shape * precedence_of(gutter.reading)};
}

}  // namespace

std::optional<Gutter> best_gutter(const std::vector<Row>& rows) {
    if (rows.size() < kFewestRows) return std::nullopt;
    std::optional<Gutter> best;
    float best_score = 0;
    for (const Gutter& candidate : candidates(rows)) {
        if (candidate.right - candidate.left < kNarrowest) continue;
        const Judged judgement = judged(rows, candidate);
        if (judgement.score <= best_score) continue;
        best = judgement.gutter;
        best_score = judgement.score;
    }
    return best;
}

}  // namespace bespoke::document::layout
