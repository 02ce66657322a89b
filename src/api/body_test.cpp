#include "api/body.hpp"

#include <gtest/gtest.h>

#include "api/parameters.hpp"
#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using testing::document;
using testing::request;

Error body_error(const char* operation, const http::Request& sent) {
    const auto& spec = *document().find(operation);
    Call call{sent, spec.id, {}, {}, {}, {}, {}, {}, {}};
    const auto read = read_body(spec, call);
    return read ? Error{ErrorCode::Internal, "none", {}, {}, {}} : read.error();
}

http::Request json_request(std::string_view body, const std::string& type = "application/json") {
    return request("POST", "/v1/jobs", {{"Content-Type", type}}, body);
}
constexpr auto kJob =
    R"({"resumeId":"doc_01kapv5m4r8x2t6w0y3z7c9d1f","jobDescriptionId":"doc_01kapv5m4r8x2t6w0y3z7c9d1g","style":{"name":"classic"}})";

TEST(Body, IsReadWhenItFits) {
    EXPECT_EQ(body_error("createJob", json_request(kJob)).reason, "none");
    EXPECT_EQ(body_error("createJob", json_request(kJob, "Application/JSON; charset=UTF-8")).reason, "none");
}

TEST(Body, OfAnotherMediaTypeIsUnsupported) {
    for (const char* type : {"text/plain", "application/json; charset=latin1", "application/jsonx", "json", ""}) {
        EXPECT_EQ(status_of(body_error("createJob", json_request(kJob, type))), 415) << type;
    }
}

