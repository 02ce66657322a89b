#include "adapters/aws/bedrock/embedder.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using testing::answer;
using testing::Rig;
using testing::SeenRequest;

const PacerOptions kImpatient{.patience = std::chrono::milliseconds{0}};

/// Three in the direction of the text's length, so that texts are told apart and nothing has unit length.
std::string vector_for(const SeenRequest& request) {
    const auto text = nlohmann::json::parse(request.body).at("inputText").get<std::string>();
    std::vector<float> vector(256, 0);
    vector[text.size() % 256] = 3;
    return nlohmann::json{{"embedding", vector}, {"inputTextTokenCount", 1}}.dump();
}

TEST(TitanEmbedder, GivesOneVectorOfUnitLengthATextInOrder) {
    std::atomic<int> asked{0};
    Rig rig([&](const SeenRequest& request, int) {
        ++asked;
        return answer(200, vector_for(request));
    });
    const auto embedder = make_embedder(rig.client(), TenantId("alice"), {.dimension = 256});
    EXPECT_EQ(embedder->name(), "amazon.titan-embed-text-v2:0/256");
    const std::vector<std::string> texts = {"four", "", "sixsix", "four"};
    const auto vectors = embedder->embed(texts);
    ASSERT_TRUE(vectors) << vectors.error().detail;
    ASSERT_EQ(vectors->size(), 4U);
    EXPECT_FLOAT_EQ((*vectors)[0][4], 1);
    EXPECT_FLOAT_EQ((*vectors)[1][1], 1);
    EXPECT_FLOAT_EQ((*vectors)[2][6], 1);
    EXPECT_EQ((*vectors)[0], (*vectors)[3]);
    EXPECT_EQ(asked, 3);
}

TEST(TitanEmbedder, CutsWhatGoesBeyondTheWindowBetweenCharacters) {
    std::string sent;
    Rig rig([&](const SeenRequest& request, int) {
        sent = nlohmann::json::parse(request.body).at("inputText").get<std::string>();
        return answer(200, vector_for(request));
    });
    const std::vector<std::string> texts = {"a\u00e9\u00e9b"};
    ASSERT_TRUE(make_embedder(rig.client(), TenantId("alice"), {.dimension = 256, .max_characters = 2})->embed(texts));
    EXPECT_EQ(sent, "a\u00e9");
}

TEST(TitanEmbedder, FailsAsAWholeAndAThrottleStaysAThrottle) {
    const std::tuple<int, const char*, const char*, const char*> cases[] = {
        {429, R"({"message":"slow"})", "x-amzn-ErrorType: ThrottlingException\r\n", "throttled"},
        {404, R"({"message":"none"})", "x-amzn-ErrorType: ResourceNotFoundException\r\n", "embedder-missing"},
        {200, R"({"embedding":[1,2]})", "", "embedder-failed"},
        {200, R"({"embedding":"x"})", "", "embedder-failed"},
        {200, "[]", "", "embedder-failed"}};
    for (const auto& [status, body, headers, reason] : cases) {
        Rig rig([&, status = status, body = body, headers = headers](const SeenRequest&, int) {
            return answer(status, body, headers);
        });
        const std::vector<std::string> texts = {"one", "two", "three"};
        const auto vectors = make_embedder(rig.client(), TenantId("alice"), {.dimension = 256, .pace = kImpatient})->embed(texts);
        ASSERT_FALSE(vectors) << reason;
        EXPECT_EQ(vectors.error().code, ErrorCode::Unavailable);
        EXPECT_EQ(vectors.error().reason, reason);
    }
}

TEST(TitanEmbedder, OutlivesAStormOfThrottlesAndSaysWhatItTook) {
    std::atomic<int> asked{0};
    Rig rig([&](const SeenRequest& request, int) {
        return ++asked % 4 != 0 ? answer(429, R"({"message":"slow"})", "x-amzn-ErrorType: ThrottlingException\r\n")
                                : answer(200, vector_for(request));
    });
    std::int64_t tokens = 0;
    double usd = 0;
    const auto embedder = make_embedder(rig.client(), TenantId("alice"),
                                        {.dimension = 256,
                                         .pace = {.pause = [](std::chrono::milliseconds) {}},
                                         .usd_per_million_tokens = 20,
                                         .on_used = [&](std::int64_t more, double cost) { tokens += more, usd += cost; }});
    const std::vector<std::string> texts = {"one", "three", "eleven", "one"};
    ASSERT_TRUE(embedder->embed(texts)) << "three of four requests were throttled, which is more than the client's own attempts";
    EXPECT_EQ(tokens, 3);
    EXPECT_DOUBLE_EQ(usd, 0.00006);
}

}  // namespace
}  // namespace bespoke::adapters::aws::bedrock
