#include "document/layout/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "document/layout/look.hpp"

namespace bespoke::document::layout {
namespace {

const Piece* in_row(const Side& side, std::size_t row) {
    const auto found = std::find_if(side.begin(), side.end(), [&](const Piece& piece) { return piece.row == row; });
    return found == side.end() ? nullptr : &*found;
}

/// Lines of one label stand closer than this share of their size.
constexpr float kCloseLines = 0.6F;
constexpr float kLooserThanClosest = 1.2F, kHeadingLeading = 1.6F;

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool leads_on(std::string_view last_word) {
    constexpr std::array<std::string_view, 9> kEnds{"-", "–", "—", "/", ",", "&", "to", "and", "until"};
    return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
        return last_word == end || (!(end[0] >= 'a' && end[0] <= 'z') && last_word.ends_with(end));
    });
}

bool starts_as_sequel(std::string_view first_word) {
    return first_word.starts_with("-") || first_word.starts_with("–") || first_word.starts_with("—") ||
           first_word.starts_with("&") || (first_word[0] >= 'a' && first_word[0] <= 'z');
}

/// The label line `next` goes on with `last` instead of labelling its own row.
bool goes_on(const Piece& last, const Piece& next, const Sides& sides, float right_edge) {
    if (next.box.top - last.box.bottom > kCloseLines * std::min(last.size, next.size)) return false;
    const Piece* beside = in_row(sides.right, next.row);
    if (beside == nullptr) return true;
    if (leads_on(last.words.back()->span.text) || starts_as_sequel(next.words.front()->span.text)) return true;
    // The text beside the label before is a paragraph that goes on here.
    const Piece* before = in_row(sides.right, last.row);
    return before != nullptr && before->box.right + beside->words.front()->span.box.width() > right_edge &&
           next.row == last.row + 1 && same_look(look_of(before->words), look_of(beside->words));
}

/// Smallest distance of baselines between neighbouring lines of one look.
float closest_lines(const Side& side) {
    float closest = std::numeric_limits<float>::max();
    for (std::size_t i = 1; i < side.size(); ++i) {
        if (same_look(look_of(side[i - 1].words), look_of(side[i].words)))
            closest = std::min(closest, side[i].baseline - side[i - 1].baseline);
    }
    return closest;
}

/// The line follows the one before in the same look and as closely as lines of one label do.
bool is_close(const Piece& last, const Piece& next, float closest) {
    const float distance = next.baseline - last.baseline;
    return distance < kLooserThanClosest * closest && distance < kHeadingLeading * next.size &&
           same_look(look_of(last.words), look_of(next.words));
}

/// The label line is level with text that stands apart from what is above it.
bool starts_beside_new_text(const Piece& label, const Side& right) {
    constexpr float kApart = 0.6F;
    for (std::size_t i = 1; i < right.size(); ++i) {
        const bool level = std::abs(right[i].box.top - label.box.top) < 0.4F * right[i].size;
        if (level) return right[i].box.top - right[i - 1].box.bottom > kApart * right[i].size;
    }
    return false;
}

/// Row of the right side that starts level with the label; the label's own row if none does.
std::size_t labelled_row(const Piece& label, const Side& right) {
    for (const Piece& piece : right) {
        const float size = std::min(piece.size, label.size);
        const bool level =
            std::abs(piece.box.top - label.box.top) < 0.6F * size || std::abs(piece.baseline - label.baseline) < 0.4F * size;
        if (level) return std::min(piece.row, label.row);
    }
    return label.row;
}

template <class GoesOn>
std::vector<Label> grouped(const Sides& sides, GoesOn goes_on_with) {
    std::vector<Label> labels;
    const Piece* last = nullptr;
    for (const Piece& piece : sides.left) {
        if (last != nullptr && goes_on_with(*last, piece)) {
            labels.back().words.insert(labels.back().words.end(), piece.words.begin(), piece.words.end());
            ++labels.back().lines;
        } else {
            labels.push_back({piece.words, labelled_row(piece, sides.right), in_row(sides.right, piece.row) != nullptr, 1});
        }
        last = &piece;
    }
    return labels;
}

bool mostly_without_digits(const std::vector<Label>& labels) {
    const auto with_digits = std::count_if(labels.begin(), labels.end(), [](const Label& label) {
        return std::any_of(label.words.begin(), label.words.end(), [](const auto* word) { return has_digit(word->span.text); });
    });
    return static_cast<std::size_t>(with_digits) * 3 <= labels.size();
}

/// Headings set in the margin: one look that strikes the eye beside the text, each with several rows.
bool are_margin_headings(const std::vector<Label>& labels, const Sides& sides) {
    constexpr std::size_t kFewest = 3, kRowsEach = 2, kMostLines = 4;
    if (labels.size() < kFewest || sides.right.size() < kRowsEach * labels.size() || !mostly_without_digits(labels)) return false;
    const Look look = look_of(labels.front().words);
    const bool alike = std::all_of(labels.begin(), labels.end(), [&](const Label& label) {
        return label.lines <= kMostLines && same_look(look_of(label.words), look);
    });
    const auto plain = std::count_if(sides.right.begin(), sides.right.end(),
                                     [&](const Piece& piece) { return !same_look(look_of(piece.words), look); });
    return alike && static_cast<std::size_t>(plain) * 2 > sides.right.size();
}

}  // namespace

std::vector<Label> labels_of(const Sides& sides, float right_edge) {
    const float closest = closest_lines(sides.left);
    const std::vector<Label> blocks = grouped(sides, [&](const Piece& last, const Piece& next) {
        return is_close(last, next, closest) && !starts_beside_new_text(next, sides.right);
    });
    if (are_margin_headings(blocks, sides)) return blocks;
    return grouped(sides, [&](const Piece& last, const Piece& next) { return goes_on(last, next, sides, right_edge); });
}

bool are_headings(const std::vector<Label>& labels, const Sides& sides) {
    if (!mostly_without_digits(labels)) return false;
    const auto off_baseline = std::count_if(labels.begin(), labels.end(), [](const Label& label) { return !label.on_baseline; });
    return sides.right.size() >= 3 * labels.size() || static_cast<std::size_t>(off_baseline) * 2 > labels.size();
}

}  // namespace bespoke::document::layout
