#include "adapters/aws/comprehend/recognizer.hpp"

#include <gmock/gmock.h>

#include "adapters/aws/comprehend/entity_recognizer.hpp"
#include "adapters/aws/comprehend/personal_data_screen.hpp"
#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws::comprehend {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using Finding = ports::Screening::Finding;

const TenantId kAlice("alice");
Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

json entity(const char* type, std::size_t begin, std::size_t end, double score = 0.99) {
    return {{"Type", type}, {"BeginOffset", begin}, {"EndOffset", end}, {"Score", score}};
}

TEST(Entities, StandWhereTheirBytesStandThoughTheServiceCountsCharacters) {
    const std::string text = "Zoë Müller 😀 Zürich";
    const auto found = entities_from({{"Entities", {entity("LOCATION", 13, 19), entity("PERSON", 0, 10)}}}, text, 100);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ(text.substr((*found)[0].begin - 100, (*found)[0].end - (*found)[0].begin), "Zoë Müller");
    EXPECT_EQ(text.substr((*found)[1].begin - 100, (*found)[1].end - (*found)[1].begin), "Zürich");
}

TEST(Entities, AreNoneInWhatIsNoAnswer) {
    for (const auto& answer : std::vector<json>{json::object(),
                                                {{"Entities", 1}},
                                                {{"Entities", {1}}},
                                                {{"Entities", {{{"Type", "PERSON"}}}}},
                                                {{"Entities", {entity("PERSON", 2, 2)}}},
                                                {{"Entities", {entity("PERSON", 0, 6)}}},
                                                {{"Entities", {{{"Type", "X"}, {"BeginOffset", -1}, {"EndOffset", 1}}}}}}) {
        const auto found = entities_from(answer, "hello", 0);
        ASSERT_FALSE(found) << answer;
        EXPECT_EQ(found.error().reason, "comprehend-answer") << answer;
    }
}

TEST(Recognition, AsksInPiecesThatTogetherAreTheText) {
    std::string joined;
    testing::Rig rig([&](const testing::SeenRequest& request, int) {
        const auto body = json::parse(request.body);
        const auto text = body.at("Text").get<std::string>();
        EXPECT_LE(text.size(), 64U);
        EXPECT_EQ(body.at("LanguageCode"), "en");
        joined += text;
        return testing::answer(200, json{{"Entities", {entity("PERSON", 0, 1)}}}.dump());
    });
    std::string text;
    for (int i = 0; i < 20; ++i) text += fmt::format("Sentence number {} of a long text. ", i);
    Recognizer recognizer(rig.client(), {.most_bytes = 64});
    const auto found = recognizer.entities(kAlice, text, soon());
    ASSERT_TRUE(found);
    EXPECT_EQ(joined, text);
    EXPECT_EQ(found->size(), rig.server().seen().size());
    EXPECT_EQ(rig.server().seen().front().header("x-amz-target"), "Comprehend_20171127.DetectEntities");
}

TEST(Recognition, GivesThePortItsOwnKindsAndNothingTwice) {
    using Kind = ports::Entity::Kind;
    testing::Rig rig([&](const testing::SeenRequest&, int) {
        return testing::answer(
            200, json{{"Entities",
                       {entity("ORGANIZATION", 0, 4), entity("LOCATION", 2, 4), entity("QUANTITY", 5, 6), entity("DATE", 7, 11)}}}
                     .dump());
    });
    Recognizer recognizer(rig.client(), {});
    const auto found = make_entity_recognizer(recognizer)->entities(kAlice, "Acme 2 2020", soon());
    ASSERT_TRUE(found);
    EXPECT_THAT(*found, ElementsAre(ports::Entity{Kind::Organization, 0, 4, 0.99}, ports::Entity{Kind::Other, 5, 6, 0.99},
                                    ports::Entity{Kind::Date, 7, 11, 0.99}));
}

