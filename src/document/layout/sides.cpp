#include "document/layout/sides.hpp"

#include <algorithm>
#include <cmath>

#include "document/layout/list_marker.hpp"
#include "document/layout/look.hpp"

namespace bespoke::document::layout {
namespace {

/// Two edges within this many points are aligned.
constexpr float kAligned = 2.5F;
/// White space that always parts two bands of a grid, in shares of the type size.
constexpr float kWideBandGap = 1.2F;
constexpr std::size_t kTooFewForColumns = 2;
/// Labels are not set much larger than what they label.
constexpr float kLargestLabel = 2.0F;

float share(std::size_t part, std::size_t whole) { return whole == 0 ? 0 : static_cast<float>(part) / static_cast<float>(whole); }

/// Largest share of the pieces that have this edge in common.
template <class Edge>
float aligned_share(const Side& side, Edge edge) {
    std::size_t most = 0;
    for (const Piece& piece : side) {
        const auto count = static_cast<std::size_t>(std::count_if(
            side.begin(), side.end(), [&](const Piece& other) { return std::abs(edge(other) - edge(piece)) < kAligned; }));
        most = std::max(most, count);
    }
    return share(most, side.size());
}

bool hangs_on_right_edge(const Side& side) {
    const float right = aligned_share(side, [](const Piece& piece) { return piece.box.right; });
    const float left = aligned_share(side, [](const Piece& piece) { return piece.box.left; });
    return right >= 0.7F && right > left;
}

/// First lines of those that follow each other closely.
Side block_leaders(const Side& side) {
    Side leaders;
    for (std::size_t i = 0; i < side.size(); ++i) {
        const bool apart = i == 0 || side[i].box.top - side[i - 1].box.bottom > 0.55F * std::min(side[i].size, side[i - 1].size);
        if (apart) leaders.push_back(side[i]);
    }
    return leaders;
}

std::size_t block_count(const Side& side) { return block_leaders(side).size(); }

const Piece* in_row(const Side& side, std::size_t row) {
    const auto found = std::find_if(side.begin(), side.end(), [&](const Piece& piece) { return piece.row == row; });
    return found == side.end() ? nullptr : &*found;
}

std::size_t attached_count(const Side& some, const Side& others) {
    return static_cast<std::size_t>(
        std::count_if(some.begin(), some.end(), [&](const Piece& piece) { return in_row(others, piece.row) != nullptr; }));
}

/// Pieces whose top or baseline meets that of a line of the other side, and which are not set much larger.
std::size_t beside_count(const Side& some, const Side& others) {
    return static_cast<std::size_t>(std::count_if(some.begin(), some.end(), [&](const Piece& piece) {
        return std::any_of(others.begin(), others.end(), [&](const Piece& other) {
            const float size = std::min(piece.size, other.size);
            const bool level =
                std::abs(piece.box.top - other.box.top) < 0.25F * size || std::abs(piece.baseline - other.baseline) < 0.2F * size;
            return level && piece.size < kLargestLabel * other.size;
        });
    }));
}

/// How often the look changes from line to line: a column has headings and body, a list of labels has one look.
bool changes_look(const Side& side) {
    std::size_t changes = 0;
    for (std::size_t i = 1; i < side.size(); ++i)
        changes += same_look(look_of(side[i].words), look_of(side[i - 1].words)) ? 0 : 1;
    return changes * 5 >= side.size();
}

/// White space above each piece's row, in shares of the type size; 0 for the second piece of a row and the first row.
std::vector<float> gaps_above(const std::vector<const Piece*>& pieces) {
    std::vector<float> gaps(pieces.size(), 0);
    float bottom = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0 && pieces[i]->row != pieces[i - 1]->row) {
            gaps[i] = std::max(0.0F, pieces[i]->box.top - bottom) / std::max(pieces[i]->size, pieces[i - 1]->size);
        }
        bottom = i == 0 ? pieces[i]->box.bottom : std::max(bottom, pieces[i]->box.bottom);
    }
    return gaps;
}

/// The gap that tells bands from the lines within a cell: half-way between the narrowest and the widest.
float band_gap(const std::vector<float>& gaps) {
    float narrow = kWideBandGap, wide = 0;
    for (const float gap : gaps) {
        if (gap <= 0) continue;
        narrow = std::min(narrow, gap);
        wide = std::max(wide, gap);
    }
    return wide > 1.3F * narrow + 0.1F ? std::min((narrow + wide) / 2, kWideBandGap) : kWideBandGap;
}