TEST(Body, ThatDoesNotFitNamesThePlace) {
    const auto unknown =
        body_error("createJob", json_request(R"({"resumeId":"doc_01kapv5m4r8x2t6w0y3z7c9d1f","jobDescriptionId":"nonsense"})"));
    EXPECT_EQ(unknown.reason, "bad-body");
    EXPECT_EQ(unknown.where, "/jobDescriptionId");
    EXPECT_EQ(body_error("createJob", json_request(R"({"resumeId":1})")).reason, "bad-body");
    EXPECT_EQ(body_error("createJob", json_request("[]")).reason, "bad-body");
    EXPECT_EQ(body_error("createJob", json_request("")).reason, "bad-json");
    EXPECT_EQ(body_error("createJob", json_request(R"({"a":1,"a":1})")).reason, "bad-json");
    EXPECT_EQ(body_error("createJob", json_request(std::string(10'000, '['))).reason, "bad-json");
    EXPECT_EQ(body_error("createJob", json_request(R"({"resumeId":")" + std::string(500'000, 'a') + R"("})")).reason, "bad-body");
    EXPECT_EQ(body_error("createJob", request("POST", "/v1/jobs")).reason, "bad-body");
}

TEST(Body, WhereThereIsNoneIsRefused) {
    EXPECT_EQ(body_error("cancelJob", request("POST", "/v1/jobs/x/cancel", {}, "x")).reason, "bad-body");
    EXPECT_EQ(body_error("cancelJob", request("POST", "/v1/jobs/x/cancel", {}, "{}")).reason, "none");
}

TEST(Form, GivesTheFileAndItsFields) {
    const auto sent = request(
        "POST", "/v1/documents", {{"Content-Type", "multipart/form-data; boundary=b"}},
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cv.txt\"\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nresume\r\n--b--\r\n");
    const auto& spec = *document().find("createDocument");
    Call call{sent, spec.id, {}, {}, {}, {}, {}, {}, {}};
    ASSERT_TRUE(read_body(spec, call));
    EXPECT_EQ(call.body, nlohmann::json({{"kind", "resume"}}));
    EXPECT_EQ(call.file->name, "cv.txt");
    EXPECT_EQ(as_text(call.file->content), "Hello");
}

TEST(Form, WithoutAFileOrWithAnUnknownFieldDoesNotFit) {
    const auto form = [](const std::string& name, const std::string& value) {
        return request("POST", "/v1/documents", {{"Content-Type", "multipart/form-data; boundary=b"}},
                       "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n--b--\r\n");
    };
    EXPECT_EQ(body_error("createDocument", form("kind", "resume")).reason, "bad-body");
    EXPECT_EQ(body_error("createDocument", form("file", "x")).reason, "bad-body");
    EXPECT_EQ(body_error("createDocument", form("other", "x")).reason, "bad-body");
    EXPECT_EQ(
        body_error("createDocument", request("POST", "/v1/documents", {{"Content-Type", "multipart/form-data"}}, "x")).reason,
        "bad-multipart");
}

TEST(BareBody, IsTheFileAsItStands) {
    const auto sent = request("POST", "/v1/documents?kind=resume", {{"Content-Type", "application/pdf"}}, "%PDF");
    const auto& spec = *document().find("createDocument");
    Call call{sent, spec.id, {}, {{"kind", "resume"}, {"name", "cv.pdf"}}, {}, {}, {}, {}, {}};
    ASSERT_TRUE(read_body(spec, call));
    EXPECT_EQ(call.file->name, "cv.pdf");
    EXPECT_EQ(call.file->media_type, "application/pdf");
}

std::string parameter_refusal(const char* operation, const http::Request& sent) {
    const Router router(document());
    const auto found = check_parameters(*document().find(operation), router.find(sent.method, sent.path), sent);
    return found ? "" : problem_slug(found.error());
}

TEST(Parameters, AreRefusedUnlessKnownOnceAndFitting) {
    struct Row {
        const char* target;
        const char* slug;
    };
    const Row rows[] = {{"/v1/jobs", ""},
                        {"/v1/jobs?limit=100&state=active", ""},
                        {"/v1/jobs?limit=0", "bad-parameter"},
                        {"/v1/jobs?limit=101", "bad-parameter"},
                        {"/v1/jobs?limit=007", "bad-parameter"},
                        {"/v1/jobs?limit=1e1", "bad-parameter"},
                        {"/v1/jobs?limit=", "bad-parameter"},
                        {"/v1/jobs?limit=1&limit=1", "bad-parameter"},
                        {"/v1/jobs?state=queued", "bad-parameter"},
                        {"/v1/jobs?tenant=bob", "bad-parameter"},
                        {"/v1/jobs?cursor=a%00b", "bad-parameter"},
                        {"/v1/jobs?cursor=a%0D%0Ab", "bad-parameter"},
                        {"/v1/jobs?%00=1", "bad-parameter"}};
    for (const auto& row : rows) EXPECT_EQ(parameter_refusal("listJobs", request("GET", row.target)), row.slug) << row.target;
}

TEST(Parameters, TakeAnyTextForAFilesName) {
    const std::string names[] = {"../../x", "a%00b", "a%0D%0ASet-Cookie:%20b", "%E2%80%AEfdp.exe", std::string(4096, 'n')};
    for (const auto& name : names) {
        EXPECT_EQ(parameter_refusal("createDocument", request("POST", "/v1/documents?kind=resume&name=" + name)), "") << name;
    }
    const auto longer = "/v1/documents?kind=resume&name=" + std::string(4097, 'n');
    EXPECT_EQ(parameter_refusal("createDocument", request("POST", longer)), "bad-parameter");
}

TEST(Parameters, GiveTheDocumentsDefaults) {
    const auto sent = request("GET", "/v1/jobs");
    EXPECT_EQ(check_parameters(*document().find("listJobs"), {}, sent)->query.at("limit"), "20");
}

TEST(Parameters, InThePathThatCannotBeAreNotFound) {
    for (const auto& id : {std::string("%00"), std::string("%ff"), std::string(65, 'a')}) {
        EXPECT_EQ(parameter_refusal("getJob", request("GET", "/v1/jobs/" + id)), "not-found") << id;
    }
    EXPECT_EQ(parameter_refusal("getJob", request("GET", "/v1/jobs/anything")), "");
}

TEST(Parameters, NeedTheIdempotencyKeyWhereTheDocumentSaysSo) {
    EXPECT_EQ(parameter_refusal("createJob", request("POST", "/v1/jobs")), "idempotency-key-missing");
    EXPECT_EQ(parameter_refusal("createJob", request("POST", "/v1/jobs", {{"Idempotency-Key", "a b"}})), "bad-parameter");
    EXPECT_EQ(parameter_refusal("createJob", request("POST", "/v1/jobs", {{"Idempotency-Key", "a"}, {"idempotency-key", "b"}})),
              "bad-parameter");
    EXPECT_EQ(parameter_refusal("createJob", request("POST", "/v1/jobs", {{"Idempotency-Key", "a"}})), "");
}

}  // namespace
}  // namespace bespoke::api
