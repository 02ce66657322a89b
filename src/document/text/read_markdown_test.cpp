#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/read.hpp"
#include "support/outline.hpp"

namespace bespoke::document {
namespace {

using ::testing::ElementsAre;
using testing::outline;
using testing::reason_of;

Result<Document> read(std::string_view text) { return read_markdown(as_bytes(text), {}); }

TEST(ReadMarkdown, ReadsHeadingsListsAndBreaks) {
    EXPECT_THAT(
        outline(read("# Jane\n\nExperience\n----------\n\n1. a\n   - b\n2. c\n\n* d\n\n  more d\n\nx  \ny\n\n***\n\n    code\n")),
        ElementsAre("H1 Jane", "H2 Experience", "L0 (1.) a", "L1 (•) b", "L0 (2.) c", "L0 (•) d", "L0 more d", "P x / y",
                    "P code"));
}

TEST(ReadMarkdown, JoinsWrappedProseAndKeepsShortLines) {
    const std::string prose = "A line of prose that an editor has wrapped at its\u00a0margin";
    EXPECT_THAT(outline(read(prose + "\ngoes on here.\n\nWard A\nLeeds\n")),
                ElementsAre("P A line of prose that an editor has wrapped at its margin goes on here.", "P Ward A / Leeds"));
}

TEST(ReadMarkdown, KnowsTheLookOfARun) {
    const auto document = read("a **b** *c* [d](https://a.example) ***e*** ![f](g.png)");
    ASSERT_TRUE(document);
    const auto& spans = document->pages[0].blocks[0].lines[0].spans;
    ASSERT_EQ(spans.size(), 8);
    EXPECT_EQ(spans[1].weight, 700);
    EXPECT_TRUE(spans[3].italic);
    EXPECT_EQ(spans[5].link, "https://a.example");
    EXPECT_EQ(spans[7].weight, 700);
    EXPECT_TRUE(spans[7].italic);
    EXPECT_EQ(document->text(), "a b c d e");
}

TEST(ReadMarkdown, MakesCellsOfPipeTables) {
    EXPECT_THAT(
        outline(read("| Skill | Level |\n|-------|:-----:|\n| **Go** | high |\n| C | |\n\n<table><tr><td>x</td></tr></table>\n")),
        ElementsAre("P [1,0,0] Skill", "P [1,0,1] Level", "P [1,1,0] Go", "P [1,1,1] high", "P [1,2,0] C", "P [0,0,0] x"));
    EXPECT_THAT(outline(read("a | b\nc | d\n")), ElementsAre("P a | b / c | d"));
}

TEST(ReadMarkdown, ReadsRawHtmlAndFrontMatter) {
    EXPECT_THAT(outline(read("---\ntitle: CV\nname: Jane\n---\n<h2 align=center>Jane</h2>\n\na<br>b\n")),
                ElementsAre("P title: CV", "P name: Jane", "H2 Jane", "P a / b"));
}

TEST(ReadMarkdown, SurvivesNesting) {
    EXPECT_TRUE(read(std::string(20'000, '>') + "x"));
    EXPECT_TRUE(read(std::string(20'000, '[') + "x"));
    EXPECT_EQ(reason_of(read("\n\n")), "no-text");
}

}  // namespace
}  // namespace bespoke::document
