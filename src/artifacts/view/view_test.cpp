#include "artifacts/view/view.hpp"

#include <gmock/gmock.h>

#include "artifacts/testing.hpp"

namespace bespoke::artifacts {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

StyleGuide guide() { return *builtin_style("modern"); }

/// One string a block, its right text behind a tab.
std::vector<std::string> lines_of(const View& view) {
    std::vector<std::string> lines;
    for (const auto& block : view.blocks) {
        lines.push_back(text_of(block.left) + (block.right.empty() ? "" : "\t" + text_of(block.right)));
    }
    return lines;
}

std::vector<std::string> lines_of(const json& resume) { return lines_of(make_view(testing::resume_of(resume), guide())); }

std::string joined(const View& view) {
    std::string text;
    for (const auto& line : lines_of(view)) text += line + "\n";
    return text;
}

TEST(View, ShowsEveryTextOfTheResume) {
    const auto resume = testing::full_resume();
    const auto shown = joined(make_view(resume, guide()));
    resume::for_each_text(resume, [&](const resume::Text& text) {
        auto value = text.value;
        if (value.starts_with("https://")) value = value.substr(8);
        EXPECT_THAT(shown, HasSubstr(value)) << text.id.str();
    });
}

TEST(View, IsEmptyForAnEmptyResume) { EXPECT_TRUE(make_view({}, guide()).blocks.empty()); }

TEST(View, PutsPositionBesideDatesAndEmployerBesidePlace) {
    EXPECT_THAT(lines_of(json{{"work",
                               {{{"name", "Acme"},
                                 {"position", "Nurse"},
                                 {"location", "Leeds"},
                                 {"startDate", "2022-03"},
                                 {"summary", "Ward of 20."},
                                 {"highlights", {"Did a", "Did b"}}}}}}),
                ElementsAre("Experience", "Nurse\tMar 2022 – Present", "Acme\tLeeds", "Ward of 20.", "Did a", "Did b"));
}

TEST(View, MovesTheEmployerUpWhenThereIsNoPosition) {
    const auto view = make_view(testing::resume_of({{"work", {{{"name", "Acme"}, {"endDate", "2020"}}}}}), guide());
    EXPECT_THAT(lines_of(view), ElementsAre("Experience", "Acme\t2020"));
    EXPECT_EQ(view.blocks[1].left.front().look, Look::Meta);
}

TEST(View, JoinsListsSoThatTheyCanBeToldApartAgain) {
    const auto skills = [](const json& keywords) {
        return lines_of(json{{"skills", {{{"name", "S"}, {"keywords", keywords}}}}}).back();
    };
    EXPECT_EQ(skills({"a", "b"}), "S: a, b");
    EXPECT_EQ(skills({"a, b", "c"}), "S: a, b; c");
    EXPECT_EQ(skills({"a (b, c)", "d"}), "S: a (b, c), d");
    EXPECT_EQ(skills({"a; b", "c"}), "S: a; b | c");
    EXPECT_EQ(skills(json::array({"a, b"})), "S: a, b;");
}

TEST(View, ShowsGroupsOnLinesAndSingleSkillsTogether) {
    EXPECT_THAT(lines_of(json{{"skills",
                               {{{"name", "A"}},
                                {{"name", "B"}, {"level", "Expert"}},
                                {{"name", "C"}, {"keywords", {"x", "y"}}},
                                {{"name", "D"}}}}}),
                ElementsAre("Skills", "A, B (Expert)", "C: x, y", "D"));
}

TEST(View, ShowsACountryCodeSoThatItIsNotTakenForARegion) {
    const auto place = [](const json& location) { return lines_of(json{{"basics", {{"location", location}}}}).front(); };
    EXPECT_EQ(place({{"city", "Toronto"}, {"countryCode", "CA"}}), "Toronto (CA)");
    EXPECT_EQ(place({{"city", "Toronto"}, {"region", "ON"}, {"countryCode", "CA"}}), "Toronto, ON, CA");
    EXPECT_EQ(place({{"city", "Leeds"}}), "Leeds");
}

TEST(View, LinksOnlyToWebMailAndTelephone) {
    const auto link = [](const std::string& url) {
        const auto view = make_view(testing::resume_of({{"basics", {{"url", url}}}}), guide());
        return view.blocks.front().left.front().link;
    };
    EXPECT_EQ(link("https://a.example/x"), "https://a.example/x");
    EXPECT_EQ(link("a.example/x"), "http://a.example/x");
    EXPECT_EQ(link("javascript:alert(1)"), "");
    EXPECT_EQ(link("file:///etc/passwd"), "");
    EXPECT_EQ(link("not a link"), "");
}

TEST(View, FollowsTheGuidesOrderThenTheResumes) {
    auto resume = testing::resume_of(
        {{"skills", {{{"name", "A"}}}}, {"work", {{{"name", "B"}, {"position", "P"}}}}, {"languages", {{{"language", "C"}}}}});
    resume.section_order = {resume::Section::Languages, resume::Section::Skills};
    EXPECT_THAT(lines_of(make_view(resume, guide())), ElementsAre("Languages", "C", "Skills", "A", "Experience", "P", "B"));
    auto own = guide();
    own.section_order = {resume::Section::Skills, resume::Section::Skills};
    EXPECT_THAT(lines_of(make_view(resume, own)), ElementsAre("Skills", "A", "Experience", "P", "B", "Languages", "C"));
}

TEST(View, KeepsUnplacedTextUnderItsHeading) {
    EXPECT_THAT(
        lines_of(json::parse(
            R"({"meta":{"bespoke":{"unplaced":[{"heading":"Driving","lines":["Clean"]},{"heading":"","lines":["a","b"]}]}}})")),
        ElementsAre("Driving", "Clean", "Additional Information", "a", "b"));
}

TEST(View, LeavesNoControlCharacterOrLineBreakInAnyRun) {
    const auto resume = testing::resume_of({{"basics", {{"name", "A\u0001B\tC\nD"}, {"summary", "one\ntwo\u202E\u200B"}}}});
    const auto view = make_view(resume, guide());
    EXPECT_THAT(lines_of(view), ElementsAre("AB C D", "Summary", "one", "two"));
}

TEST(View, NeverLeavesOneLineOfAListAlone) {
    const auto block = [](BlockKind kind) { return Block{kind, {{"x", Look::Body, ""}}, {}}; };
    const std::vector<Block> blocks = {block(BlockKind::Heading),  block(BlockKind::ListLine), block(BlockKind::ListLine),
                                       block(BlockKind::ListLine), block(BlockKind::ListLine), block(BlockKind::Heading)};
    EXPECT_TRUE(keeps_together(blocks, 0));
    EXPECT_TRUE(keeps_together(blocks, 1));
    EXPECT_FALSE(keeps_together(blocks, 2));
    EXPECT_TRUE(keeps_together(blocks, 3));
    EXPECT_FALSE(keeps_together(blocks, 4));
}

TEST(View, KeepsKeywordsWithTheListAboveThem) {
    const auto block = [](BlockKind kind) { return Block{kind, {{"x", Look::Body, ""}}, {}}; };
    const std::vector<Block> blocks = {block(BlockKind::Bullet), block(BlockKind::Bullet), block(BlockKind::Bullet),
                                       block(BlockKind::ListLine)};
    EXPECT_FALSE(keeps_together(blocks, 0));
    EXPECT_TRUE(keeps_together(blocks, 2));
}

}  // namespace
}  // namespace bespoke::artifacts
