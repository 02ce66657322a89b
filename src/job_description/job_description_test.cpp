#include "job_description/job_description.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "job_description/ads_for_test.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kAd = R"(Bookbinder
Folio House · Leith, UK · Part-time

What you'll do
- Sew and glue

Requirements
- 3+ years of paper repair
- Leather work and gilding
- Bachelor's degree
- A patient manner

Nice to have: Python, calligraphy.

Free tea.
)";

/// Ads in pieces, put together at random: what holds for them should hold for any document.
std::string random_ad(std::mt19937& random) {
    static const std::vector<std::string> kPieces = {"Requirements\n",
                                                     "- ",
                                                     "Nice to have: ",
                                                     "5+ years of ",
                                                     "experience with ",
                                                     "SQL",
                                                     ", ",
                                                     " and ",
                                                     "knowledge of ",
                                                     "(",
                                                     ")",
                                                     "; ",
                                                     "is a plus",
                                                     "\n",
                                                     "\n\n",
                                                     "• ",
                                                     "You will ",
                                                     "weld",
                                                     " or ",
                                                     "No ",
                                                     " required",
                                                     ".",
                                                     ": ",
                                                     "Ihr Profil\n",
                                                     "Benefits\n",
                                                     "\xE2\x80\x93",
                                                     " – ",
                                                     "strong ",
                                                     " skills",
                                                     "K8s",
                                                     "Leeds, UK",
                                                     "Full-time",
                                                     "degree ",
                                                     "tracing, metrics and logs",
                                                     "preferred",
                                                     "a ",
                                                     "the ",
                                                     "\t",
                                                     "What you'll do\n",
                                                     "ü",
                                                     "must have "};
    std::string text;
    for (int i = 0; i < 40; ++i) text += kPieces[random() % kPieces.size()];
    return text;
}

TEST(Json, HasTheReadableListsAndTheFullModel) {
    const auto json = to_json(testing::parsed_text(kAd));
    EXPECT_EQ(json["title"], "Bookbinder");
    EXPECT_EQ(json["company"], "Folio House");
    EXPECT_EQ(json["years"], 3);
    EXPECT_EQ(json["employmentType"], "Part-time");
    ASSERT_EQ(json["required"].size(), 2U) << json.dump(1);
    EXPECT_EQ(json["required"][0]["text"], "paper repair");
    EXPECT_EQ(json["preferred"][0], (nlohmann::ordered_json{{"skill", "Python"}, {"text", "Python"}}));
    EXPECT_EQ(json["requirements"].size(), 6U);
    EXPECT_EQ(json["requirements"][2]["degree"], "bachelor");
    EXPECT_TRUE(json["requirements"][3]["soft"]);
    EXPECT_EQ(json["responsibilities"], nlohmann::ordered_json::array({"Sew and glue"}));
}

TEST(Json, RoundTripsForAnyAd) {
    std::mt19937 random(11);
    int ads = 0;
    for (int i = 0; i < 300; ++i) {
        const auto ad = parse(testing::text_document(random_ad(random)));
        if (!ad) continue;
        ++ads;
        const auto json = to_json(*ad).dump();
        const auto back = job_description_from_json(nlohmann::json::parse(json));
        ASSERT_TRUE(back);
        EXPECT_EQ(to_json(*back).dump(), json);
    }
    EXPECT_GT(ads, 50);
}

TEST(Json, NamesThePointerOfAWrongType) {
    const std::pair<const char*, const char*> kCases[] = {
        {R"({"title": 3})", "/title"},
        {R"({"requirements": [{"text": "a"}, {"importance": "perhaps"}]})", "/requirements/1/importance"},
        {R"({"requirements": [{"skills": ["a", 1]}]})", "/requirements/0/skills/1"},
        {R"({"years": 1000000})", "/years"},
        {R"({"years": -1})", "/years"},
        {R"([])", ""}};
    for (const auto& [json, pointer] : kCases) {
        const auto result = job_description_from_json(nlohmann::json::parse(json));
        ASSERT_FALSE(result) << json;
        EXPECT_EQ(result.error().code, ErrorCode::InvalidInput);
        EXPECT_EQ(result.error().where, pointer);
    }
}

/// True if the words of `part` stand in `whole` in the same order.
bool words_in_order(std::string_view part, std::string_view whole) {
    const auto all = text::tokens(whole);
    auto at = all.begin();
    for (const auto& word : text::tokens(part)) {
        at = std::ranges::find(at, all.end(), word.text, &text::Token::text);
        if (at == all.end()) return false;
        ++at;
    }
    return true;
}

TEST(Invariant, RequirementsSayNothingThatTheAdDoesNotSay) {
    std::mt19937 random(7);
    for (int i = 0; i < 300; ++i) {
        const auto document = testing::text_document(random_ad(random));
        const auto ad = parse(document);
        if (!ad) continue;
        for (const auto& requirement : ad->requirements) {
            EXPECT_FALSE(requirement.text.empty());
            EXPECT_TRUE(words_in_order(requirement.text, requirement.sentence))
                << requirement.text << " <- " << requirement.sentence;
            EXPECT_TRUE(words_in_order(requirement.sentence, document.text()))
                << requirement.sentence << " <- " << document.text();
        }
    }
}

TEST(Invariant, SameDocumentGivesTheSameBytes) {
    std::mt19937 random(5);
    for (int i = 0; i < 50; ++i) {
        const auto document = testing::text_document(random_ad(random));
        const auto first = parse(document), second = parse(document);
        ASSERT_EQ(first.has_value(), second.has_value());
        if (first) {
            EXPECT_EQ(to_json(*first).dump(), to_json(*second).dump());
        }
    }
}

TEST(Invariant, LongLinesTakeNoLongTime) {
    std::string text = "Requirements\n- ";
    while (text.size() < 32'000) text += "experience with SQL, ";
    const auto result = parse(testing::text_document(text));
    EXPECT_TRUE(result || result.error().reason == "not-a-job-description");
}

}  // namespace
}  // namespace bespoke::job_description
