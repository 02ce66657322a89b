#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/read.hpp"
#include "support/outline.hpp"

namespace bespoke::document {
namespace {

using ::testing::ElementsAre;
using testing::outline;
using testing::reason_of;

Result<Document> read(std::string_view text) { return read_text(as_bytes(text), {}); }

TEST(ReadText, PartsParagraphsAtBlankLinesAndKeepsLines) {
    EXPECT_THAT(outline(read("Jane Doe\r\nNurse\r\n\r\nLeeds\tUK\r\nWard A      2020\r\n")),
                ElementsAre("P Jane Doe / Nurse", "P Leeds->UK / Ward A->2020"));
    EXPECT_THAT(outline(read("a\rb")), ElementsAre("P a / b"));
}

TEST(ReadText, KnowsHeadingsByUnderlineDecorationCapitalsAndNumber) {
    EXPECT_THAT(outline(read("Jane\n\nExperience\n----------\nWard A\nEducation\n=========\nx\n\n=== Key Skills "
                             "===\ny\n\nLANGUAGES & TOOLS\nz\n\n1. Hobbies\n\nw\n\n# Projects\nv\n\nE D U C A T I O N\nu\n")),
                ElementsAre("P Jane", "H2 Experience", "P Ward A", "H1 Education", "P x", "H2 Key Skills", "P y",
                            "H2 LANGUAGES & TOOLS", "P z", "H2 1. Hobbies", "P w", "H2 Projects", "P v", "H2 EDUCATION", "P u"));
}

TEST(ReadText, DoesNotTakeNamesRowsAndSentencesForHeadings) {
    EXPECT_THAT(
        outline(read("JANE DOE\njane@example.org\n----------------\n\nIBM, NEW YORK 2019-2021\nUSA | EMEA\n\nWorked at NASA.\n")),
        ElementsAre("P JANE DOE / jane@example.org", "P IBM, NEW YORK 2019-2021 / USA | EMEA", "P Worked at NASA."));
}

TEST(ReadText, MakesItemsOfBulletsAndNestsThemByIndent) {
    EXPECT_THAT(outline(read("Ward A\n* one\n  goes on\n    - two\n    - three\n* four\nWard B\n• five\n+ six\n–  seven\n")),
                ElementsAre("P Ward A", "L0 (*) one / goes on", "L1 (-) two", "L1 (-) three", "L0 (*) four", "P Ward B",
                            "L0 (•) five", "L0 (+) six", "L0 (–) seven"));
    EXPECT_THAT(outline(read("x\n-Managed staff\n-Trained staff\n")),
                ElementsAre("P x", "L0 (-) Managed staff", "L0 (-) Trained staff"));
    EXPECT_THAT(outline(read("x\no Managed staff\no Trained staff\n")),
                ElementsAre("P x", "L0 (o) Managed staff", "L0 (o) Trained staff"));
    EXPECT_THAT(outline(read("+44 113 496 0000\n-5 degrees\n")), ElementsAre("P +44 113 496 0000 / -5 degrees"));
}

TEST(ReadText, JoinsWhatWasWrappedOrCopiedApart) {
    EXPECT_THAT(outline(read("• Ran a ward of thirty beds with a team of fourteen nurses\nand two assistants\n• Next\nWard B\n")),
                ElementsAre("L0 (•) Ran a ward of thirty beds with a team of fourteen nurses / and two assistants", "L0 (•) Next",
                            "P Ward B"));
    EXPECT_THAT(outline(read("•\nRan a ward\n•\nTrained staff\n")), ElementsAre("L0 (•) Ran a ward", "L0 (•) Trained staff"));
}

TEST(ReadText, MakesItemsOfNumbersThatCountUp) {
    EXPECT_THAT(outline(read("Papers\n1. First\n2. Second\n   goes on\n3. Third\n\n2020. A good year\n")),
                ElementsAre("P Papers", "L0 (1.) First", "L0 (2.) Second / goes on", "L0 (3.) Third", "P 2020. A good year"));
}

TEST(ReadText, BeginsAPageAtAFormFeed) {
    const auto document = read("one\ftwo");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->pages.size(), 2);
    EXPECT_THAT(outline(document), ElementsAre("P one", "P two"));
}

TEST(ReadText, CleansWhatCannotBeSeen) {
    EXPECT_THAT(outline(read("\xef\xbb\xbfJa\u200bne\u00a0Doe")), ElementsAre("P Jane Doe"));
    const auto tagged = read("Jane Doe \U000e0041\U000e0042");
    ASSERT_TRUE(tagged);
    EXPECT_EQ(tagged->text(), "Jane Doe");
    EXPECT_EQ(tagged->pages[0].blocks.at(1).lines[0].spans[0].text, "AB") << "kept for the report";
    EXPECT_EQ(tagged->warnings.at(0).slug, "hidden-text");
    EXPECT_EQ(read("Jane \U0001f3f4\U000e0067\U000e0062\U000e007f").value().warnings.size(), 0) << "a flag";
}

TEST(ReadText, RefusesWithAReason) {
    EXPECT_EQ(reason_of(read("")), "no-text");
    EXPECT_EQ(reason_of(read(" \n\t\n")), "no-text");
    EXPECT_EQ(reason_of(read(std::string(2 << 20, 'x'))), "resource-limit");
    EXPECT_EQ(reason_of(read(std::string(500'000, 'x'))), "resource-limit") << "more characters than permitted";
    std::string binary;
    for (int index = 0; index < 4096; ++index) binary += static_cast<char>(index * 7919 % 251);
    EXPECT_EQ(reason_of(read(binary)), "bad-text");
}

}  // namespace
}  // namespace bespoke::document