/// Share of the bands whose cells start on one line; side by side columns have few such bands.
float starting_together(const std::vector<Sides>& bands) {
    std::size_t together = 0;
    for (const Sides& band : bands) {
        if (band.left.empty() || band.right.empty() || band.left.front().row == band.right.front().row) ++together;
    }
    return share(together, bands.size());
}

/// Rows of cells of one look, some of which wrap.
bool has_wrapped_cells(const Sides& sides) {
    const std::vector<Sides> bands = bands_of(sides);
    std::size_t full = 0, wrapped = 0;
    for (const Sides& band : bands) {
        full += band.left.empty() || band.right.empty() ? 0 : 1;
        wrapped += band.left.size() > 1 || band.right.size() > 1 ? 1 : 0;
    }
    return bands.size() >= 3 && wrapped > 0 && wrapped < bands.size() && share(full, bands.size()) >= 0.75F &&
           starting_together(bands) >= 0.9F;
}

/// Rows in which both sides look alike while the look changes downwards: cells of a grid, each read by itself.
bool is_grid(const Sides& sides) {
    std::size_t shared = 0, alike = 0;
    for (const Piece& piece : sides.left) {
        const Piece* other = in_row(sides.right, piece.row);
        if (other == nullptr) continue;
        ++shared;
        alike += same_look(look_of(piece.words), look_of(other->words)) ? 1 : 0;
    }
    if (shared < 2 || alike * 10 < shared * 8 || !changes_look(sides.left) || !changes_look(sides.right)) return false;
    return starting_together(bands_of(sides)) >= 0.8F;
}

/// Few lines on one side, the first of which shares its baseline with the other side: no column, but the end of a row
/// that wraps.
bool starts_like_a_row(const Sides& sides) {
    const bool right_is_fewer = sides.right.size() <= sides.left.size();
    const Side &fewer = right_is_fewer ? sides.right : sides.left, &others = right_is_fewer ? sides.left : sides.right;
    return fewer.size() <= kTooFewForColumns && in_row(others, fewer.front().row) != nullptr;
}

std::size_t bullet_count(const Side& side) {
    return static_cast<std::size_t>(std::count_if(side.begin(), side.end(), [](const Piece& piece) {
        return piece.words.size() > 1 && is_bullet(piece.words.front()->span.text);
    }));
}

bool starts_lower(const Piece& piece) {
    const char first = piece.words.front()->span.text.front();
    return first >= 'a' && first <= 'z';
}

bool ends_with_dash(const Piece& piece) {
    const std::string& text = piece.words.back()->span.text;
    return text.ends_with("-") || text.ends_with("–") || text.ends_with("—");
}

/// Several list items or lines that go on in the next line: more than dates or labels, even if the baselines of both
/// sides happen to be the same.
bool has_running_text(const Side& side) {
    constexpr std::size_t kFewestLines = 5, kFewestSigns = 2;
    std::size_t sequels = 0;
    for (std::size_t i = 1; i < side.size(); ++i) {
        const bool close = side[i].box.top - side[i - 1].box.bottom < 0.6F * side[i].size;
        sequels += close && starts_lower(side[i]) && !ends_with_dash(side[i - 1]) &&
                           same_look(look_of(side[i].words), look_of(side[i - 1].words))
                       ? 1
                       : 0;
    }
    return side.size() >= kFewestLines && (bullet_count(side) >= kFewestSigns || sequels >= kFewestSigns);
}

bool is_narrow(const Side& side, const Side& other) {
    const auto width = [](const Side& pieces) {
        Box box = pieces.front().box;
        for (const Piece& piece : pieces) box = united(box, piece.box);
        return box.width();
    };
    return width(side) < 0.35F * width(other);
}

/// All of the left side is set in one look that most of the right side has not: headings in the margin. A column would
/// have text below its headings.
bool has_one_striking_look(const Sides& sides) {
    constexpr std::size_t kFewest = 3;
    const Look look = look_of(sides.left.front().words);
    const auto other = [&](const Piece& piece) { return !same_look(look_of(piece.words), look); };
    const auto plain = std::count_if(sides.right.begin(), sides.right.end(), other);
    return sides.left.size() >= kFewest && std::none_of(sides.left.begin(), sides.left.end(), other) &&
           share(static_cast<std::size_t>(plain), sides.right.size()) >= 0.7F &&
           look.size < kLargestLabel * sides.right.back().size;
}

