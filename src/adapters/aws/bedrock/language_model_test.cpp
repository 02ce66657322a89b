#include "adapters/aws/bedrock/language_model.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using testing::answer;
using testing::Rig;
using testing::Script;
using testing::SeenRequest;

constexpr const char* kAnswer =
    R"({"output":{"message":{"role":"assistant","content":[{"text":"{\"edits\":[]}"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5},"metrics":{"latencyMs":1}})";

ports::CompletionRequest question() {
    ports::CompletionRequest request;
    request.owner = TenantId("alice");
    request.system = "rules";
    request.user = "task";
    request.schema = {{"type", "object"}};
    return request;
}
const PacerOptions kImpatient{.patience = std::chrono::milliseconds{0}};
Deadline soon() { return Deadline::after(std::chrono::seconds(20)); }

Script refusal(int status, const std::string& code, const std::string& message) {
    return answer(status, nlohmann::json{{"message", message}}.dump(), "x-amzn-ErrorType: " + code + "\r\n");
}

TEST(BedrockLanguageModel, AsksAtThePathOfTheModelEncodedOnce) {
    std::string target;
    Rig rig([&](const SeenRequest& request, int) {
        target = request.target;
        return answer(200, kAnswer);
    });
    const auto model = make_language_model(rig.client(), {.model = "eu.anthropic.claude-x-v1:0"});
    ASSERT_TRUE(model);
    const auto completion = (*model)->complete(question(), soon());
    ASSERT_TRUE(completion) << completion.error().detail;
    EXPECT_EQ(target, "/model/eu.anthropic.claude-x-v1%3A0/converse");
    EXPECT_EQ(completion->text, R"({"edits":[]})");
    EXPECT_EQ(completion->model, "eu.anthropic.claude-x-v1:0");
}

TEST(BedrockLanguageModel, RemembersThatAModelEnforcesNoSchema) {
    std::vector<bool> enforced;
    Rig rig([&](const SeenRequest& request, int) {
        enforced.push_back(request.body.find("outputConfig") != std::string::npos);
        return enforced.back() ? refusal(400, "ValidationException", "outputConfig is not supported for this model")
                               : answer(200, kAnswer);
    });
    const auto model = make_language_model(rig.client(), {.model = "m"});
    ASSERT_TRUE((*model)->complete(question(), soon()));
    ASSERT_TRUE((*model)->complete(question(), soon()));
    EXPECT_EQ(enforced, (std::vector<bool>{true, false, false}));
}

TEST(BedrockLanguageModel, SaysInThePortsWordsWhyThereIsNoAnswer) {
    const std::tuple<int, const char*, ErrorCode, const char*> cases[] = {
        {429, "ThrottlingException", ErrorCode::Unavailable, "throttled"},
        {400, "ServiceQuotaExceededException", ErrorCode::Unavailable, "throttled"},
        {503, "ServiceUnavailableException", ErrorCode::Unavailable, "model-overloaded"},
        {424, "ModelErrorException", ErrorCode::Unavailable, "model-overloaded"},
        {408, "ModelTimeoutException", ErrorCode::Unavailable, "model-overloaded"},
        {403, "AccessDeniedException", ErrorCode::Forbidden, "model-unauthorised"},
        {404, "ResourceNotFoundException", ErrorCode::InvalidInput, "model-request"},
        {400, "ValidationException", ErrorCode::InvalidInput, "model-request"}};
    for (const auto& [status, code, expected, reason] : cases) {
        Rig rig([&, status = status, code = code](const SeenRequest&, int) { return refusal(status, code, "no"); });
        const auto completion =
            (*make_language_model(rig.client(), {.model = "m", .pace = kImpatient}))->complete(question(), soon());
        ASSERT_FALSE(completion) << code;
        EXPECT_EQ(completion.error().code, expected) << code;
        EXPECT_EQ(completion.error().reason, reason) << code;
    }
}

TEST(BedrockLanguageModel, TakesNoAnswerThatIsNoJson) {
    Rig rig([](const SeenRequest&, int) { return answer(200, "<html>"); });
    const auto completion = (*make_language_model(rig.client(), {.model = "m"}))->complete(question(), soon());
    ASSERT_FALSE(completion);
    EXPECT_EQ(completion.error().reason, "model-answer");
}

TEST(BedrockLanguageModel, NeedsAName) {
    Rig rig([](const SeenRequest&, int) { return answer(200, kAnswer); });
    EXPECT_FALSE(make_language_model(rig.client(), {}));
}

}  // namespace
}  // namespace bespoke::adapters::aws::bedrock
