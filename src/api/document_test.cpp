#include "api/document.hpp"

#include <gtest/gtest.h>

#include "api/openapi_text.hpp"
#include "api/router.hpp"

namespace bespoke::api {
namespace {

const Document& document() {
    static const auto kDocument = Document::read(openapi_text());
    return *kDocument;
}

TEST(Document, HoldsEveryOperationWithItsRoleBodyAndAnswers) {
    EXPECT_GE(document().operations().size(), 55U);
    const auto* create = document().find("createJob");
    ASSERT_NE(create, nullptr);
    EXPECT_EQ(create->method, "POST");
    EXPECT_EQ(create->access, Access::Editor);
    EXPECT_EQ(create->idempotency, Idempotency::Required);
    EXPECT_TRUE(create->answers.contains(202));
    EXPECT_TRUE(create->answers.contains(507));
    EXPECT_EQ(document().find("downloadArtifact")->access, Access::Signed);
    EXPECT_EQ(document().find("listJobs")->parameters.front().otherwise, "20");
}

TEST(Document, EveryOperationUnderV1NeedsSomebody) {
    for (const auto& operation : document().operations()) {
        if (!operation->path.starts_with("/v1/")) continue;
        EXPECT_NE(operation->access, Access::Public) << operation->id;
    }
}

TEST(Document, EveryOperationDocumentsTheCommonRefusals) {
    for (const auto& operation : document().operations()) {
        for (const int status : {400, 429, 500, 503}) EXPECT_TRUE(operation->answers.contains(status)) << operation->id << status;
        if (operation->access < Access::Viewer) continue;
        for (const int status : {401, 403, 404}) EXPECT_TRUE(operation->answers.contains(status)) << operation->id << status;
    }
}

TEST(Document, RefusesWhatItDoesNotUnderstand) {
    const auto refused = [](const char* text) { return !Document::read(text).has_value(); };
    EXPECT_TRUE(refused("{"));
    EXPECT_TRUE(refused(R"({"paths":{"/a":{"get":{"operationId":"a","x-rate-class":"read","responses":{}}}}})"));
    EXPECT_TRUE(refused(R"({"paths":{"/a":{"$ref":"#/paths/~1a"}}})"));
    EXPECT_TRUE(refused(R"({"paths":{"/a":{"$ref":"#/nowhere"}}})"));
}

TEST(Router, PrefersALiteralPartToAParameter) {
    const Router router(document());
    EXPECT_EQ(router.find("POST", "/v1/dead-letters/redrive").operation->id, "redriveAllDeadLetters");
    EXPECT_EQ(router.find("GET", "/v1/dead-letters/job_1").operation->id, "getDeadLetter");
    EXPECT_EQ(router.find("GET", "/v1/dead-letters/job_1").path.at("jobId"), "job_1");
}

TEST(Router, TellsAWrongMethodFromAWrongPath) {
    const Router router(document());
    const auto wrong_method = router.find("PATCH", "/v1/jobs");
    EXPECT_EQ(wrong_method.operation, nullptr);
    EXPECT_EQ(wrong_method.allowed, (std::vector<std::string>{"GET", "HEAD", "POST"}));
    EXPECT_EQ(router.find("HEAD", "/v1/jobs").operation->id, "listJobs");
    EXPECT_EQ(router.find("HEAD", "/v1/uploads/upl_1").operation, nullptr);
    for (const char* path : {"/", "/v1", "/v1/jobs/", "/v1/JOBS", "/v1/%6Aobs", "/v1/jobs//history", "/healthz/x"}) {
        EXPECT_TRUE(router.find("GET", path).allowed.empty()) << path;
    }
}

}  // namespace
}  // namespace bespoke::api
