#include "job_description/phrase.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bespoke::job_description {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::size_t> ends(std::string_view pattern, std::string_view text) {
    return Phrase(pattern).ends(text::tokens(text), 0);
}

TEST(Phrase, MatchesWordsAlternativesAndOptionalItems) {
    EXPECT_THAT(ends("red|green apple", "Green apple pie"), ElementsAre(2));
    EXPECT_THAT(ends("very? ripe", "ripe"), ElementsAre(1));
    EXPECT_THAT(ends("very* ripe", "very very ripe"), ElementsAre(3));
    EXPECT_THAT(ends("at_least|over <number> apples", "at least three apples"), ElementsAre(4));
    EXPECT_THAT(ends("<any> apple", "pear apple"), ElementsAre(2));
    EXPECT_THAT(ends("red apple", "red pear"), IsEmpty());
}

TEST(Phrase, GivesEveryEndOfAmbiguousMatches) { EXPECT_THAT(ends("a <any>? b*", "a b b b"), ElementsAre(1, 2, 3, 4)); }

TEST(Phrase, StaysFastOnRepetition) {
    std::string text;
    for (int i = 0; i < 3'000; ++i) text += "very ";
    EXPECT_THAT(ends("very* very* very* ripe", text), IsEmpty());
}

TEST(PhraseTable, FindsTheLeftmostThenLongest) {
    constexpr std::string_view kPatterns[] = {"apple", "apple pie", "tart"};
    const PhraseTable table(kPatterns);
    const auto found = table.find(text::tokens("a tart, an apple pie"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->begin, 1U);
    const auto last = table.match_end(text::tokens("an apple pie"));
    ASSERT_TRUE(last);
    EXPECT_EQ(last->begin, 1U);
    EXPECT_TRUE(table.matches_all(text::tokens("Apple pie")));
    EXPECT_FALSE(table.matches_all(text::tokens("apple pies")));
}

TEST(SmallNumber, ReadsDigitsAndWords) {
    EXPECT_EQ(small_number("7"), 7);
    EXPECT_EQ(small_number("five"), 5);
    EXPECT_EQ(small_number("drei"), 3);
    EXPECT_FALSE(small_number("3d"));
    EXPECT_FALSE(small_number("2019"));
    EXPECT_FALSE(small_number("99999999999999999999"));
    EXPECT_FALSE(small_number("apples"));
}

}  // namespace
}  // namespace bespoke::job_description
