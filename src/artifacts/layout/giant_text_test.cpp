#include <gtest/gtest.h>

#include "artifacts/layout/layout.hpp"
#include "text/text.hpp"

namespace bespoke::artifacts {
namespace {

std::string joined(const std::vector<Block>& pieces) {
    std::string text;
    for (const auto& piece : pieces) text += text_of(piece.left);
    return text;
}

std::string repeated(std::string_view text, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
}

TEST(GiantText, LeavesRealTextWhole) {
    const Block block{BlockKind::Paragraph, {{repeated("Led a team of five. ", 100), Look::Body, ""}}, {}};
    EXPECT_EQ(cut_giant_text(block).size(), 1U);
}

TEST(GiantText, CutsBetweenCharactersAndLosesNone) {
    for (const auto* word : {"W", "ä", "漢", "😀", "word "}) {
        const Block block{BlockKind::EntryHead,
                          {{repeated(word, 5'000), Look::Strong, ""}, {repeated(word, 5'000), Look::Body, "https://x.example"}},
                          {{"2020", Look::Meta, ""}}};
        const auto pieces = cut_giant_text(block);
        EXPECT_GT(pieces.size(), 1U);
        EXPECT_EQ(joined(pieces), text_of(block.left));
        EXPECT_EQ(text_of(pieces.back().right), "2020");
        for (const auto& piece : pieces) {
            EXPECT_TRUE(text::is_utf8(text_of(piece.left)));
            EXPECT_LT(text_of(piece.left).size(), 4'000U);
        }
    }
}

}  // namespace
}  // namespace bespoke::artifacts
