#include "artifacts/changes/word_diff.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace bespoke::artifacts {
namespace {

using Words = std::vector<std::string_view>;
constexpr std::size_t kMostCells = 4'000'000;  // of the table: two texts of 2,000 words

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/// Words with the blanks that follow them; joined they are the text.
Words words_of(std::string_view text) {
    Words words;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= text.size(); ++i) {
        const bool ends = i == text.size() || (is_blank(text[i - 1]) && !is_blank(text[i]));
        if (!ends) continue;
        words.push_back(text.substr(begin, i - begin));
        begin = i;
    }
    return words;
}

std::string_view bare(std::string_view word) {
    while (!word.empty() && is_blank(word.back())) word.remove_suffix(1);
    return word;
}

/// Lengths of the longest common subsequences of all suffixes, row by row.
class SuffixTable {
public:
    SuffixTable(const Words& before, const Words& after) : width_(after.size() + 1), cells_((before.size() + 1) * width_) {
        for (std::size_t i = before.size(); i-- > 0;) {
            for (std::size_t j = after.size(); j-- > 0;) {
                cells_[i * width_ + j] =
                    bare(before[i]) == bare(after[j]) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
            }
        }
    }
    [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const { return cells_[i * width_ + j]; }

private:
    std::size_t width_;
    std::vector<std::uint32_t> cells_;
};

void append(std::vector<DiffPiece>& pieces, DiffKind kind, std::string_view text) {
    if (text.empty()) return;
    if (pieces.empty() || pieces.back().kind != kind) pieces.push_back({kind, ""});
    pieces.back().text += text;
}

/// The same word; its blanks may differ at the end of a text.
void append_same(std::vector<DiffPiece>& pieces, std::string_view before, std::string_view after) {
    append(pieces, DiffKind::Same, bare(after));
    if (before == after) return append(pieces, DiffKind::Same, after.substr(bare(after).size()));
    append(pieces, DiffKind::Removed, before.substr(bare(before).size()));
    append(pieces, DiffKind::Added, after.substr(bare(after).size()));
}

/// "and", "to", "in" between two replacements: that it stayed is chance, and marking it apart makes both sides harder to read.
bool is_chance(const std::vector<DiffPiece>& pieces, std::size_t i) {
    const auto changed = [&](std::size_t at) { return at < pieces.size() && pieces[at].kind != DiffKind::Same; };
    if (changed(i) || !changed(i - 1) || !changed(i - 2) || !changed(i + 1) || !changed(i + 2)) return false;
    const auto word = bare(pieces[i].text);
    return word.size() <= 3 && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// What was removed and what was added between two words that stayed, each in one piece.
std::vector<DiffPiece> gathered(const std::vector<DiffPiece>& pieces) {
    std::vector<DiffPiece> all;
    std::string removed, added;
    const auto flush = [&] {
        append(all, DiffKind::Removed, std::exchange(removed, {}));
        append(all, DiffKind::Added, std::exchange(added, {}));
    };
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto& [kind, text] = pieces[i];
        const bool stays = kind == DiffKind::Same && !is_chance(pieces, i);
        if (stays) flush();
        if (stays) append(all, DiffKind::Same, text);
        if (!stays && kind != DiffKind::Added) removed += text;
        if (!stays && kind != DiffKind::Removed) added += text;
    }
    flush();
    return all;
}

}  // namespace

std::vector<DiffPiece> diff_words(std::string_view before, std::string_view after) {
    const auto old_words = words_of(before), new_words = words_of(after);
    std::vector<DiffPiece> pieces;
    if ((old_words.size() + 1) * (new_words.size() + 1) > kMostCells) {
        append(pieces, DiffKind::Removed, before);
        append(pieces, DiffKind::Added, after);
        return pieces;
    }
    const SuffixTable table(old_words, new_words);
    std::size_t i = 0, j = 0;
    while (i < old_words.size() && j < new_words.size()) {
        if (bare(old_words[i]) == bare(new_words[j])) {
            append_same(pieces, old_words[i++], new_words[j++]);
        } else if (table.at(i + 1, j) >= table.at(i, j + 1)) {
            append(pieces, DiffKind::Removed, old_words[i++]);
        } else {
            append(pieces, DiffKind::Added, new_words[j++]);
        }
    }
    for (; i < old_words.size(); ++i) append(pieces, DiffKind::Removed, old_words[i]);
    for (; j < new_words.size(); ++j) append(pieces, DiffKind::Added, new_words[j]);
    return gathered(pieces);
}

}  // namespace bespoke::artifacts