Reading reading_by_left_labels(const Sides& sides, float attached) {
    const float lines_per_block = share(sides.left.size(), block_count(sides.left));
    if (attached >= 0.8F) {
        if ((lines_per_block > 2.5F && changes_look(sides.left)) || has_running_text(sides.left)) return Reading::Columns;
        return Reading::Labels;
    }
    const Side leaders = block_leaders(sides.left);
    const float beside = share(beside_count(leaders, sides.right), leaders.size());
    const bool sparse = static_cast<float>(sides.left.size()) <= 0.6F * static_cast<float>(sides.right.size());
    if (!sparse) return Reading::Columns;
    if (lines_per_block <= 1.6F && beside >= 0.7F) return Reading::Labels;
    if (lines_per_block <= 2.2F && beside >= 0.7F && is_narrow(sides.left, sides.right)) return Reading::Labels;
    if (has_one_striking_look(sides)) return Reading::Labels;
    return Reading::Columns;
}

}  // namespace

Sides sides_of(const std::vector<Row>& rows, std::size_t first, std::size_t end, float x) {
    Sides sides;
    for (std::size_t i = first; i < end; ++i) {
        Piece left, right;
        for (const PlacedWord* word : rows[i].words) {
            Piece& piece = word->span.box.left < x ? left : right;
            piece.size = std::max(piece.size, word->span.size_pt);
            piece.words.push_back(word);
        }
        for (auto [piece, side] : {std::pair(&left, &sides.left), std::pair(&right, &sides.right)}) {
            if (piece->words.empty()) continue;
            piece->row = i;
            piece->box = box_of(piece->words);
            piece->baseline = rows[i].baseline;
            side->push_back(std::move(*piece));
        }
    }
    return sides;
}

float share_in_line(const Side& side) {
    return aligned_share(side, [](const Piece& piece) { return piece.box.left; });
}

bool edges_in_line(const Sides& sides) {
    const float left_end = aligned_share(sides.left, [](const Piece& piece) { return piece.box.right; });
    const float right_start = share_in_line(sides.right);
    return (left_end >= 0.75F && right_start >= 0.5F) || (right_start >= 0.99F && share_in_line(sides.left) >= 0.9F);
}

std::vector<Sides> bands_of(const Sides& sides) {
    std::vector<const Piece*> pieces;
    for (const Side* side : {&sides.left, &sides.right}) {
        for (const Piece& piece : *side) pieces.push_back(&piece);
    }
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece* a, const Piece* b) { return a->row < b->row; });
    const std::vector<float> gaps = gaps_above(pieces);
    const float limit = band_gap(gaps);
    // Where the cells' first line has a look of its own, each band begins with that look.
    const Look first = sides.right.empty() ? Look{} : look_of(sides.right.front().words);
    const bool headed =
        std::any_of(pieces.begin(), pieces.end(), [&](const Piece* piece) { return !same_look(look_of(piece->words), first); });
    std::vector<Sides> bands(1);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const bool heads = !headed || same_look(look_of(pieces[i]->words), first);
        if (gaps[i] > (heads ? limit : kWideBandGap)) bands.emplace_back();
        const bool left = in_row(sides.left, pieces[i]->row) == pieces[i];
        (left ? bands.back().left : bands.back().right).push_back(*pieces[i]);
    }
    return bands;
}

Reading reading_of(const Sides& sides) {
    const bool right_is_sparse = sides.right.size() <= sides.left.size();
    const float right_attached = share(attached_count(sides.right, sides.left), sides.right.size());
    const float left_attached = share(attached_count(sides.left, sides.right), sides.left.size());
    if (right_attached >= 0.8F && hangs_on_right_edge(sides.right)) return Reading::Across;
    if (right_attached >= 0.7F && !(has_running_text(sides.right) && has_running_text(sides.left)) && is_grid(sides))
        return Reading::Grid;
    if (starts_like_a_row(sides) && right_attached < 0.8F && left_attached < 0.8F) return Reading::Across;
    if (bullet_count(sides.left) >= 2 && bullet_count(sides.right) >= 2) return Reading::Columns;
    if (!right_is_sparse) return reading_by_left_labels(sides, left_attached);
    if (right_attached < 0.8F || has_running_text(sides.right)) return Reading::Columns;
    if (has_wrapped_cells(sides)) return Reading::Grid;
    const float lines_per_block = share(sides.right.size(), block_count(sides.right));
    return lines_per_block > 2.5F && changes_look(sides.right) ? Reading::Columns : Reading::Across;
}

}  // namespace bespoke::document::layout
