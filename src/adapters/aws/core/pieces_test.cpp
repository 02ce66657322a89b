#include "adapters/aws/core/pieces.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::aws {
namespace {

TEST(PiecesOf, AreTheTextAndNeverTooLongNorCutACharacter) {
    const std::string texts[] = {"",
                                 "short",
                                 "One sentence. Another one. And a third.",
                                 "line one\nline two\nline three\n",
                                 "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9",
                                 std::string(100, 'x')};
    for (const auto& text : texts) {
        for (const std::size_t most : {4, 7, 16, 1'000}) {
            std::string all;
            for (const auto piece : pieces_of(text, most)) {
                EXPECT_FALSE(piece.empty());
                EXPECT_LE(piece.size(), most);
                EXPECT_NE(static_cast<unsigned char>(piece.front()) & 0xC0U, 0x80U);
                all += piece;
            }
            EXPECT_EQ(all, text);
        }
    }
    EXPECT_EQ(pieces_of("One is here. Two is there", 16).front(), "One is here. ");
}

}  // namespace
}  // namespace bespoke::adapters::aws
