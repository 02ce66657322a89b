#include "document/layout/list_marker.hpp"

#include <algorithm>
#include <array>

namespace bespoke::document::layout {
namespace {

/// Bullets that no text starts with.
constexpr std::array<std::string_view, 36> kBullets{"•", "◦", "▪", "▫", "■", "□", "●", "○", "◆", "◇", "►", "▸",
                                                    "▶", "▷", "➢", "➤", "➔", "➜", "→", "❖", "❑", "❍", "✓", "✔",
                                                    "✦", "✧", "★", "☆", "∙", "⁃", "‣", "⦿", "⚬", "🞄", "◻", "»"};
/// Signs that are bullets only where they stand alone.
constexpr std::array<std::string_view, 10> kLoneBullets{"-", "–", "—", "*", "·", "o", "¡", "⋄", "−", "+"};

bool is_ordinal_body(std::string_view body) {
    const auto all = [&](auto accepts) { return std::all_of(body.begin(), body.end(), accepts); };
    if (body.empty() || body.size() > 4) return false;
    if (all([](char c) { return c >= '0' && c <= '9'; })) return body.size() <= 2;
    if (body.size() == 1) return (body[0] >= 'a' && body[0] <= 'z') || (body[0] >= 'A' && body[0] <= 'Z');
    return all([](char c) { return c == 'i' || c == 'v' || c == 'x'; });
}

}  // namespace

bool is_bullet(std::string_view word) {
    return std::find(kBullets.begin(), kBullets.end(), word) != kBullets.end() ||
           std::find(kLoneBullets.begin(), kLoneBullets.end(), word) != kLoneBullets.end();
}

bool is_list_marker(std::string_view word) {
    if (is_bullet(word)) return true;
    if (word.size() < 2) return false;
    const char last = word.back();
    if (word.front() == '(' && last == ')') return is_ordinal_body(word.substr(1, word.size() - 2));
    if (last != '.' && last != ')') return false;
    const std::string_view body = word.substr(0, word.size() - 1);
    // "J." opens a name more often than a list.
    return is_ordinal_body(body) && !(last == '.' && body[0] >= 'A' && body[0] <= 'Z');
}

std::size_t glued_bullet(std::string_view word) {
    for (const std::string_view bullet : kBullets) {
        if (word.size() > bullet.size() && word.starts_with(bullet)) return bullet.size();
    }
    return 0;
}

}  // namespace bespoke::document::layout
