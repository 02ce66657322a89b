#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bespoke::artifacts {

enum class DiffKind { Same, Removed, Added };

/// A stretch of words that both texts have, or one of them. The pieces without `Added`, joined, are the old text; without
/// `Removed` the new one.
struct DiffPiece {
    DiffKind kind = DiffKind::Same;
    std::string text;
    friend bool operator==(const DiffPiece&, const DiffPiece&) = default;
};

/// Word by word difference (longest common subsequence). Blanks belong to the word before them. Texts too long to compare word by
/// word come back as one removed and one added piece.
std::vector<DiffPiece> diff_words(std::string_view before, std::string_view after);

}  // namespace bespoke::artifacts
