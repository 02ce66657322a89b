#include "document/text/heading_shape.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <vector>

#include "text/text.hpp"

namespace bespoke::document {
namespace {

constexpr std::array<std::string_view, 13> kDrawing = {"=", "-", "~", "_", "*", "#", "^", "+", "─", "━", "═", "—", "–"};
constexpr std::size_t kMaxHeadingBytes = 60;
constexpr std::size_t kMaxHeadingWords = 7;

/// The drawing character that opens the text; empty for none.
std::string_view drawing_at_start(std::string_view text) {
    const auto found =
        std::find_if(kDrawing.begin(), kDrawing.end(), [&](std::string_view drawing) { return text.starts_with(drawing); });
    return found == kDrawing.end() ? std::string_view{} : *found;
}

std::size_t count_front(std::string_view text, std::string_view drawing) {
    std::size_t count = 0;
    for (; text.starts_with(drawing); text.remove_prefix(drawing.size())) ++count;
    return count;
}

std::size_t count_back(std::string_view text, std::string_view drawing) {
    std::size_t count = 0;
    for (; text.ends_with(drawing); text.remove_suffix(drawing.size())) ++count;
    return count;
}

}  // namespace

bool is_rule(std::string_view line) {
    line = text::trim(line);
    const std::string_view drawing = drawing_at_start(line);
    if (drawing.empty()) return false;
    std::size_t count = 0;
    for (; !line.empty(); ++count) {
        if (!line.starts_with(drawing)) return false;
        line.remove_prefix(drawing.size());
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    }
    return count >= 3;
}

bool could_be_heading(std::string_view line) {
    if (line.empty() || line.size() > kMaxHeadingBytes || line.find_first_of("@\t|") != line.npos ||
        line.find("://") != line.npos)
        return false;
    if (line.ends_with('.') || line.ends_with(',') || line.ends_with(';')) return false;
    const auto blanks = static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
    const auto digits = std::count_if(line.begin(), line.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
    return blanks < kMaxHeadingWords && digits <= 2;
}

bool is_all_capitals(std::string_view line) {
    constexpr int kEnough = 3;
    int capitals = 0;
    for (std::size_t at = 0; at < line.size();) {
        UChar32 code = 0;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(line.data()), at, line.size(), code);
        if (code < 0 || u_islower(code)) return false;
        if (u_isupper(code)) ++capitals;
    }
    return capitals >= kEnough;
}

std::optional<std::string> undecorated(std::string_view line) {
    const std::string_view drawing = drawing_at_start(line);
    if (drawing.empty()) return std::nullopt;
    const std::size_t front = count_front(line, drawing), back = count_back(line, drawing);
    const std::string_view inside =
        line.substr(front * drawing.size(), line.size() - std::min(line.size(), (front + back) * drawing.size()));
    const std::string_view name = text::trim(inside);
    if (name.empty() || !could_be_heading(name)) return std::nullopt;
    const bool apart = inside.size() > name.size();
    const bool both_sides = front >= 2 && back >= 2;
    const bool opened = apart && inside.starts_with(' ') && (drawing == "#" || (drawing == "=" && front >= 2));
    if (!both_sides && !opened) return std::nullopt;
    return std::string(name);
}

std::string without_letter_spacing(std::string_view line) {
    constexpr std::size_t kEnough = 4;
    std::string joined;
    std::size_t letters = 0, words = 1;
    bool gap = false;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = at;
        UChar32 code = 0;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(line.data()), at, line.size(), code);
        if (code == ' ') {
            gap = begin > 0 && line[begin - 1] == ' ';
            continue;
        }
        // A letter next to a letter: an ordinary line.
        if (begin > 0 && line[begin - 1] != ' ') return std::string(line);
        if (gap) joined += ' ', ++words;
        gap = false;
        joined += line.substr(begin, at - begin);
        ++letters;
    }
    return letters >= kEnough * words ? joined : std::string(line);
}

}  // namespace bespoke::document
