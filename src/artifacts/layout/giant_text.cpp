#include <algorithm>

#include "artifacts/layout/layout.hpp"

namespace bespoke::artifacts {
namespace {

// Pango's time grows with the square of a paragraph's length, and faster where there is no blank to break at.
// No paragraph of a real resume is that long.
constexpr std::size_t kLongestPiece = 3'000;
constexpr std::size_t kLongestWord = 300;

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// Where the pieces of a text end, except the last.
std::vector<std::size_t> cuts_in(std::string_view text) {
    std::vector<std::size_t> cuts;
    std::size_t piece = 0, word = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_full = i - piece >= kLongestPiece && text[i] == ' ';
        const bool is_giant = i - word >= kLongestWord && starts_character(text[i]);
        if (text[i] == ' ') word = i + 1;
        if (!is_full && !is_giant) continue;
        cuts.push_back(i);
        piece = word = i;
    }
    return cuts;
}

/// The part of the runs that lies from byte `begin` to `end` of their joined text.
std::vector<Run> part_of(const std::vector<Run>& runs, std::size_t begin, std::size_t end) {
    std::vector<Run> part;
    std::size_t offset = 0;
    for (const auto& run : runs) {
        const auto from = std::max(begin, offset), to = std::min(end, offset + run.text.size());
        if (from < to) part.push_back({run.text.substr(from - offset, to - from), run.look, run.link});
        offset += run.text.size();
    }
    return part;
}

}  // namespace

std::vector<Block> cut_giant_text(Block block) {
    const auto text = text_of(block.left);
    auto cuts = cuts_in(text);
    std::vector<Block> pieces;
    if (cuts.empty()) {
        pieces.push_back(std::move(block));
        return pieces;
    }
    cuts.push_back(text.size());
    std::size_t begin = 0;
    for (const auto end : cuts) {
        pieces.push_back({block.kind, part_of(block.left, begin, end), {}});
        begin = end;
    }
    pieces.back().right = std::move(block.right);
    return pieces;
}

}  // namespace bespoke::artifacts
