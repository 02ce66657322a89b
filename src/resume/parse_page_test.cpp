#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resume/parse.hpp"

namespace bespoke::resume {
namespace {

using ::testing::ElementsAre;

/// A line of a drawn page; without `opens_block` it belongs to the block of the line above it.
struct Drawn {
    std::string text;
    float left = 0, top = 0;
    float size = 10;
    int weight = 400;
    bool opens_block = true;
};

constexpr float kLetter = 0.5F;  ///< width of a letter, in shares of the size

document::Document page_of(const std::vector<Drawn>& lines) {
    document::Document out;
    out.format = document::Format::Pdf;
    out.pages.emplace_back();
    out.pages.back().width_pt = 600;
    out.pages.back().height_pt = 800;
    for (const auto& drawn : lines) {
        document::Span span;
        span.text = drawn.text;
        span.size_pt = drawn.size;
        span.weight = drawn.weight;
        const auto width = kLetter * drawn.size * static_cast<float>(drawn.text.size());
        span.box = {drawn.left, drawn.top, drawn.left + width, drawn.top + drawn.size};
        auto& blocks = out.pages.back().blocks;
        if (drawn.opens_block) blocks.emplace_back();
        blocks.back().lines.push_back({{span}, span.box});
    }
    return out;
}

Resume parsed(std::vector<Drawn> lines) {
    lines.insert(lines.begin(), {{"Maren Holt", 50, 20, 24, 700}, {"maren.holt@example.org", 50, 50}});
    const auto result = parse(page_of(lines));
    EXPECT_TRUE(result);
    return result ? result->resume : Resume{};
}

std::vector<std::string> texts(const std::vector<Text>& nodes) {
    std::vector<std::string> out;
    for (const auto& node : nodes) out.push_back(node.value);
    return out;
}

TEST(ParsePage, WhiteSpacePartsPublicationsWhoseTitlesReadLikeSentences) {
    const auto resume = parsed({{"Publications", 50, 80, 14, 700},
                                {"Mapping invasive moss with citizen records", 50, 104},
                                {"Lichen Letters", 50, 116},
                                {"2025-03-01", 50, 128},
                                {"Seed dispersal along the corridors of a river", 50, 158},
                                {"Northern Ecology", 50, 170},
                                {"2020-06-01", 50, 182}});
    ASSERT_EQ(resume.publications.size(), 2U);
    EXPECT_EQ(resume.publications[0].name.value, "Mapping invasive moss with citizen records");
    EXPECT_EQ(resume.publications[0].publisher.value, "Lichen Letters");
    EXPECT_EQ(resume.publications[1].name.value, "Seed dispersal along the corridors of a river");
    EXPECT_EQ(resume.publications[1].release_date->value, (Date{2020, 6, 1}));
}

TEST(ParsePage, ABracketThatTheLineEndHasCutIsOneText) {
    const auto resume = parsed({{"Certificates", 50, 80, 14, 700},
                                {"Basic Life Support (Dec 2019)", 50, 104},
                                {"Nursing Licence (Aug", 50, 124},
                                {"2021)", 50, 136, 10, 400, false}});
    ASSERT_EQ(resume.certificates.size(), 2U);
    EXPECT_EQ(resume.certificates[1].name.value, "Nursing Licence");
    ASSERT_TRUE(resume.certificates[1].date);
    EXPECT_EQ(resume.certificates[1].date->value, (Date{2021, 8, 0}));
}

TEST(ParsePage, ATelephoneNumberThatTheLineEndHasCutIsWhole) {
    const auto resume = parsed({{"Augsburg, Germany\t+49 (0)89 1234", 50, 64},
                                {"5678\twww.maren-holt.example", 50, 76},
                                {"Skills", 50, 100, 14, 700},
                                {"Weaving, Dyeing", 50, 120}});
    EXPECT_EQ(resume.basics.phone.value, "+49 (0)89 1234 5678");
    EXPECT_EQ(resume.basics.url.value, "www.maren-holt.example");
}

TEST(ParsePage, AHeadingOfTwoLinesBesideItsTextHeadsAllOfIt) {
    const auto resume = parsed({{"Professional", 50, 102, 12, 700},
                                {"Experience", 50, 117, 12, 700},
                                {"Sous Chef, Harbour Inn", 160, 100, 10, 700},
                                {"2021 to present", 160, 112},
                                {"Skills", 50, 150, 12, 700},
                                {"Pasta, Pastry", 160, 150},
                                {"Languages", 50, 180, 12, 700},
                                {"Italian, English", 160, 180}});
    ASSERT_EQ(resume.work.size(), 1U);
    EXPECT_EQ(resume.work[0].position.value, "Sous Chef");
    EXPECT_EQ(resume.work[0].period.start->value, (Date{2021, 0, 0}));
    EXPECT_EQ(resume.skills.size(), 2U);
    EXPECT_EQ(resume.languages.size(), 2U);
}

TEST(ParsePage, NetworksAmongSkillsAreTools) {
    const auto resume =
        parsed({{"Skills", 50, 80, 14, 700}, {"Weaving", 50, 104}, {"GitHub", 50, 124}, {"docker", 50, 144}, {"Figma", 50, 164}});
    std::vector<Text> names;
    for (const auto& skill : resume.skills) names.push_back(skill.name);
    EXPECT_THAT(texts(names), ElementsAre("Weaving", "GitHub", "docker", "Figma"));
}

}  // namespace
}  // namespace bespoke::resume