TEST(Recognition, NeverAsksAboutNothing) {
    testing::Rig rig([](const testing::SeenRequest&, int) { return testing::answer(500, "{}"); });
    Recognizer recognizer(rig.client(), {});
    EXPECT_TRUE(recognizer.entities(kAlice, "", soon())->empty());
    EXPECT_TRUE(recognizer.personal_data(kAlice, " \n\t", soon())->empty());
    EXPECT_TRUE(rig.server().seen().empty());
}

TEST(Recognition, SurfacesAThrottleAsOneAndALanguageAsTheCaller) {
    const struct {
        int status;
        const char* type;
        ErrorCode code;
        const char* reason;
    } rows[] = {
        {400, "ThrottlingException", ErrorCode::Unavailable, "throttled"},
        {400, "TooManyRequestsException", ErrorCode::Unavailable, "throttled"},
        {400, "UnsupportedLanguageException", ErrorCode::InvalidInput, "comprehend-language"},
        {500, "InternalServerException", ErrorCode::Unavailable, "aws-unavailable"},
    };
    for (const auto& row : rows) {
        testing::Rig rig([&](const testing::SeenRequest&, int) {
            return testing::answer(row.status, json{{"__type", row.type}, {"message", "no"}}.dump());
        });
        Recognizer recognizer(rig.client(), {.pace = {.patience = std::chrono::milliseconds{0}}});
        const auto found = recognizer.personal_data(kAlice, "text", soon());
        ASSERT_FALSE(found) << row.type;
        EXPECT_EQ(found.error().code, row.code) << row.type;
        EXPECT_EQ(found.error().reason, row.reason) << row.type;
    }
}

struct Screened : ::testing::Test {
    json entities = json::array();
    testing::Rig rig{[this](const testing::SeenRequest&, int) {
        return testing::answer(200, json{{"Entities", entities}}.dump());
    }};
    Recognizer recognizer{rig.client(), {}};
    std::unique_ptr<ports::Guardrail> screen = make_personal_data_screen(recognizer);
};

TEST_F(Screened, OnlyWhatAResumeHasNoNeedOfIsBlocked) {
    entities = {entity("NAME", 0, 1), entity("SSN", 2, 3), entity("EMAIL", 4, 5), entity("PASSPORT_NUMBER", 6, 7, 0.3)};
    const auto screening = screen->screen({kAlice, ports::ScreenRequest::Source::Input, "a b c d e f", {}}, soon());
    ASSERT_TRUE(screening);
    std::vector<std::pair<std::string, bool>> seen;
    for (const auto& finding : screening->findings) seen.emplace_back(finding.kind, finding.action == Finding::Action::Blocked);
    EXPECT_THAT(seen, ElementsAre(std::pair{"NAME", false}, std::pair{"SSN", true}, std::pair{"EMAIL", false},
                                  std::pair{"PASSPORT_NUMBER", false}));
}

TEST_F(Screened, WhatAModelWroteIsNotSentAnywhere) {
    ASSERT_TRUE(screen->screen({kAlice, ports::ScreenRequest::Source::Output, "text", "text"}, soon()));
    EXPECT_TRUE(rig.server().seen().empty());
}

TEST_F(Screened, TwoScreensAreBothAsked) {
    entities = {entity("SSN", 0, 1)};
    const auto twice = both(make_personal_data_screen(recognizer), make_personal_data_screen(recognizer));
    EXPECT_EQ(twice->screen({kAlice, ports::ScreenRequest::Source::Input, "text", {}}, soon())->findings.size(), 2U);
    EXPECT_EQ(both(nullptr, make_personal_data_screen(recognizer))
                  ->screen({kAlice, ports::ScreenRequest::Source::Input, "text", {}}, soon())
                  ->findings.size(),
              1U);
    EXPECT_EQ(both(nullptr, nullptr), nullptr);
}

}  // namespace
}  // namespace bespoke::adapters::aws::comprehend
