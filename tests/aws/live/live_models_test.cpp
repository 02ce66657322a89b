#include "live.hpp"

namespace bespoke::adapters::aws::live {
namespace {

using nlohmann::json;

/// The services that read and write texts. Each call costs a fraction of a cent.
class LiveModels : public LiveAws {
protected:
    [[nodiscard]] Answer<Reply> post(Service service, const char* operation, std::string path, const json& body) const {
        Call call;
        call.service = service;
        call.operation = operation;
        call.path = std::move(path);
        call.headers = {{"accept", "application/json"}, {"content-type", "application/json"}};
        call.body = body.dump();
        call.attempt_timeout = std::chrono::seconds(50);
        return client().send(call, as(alice), soon());
    }
    static json read(const Answer<Reply>& reply) { return json::parse(reply->body, nullptr, false); }
};

TEST_F(LiveModels, TheModelAnswers) {
    BESPOKE_NEEDS("BESPOKE_MODEL");
    const json body = {{"messages", {{{"role", "user"}, {"content", {{{"text", "Say yes."}}}}}}},
                       {"inferenceConfig", {{"maxTokens", 16}}},
                       {"requestMetadata", {{"tenantId", alice}}}};
    const auto reply =
        post(Service::BedrockRuntime, "Converse", "/model/" + percent_encode(setting("BESPOKE_MODEL")) + "/converse", body);
    ASSERT_TRUE(reply) << words(reply);
    const auto answer = read(reply);
    EXPECT_TRUE(answer.contains("stopReason")) << reply->body;
    EXPECT_TRUE(answer.contains("/usage/outputTokens"_json_pointer)) << reply->body;
}

TEST_F(LiveModels, TheEmbeddingModelGivesUnitVectors) {
    BESPOKE_NEEDS("BESPOKE_EMBEDDING_MODEL");
    constexpr int kDimensions = 256;
    const auto reply =
        post(Service::BedrockRuntime, "InvokeModel", "/model/" + percent_encode(setting("BESPOKE_EMBEDDING_MODEL")) + "/invoke",
             {{"inputText", "Led a team of four."}, {"dimensions", kDimensions}, {"normalize", true}});
    ASSERT_TRUE(reply) << words(reply);
    const auto answer = read(reply);
    ASSERT_EQ(answer["embedding"].size(), kDimensions) << reply->body;
    double square = 0;
    for (const double value : answer["embedding"]) square += value * value;
    EXPECT_NEAR(square, 1, 0.01);
}

TEST_F(LiveModels, TheGuardrailLetsAResumePass) {
    BESPOKE_NEEDS("BESPOKE_GUARDRAIL");
    const auto reply =
        post(Service::BedrockRuntime, "ApplyGuardrail",
             fmt::format("/guardrail/{}/version/{}/apply", percent_encode(setting("BESPOKE_GUARDRAIL")),
                         percent_encode(setting("BESPOKE_GUARDRAIL_VERSION"))),
             {{"source", "INPUT"}, {"content", {{{"text", {{"text", "Jane Roe, jane@example.com, led a team of four."}}}}}}});
    ASSERT_TRUE(reply) << words(reply);
    const auto answer = read(reply);
    const bool blocked = reply->body.find("\"BLOCKED\"") != std::string::npos;
    EXPECT_FALSE(blocked) << "a name and an address must not block a resume: " << reply->body;
    EXPECT_TRUE(answer.contains("action")) << reply->body;
}

TEST_F(LiveModels, EntitiesAreFound) {
    if (setting("BESPOKE_COMPREHEND") != "on") GTEST_SKIP() << "BESPOKE_COMPREHEND is not on";
    const auto found = call(Service::Comprehend, "DetectEntities",
                            {{"Text", "Jane Roe worked for Acme in Berlin."}, {"LanguageCode", "en"}}, as(alice));
    ASSERT_TRUE(found) << words(found);
    EXPECT_TRUE(found->contains("Entities"));
}

TEST_F(LiveModels, TheCollectionLetsTheTenantsIn) {
    BESPOKE_NEEDS("BESPOKE_COLLECTION");
    Call call;
    call.service = Service::OpenSearchServerless;
    call.operation = "Search";
    call.host_prefix = setting("BESPOKE_COLLECTION") + ".";
    call.path = setting("BESPOKE_VECTOR_INDEX") == "shared" ? "/chunks/_search" : "/chunks-" + alice + "/_search";
    call.headers = {{"content-type", "application/json"}};
    call.body = R"({"query":{"bool":{"filter":[{"term":{"tenantId":")" + alice + R"("}}]}},"size":1})";
    const auto reply = client().send(call, as(alice), soon());
    // Nothing has been indexed for this tenant yet; being let in is what counts.
    EXPECT_TRUE(reply || reply.error().status == 404) << words(reply);
}

}  // namespace
}  // namespace bespoke::adapters::aws::live
