#include "adapters/openvino/wordpiece.hpp"

#include <gmock/gmock.h>

#include <random>

#include "adapters/openvino/fixture_for_test.hpp"

namespace bespoke::adapters::openvino {
namespace {

using testing::Each;
using testing::ElementsAre;

/// Ids: [UNK] 0, [CLS] 1, [SEP] 2, un 3, ##aff 4, ##able 5, a 6, ##b 7, ! 8, 東 9, [ 10, ] 11, sep 12.
WordPiece small() { return *WordPiece::create("[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\na\n##b\n!\n東\n[\n]\nsep\n"); }

TEST(WordPiece, CutsAWordIntoItsLongestPieces) { EXPECT_THAT(small().encode("unaffable"), ElementsAre(1, 3, 4, 5, 2)); }

TEST(WordPiece, MakesAWordWithAnUnknownPartUnknownAsAWhole) { EXPECT_THAT(small().encode("unaffx a"), ElementsAre(1, 0, 6, 2)); }

TEST(WordPiece, TakesAccentsCapitalsAndControlsAway) {
    EXPECT_THAT(small().encode("\xC3\x81\xCC\x81"  // A with acute, and one more combining acute
                               "\xE2\x80\x8B\x01"  // zero-width space, control
                               "B"),
                ElementsAre(1, 6, 7, 2));
}

TEST(WordPiece, SetsPunctuationAndCjkApart) { EXPECT_THAT(small().encode("a!東東a"), ElementsAre(1, 6, 8, 9, 9, 6, 2)); }

TEST(WordPiece, ReadsControlTokensInATextAsText) { EXPECT_THAT(small().encode("[SEP]"), ElementsAre(1, 10, 12, 11, 2)); }

TEST(WordPiece, LeavesOutBytesThatAreNoUtf8) { EXPECT_THAT(small().encode("a\xFF\xC3 \xED\xA0\x80!"), ElementsAre(1, 6, 8, 2)); }

TEST(WordPiece, MakesAWordOfMoreThan100CharactersUnknown) {
    EXPECT_EQ(small().encode("a" + std::string(99, 'b')).size(), 102);
    EXPECT_THAT(small().encode("a" + std::string(100, 'b')), ElementsAre(1, 0, 2));
}

TEST(WordPiece, CutsOffWhatGoesBeyondTheWindow) {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "a ";
    const auto ids = small().encode(text);
    ASSERT_EQ(ids.size(), WordPiece::kWindow);
    EXPECT_EQ(ids.back(), 2);
    EXPECT_THAT(std::span(ids).subspan(1, 254), Each(6));
}

TEST(WordPiece, RefusesAVocabularyThatIsNone) {
    for (const char* bad : {"", "[UNK]\n[CLS]\n", "[UNK]\n[CLS]\n[SEP]\na\na\n"}) {
        const auto result = WordPiece::create(bad);
        ASSERT_FALSE(result) << bad;
        EXPECT_EQ(result.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(result.error().reason, "embedder-corrupt");
    }
}

TEST(WordPiece, GivesTheReferencesIds) {
    SKIP_WITHOUT_MODEL();
    const auto tokenizer = WordPiece::create(read_text(default_minilm_directory() / kVocabularyFile.name));
    ASSERT_TRUE(tokenizer);
    ASSERT_GE(parity_fixture()["tokens"].size(), 60);
    for (const auto& row : parity_fixture()["tokens"]) {
        EXPECT_EQ(tokenizer->encode(row["text"].get<std::string>()), row["ids"].get<std::vector<std::int32_t>>()) << row["text"];
    }
}

TEST(WordPiece, TakesAnyBytesAndKeepsItsBounds) {
    std::mt19937 random(7);
    const auto tokenizer = small();
    for (int round = 0; round < 2000; ++round) {
        std::string text(random() % 600, '\0');
        for (auto& byte : text) byte = static_cast<char>(random());
        const auto window = 2 + random() % 20;
        const auto ids = tokenizer.encode(text, window);
        ASSERT_LE(ids.size(), window);
        ASSERT_EQ(ids.front(), 1);
        ASSERT_EQ(ids.back(), 2);
        for (const auto id : ids) ASSERT_LT(static_cast<std::size_t>(id), tokenizer.size());
    }
}

}  // namespace
}  // namespace bespoke::adapters::openvino
