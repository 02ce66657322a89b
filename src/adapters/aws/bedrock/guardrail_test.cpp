#include "adapters/aws/bedrock/guardrail.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using nlohmann::json;
using testing::answer;
using testing::Rig;
using testing::SeenRequest;
using Policy = ports::Screening::Finding::Policy;
using Action = ports::Screening::Finding::Action;

Deadline soon() { return Deadline::after(std::chrono::seconds(20)); }

ports::Screening read(const char* text) {
    const auto screening = screening_from(json::parse(text));
    EXPECT_TRUE(screening) << text;
    return screening.value_or(ports::Screening{});
}

TEST(ScreeningFrom, NeverBlocksWhatEveryResumeHas) {
    const auto screening = read(
        R"({"action":"GUARDRAIL_INTERVENED","assessments":[{"sensitiveInformationPolicy":{"piiEntities":[
            {"type":"EMAIL","match":"a@b.example","action":"BLOCKED"},{"type":"NAME","match":"Ada","action":"ANONYMIZED"}],"regexes":[]}}]})");
    ASSERT_EQ(screening.findings.size(), 2U);
    EXPECT_EQ(screening.findings[0].action, Action::Masked);
    EXPECT_FALSE(screening.blocked());
}

TEST(ScreeningFrom, BlocksNumbersThatNoResumeShouldHave) {
    const auto screening = read(
        R"({"action":"GUARDRAIL_INTERVENED","assessments":[{"sensitiveInformationPolicy":{"piiEntities":[
            {"type":"US_SOCIAL_SECURITY_NUMBER","match":"078-05-1120","action":"BLOCKED"}]}}]})");
    ASSERT_TRUE(screening.blocked());
    EXPECT_EQ(screening.findings[0].kind, "US_SOCIAL_SECURITY_NUMBER");
    EXPECT_EQ(screening.findings[0].policy, Policy::PersonalData);
}

TEST(ScreeningFrom, TellsPromptAttacksFromOtherContentAndQuotesNoWord) {
    const auto screening = read(
        R"({"action":"GUARDRAIL_INTERVENED","assessments":[{"contentPolicy":{"filters":[{"type":"PROMPT_ATTACK","action":"BLOCKED"},
            {"type":"HATE","action":"NONE","detected":false}]},"wordPolicy":{"customWords":[{"match":"secret","action":"BLOCKED"}]},
            "topicPolicy":{"topics":[{"name":"Weapons of Anna","type":"DENY","action":"BLOCKED"}]}}]})");
    ASSERT_EQ(screening.findings.size(), 3U);
    EXPECT_EQ(screening.findings[0].policy, Policy::PromptAttack);
    EXPECT_EQ(screening.findings[1].policy, Policy::Topic);
    EXPECT_EQ(screening.findings[1].kind, "DENY");
    EXPECT_EQ(screening.findings[2].policy, Policy::Word);
    EXPECT_EQ(screening.findings[2].kind, "");
}

TEST(ScreeningFrom, PassesAGroundedTextThoughItsScoreIsListed) {
    EXPECT_TRUE(read(R"({"action":"NONE","assessments":[{"contextualGroundingPolicy":{"filters":[
        {"type":"GROUNDING","threshold":0.5,"score":0.9,"action":"NONE"}]}}]})")
                    .findings.empty());
    EXPECT_TRUE(read(R"({"action":"GUARDRAIL_INTERVENED","assessments":[{"contextualGroundingPolicy":{"filters":[
        {"type":"GROUNDING","threshold":0.5,"score":0.1,"action":"BLOCKED","detected":true}]}}]})")
                    .blocked());
}

TEST(ScreeningFrom, TakesAnInterventionWithoutReasonAsOne) {
    EXPECT_TRUE(read(R"({"action":"GUARDRAIL_INTERVENED","assessments":[]})").blocked());
    EXPECT_TRUE(read(R"({"action":"GUARDRAIL_INTERVENED"})").blocked());
}

TEST(ScreeningFrom, RefusesWhatIsNoAnswer) {
    for (const char* text : {"[]", "{}", "3", R"({"action":"MAYBE"})", R"({"action":null})"})
        EXPECT_FALSE(screening_from(json::parse(text))) << text;
}

TEST(BedrockGuardrail, AsksWithTheSourceOfAClaimBesideIt) {
    json sent;
    std::string target;
    Rig rig([&](const SeenRequest& request, int) {
        sent = json::parse(request.body);
        target = request.target;
        return answer(200, R"({"action":"NONE","outputs":[],"assessments":[],"usage":{}})");
    });
    const auto guardrail = make_guardrail(rig.client(), {"gr-1", "3"}, {.patience = std::chrono::milliseconds{0}});
    ASSERT_TRUE(guardrail->screen({TenantId("alice"), ports::ScreenRequest::Source::Output, "claim", "source"}, soon()));
    EXPECT_EQ(target, "/guardrail/gr-1/version/3/apply");
    EXPECT_EQ(sent.at("source"), "OUTPUT");
    ASSERT_EQ(sent.at("content").size(), 3U);
    EXPECT_EQ(sent["content"][0], json::parse(R"({"text":{"text":"source","qualifiers":["grounding_source"]}})"));
    EXPECT_EQ(sent["content"][2], json::parse(R"({"text":{"text":"claim","qualifiers":["guard_content"]}})"));
}

TEST(BedrockGuardrail, SendsALongTextInPiecesAndKeepsWhatAnyOfThemFound) {
    Rig rig([](const SeenRequest&, int number) {
        return answer(200, number == 1 ? R"({"action":"GUARDRAIL_INTERVENED","assessments":[]})" : R"({"action":"NONE"})");
    });
    const auto screening =
        make_guardrail(rig.client(), {"gr-1", "3"}, {.patience = std::chrono::milliseconds{0}})
            ->screen({TenantId("alice"), ports::ScreenRequest::Source::Input, std::string(50'000, 'x'), {}}, soon());
    ASSERT_TRUE(screening);
    EXPECT_TRUE(screening->blocked());
}

TEST(BedrockGuardrail, KeepsAThrottleAThrottle) {
    Rig rig([](const SeenRequest&, int) { return answer(429, "{}", "x-amzn-ErrorType: ThrottlingException\r\n"); });
    const auto screening = make_guardrail(rig.client(), {"gr-1", "3"}, {.patience = std::chrono::milliseconds{0}})
                               ->screen({TenantId("alice"), ports::ScreenRequest::Source::Input, "x", {}}, soon());
    ASSERT_FALSE(screening);
    EXPECT_EQ(screening.error().reason, "throttled");
}

}  // namespace
}  // namespace bespoke::adapters::aws::bedrock
