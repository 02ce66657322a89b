#include "drawn_bullets.hpp"

#include <algorithm>
#include <cmath>

namespace bespoke::reader {
namespace {

using document::PlacedWord;

// Shares of the type size.
constexpr float kFarthest = 2.5F;
constexpr float kNearest = 0.1F;
constexpr float kLargest = 0.5F, kSmallest = 0.1F;
constexpr float kNeighbour = 2.0F;  ///< dots closer than this times their width are a row of dots

bool is_in_row_of_dots(const Box& dot, const std::vector<Box>& dots) {
    return std::any_of(dots.begin(), dots.end(), [&](const Box& other) {
        const float distance = std::abs(other.left - dot.left);
        return distance > 0.5F * dot.width() && distance < kNeighbour * dot.width() &&
               std::abs(other.top - dot.top) < 0.5F * dot.height();
    });
}

/// The dot stands where a bullet of this word would.
bool opens(const Box& dot, const PlacedWord& word) {
    const float size = word.span.size_pt;
    const float gap = word.span.box.left - dot.right;
    const float middle = (dot.top + dot.bottom) / 2;
    return word.quarter_turns == 0 && word.span.visibility == document::Visibility::Shown && gap > kNearest * size &&
           gap < kFarthest * size && middle < word.baseline && middle > word.baseline - 0.8F * size &&
           dot.height() > kSmallest * size && dot.height() < kLargest * size;
}

PlacedWord bullet_at(const Box& dot, const PlacedWord& word) {
    PlacedWord bullet = word;
    bullet.span.text = "•";
    bullet.span.box = {dot.left, word.span.box.top, dot.right, word.span.box.bottom};
    bullet.span.link.clear();
    bullet.span.underlined = false;
    bullet.after_blank = true;
    return bullet;
}

}  // namespace

void add_drawn_bullets(const std::vector<Box>& dots, std::vector<PlacedWord>& words) {
    const std::size_t count = words.size();
    for (const Box& dot : dots) {
        const PlacedWord* nearest = nullptr;
        for (std::size_t i = 0; i < count; ++i) {
            if (opens(dot, words[i]) && (nearest == nullptr || words[i].span.box.left < nearest->span.box.left))
                nearest = &words[i];
        }
        if (nearest == nullptr || is_in_row_of_dots(dot, dots)) continue;
        const PlacedWord bullet = bullet_at(dot, *nearest);
        const bool twice =
            std::any_of(words.begin() + static_cast<std::ptrdiff_t>(count), words.end(), [&](const PlacedWord& other) {
                return std::abs(other.span.box.left - dot.left) < 2 && std::abs(other.baseline - bullet.baseline) < 2;
            });
        if (!twice) words.push_back(bullet);
    }
}

}  // namespace bespoke::reader
