#include "lambda/api_event.hpp"

#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "lambda/trace_header.hpp"

namespace bespoke::lambda {
namespace {

using nlohmann::json;
using namespace std::string_literals;

constexpr const char* kTrace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

json event() {
    return {{"resource", "/{proxy+}"},
            {"path", "/v1/jobs"},
            {"httpMethod", "GET"},
            {"headers", {{"Accept", "application/json"}}},
            {"multiValueHeaders", {{"Accept", {"application/json", "text/html"}}}},
            {"queryStringParameters", nullptr},
            {"multiValueQueryStringParameters", nullptr},
            {"requestContext",
             {{"identity", {{"sourceIp", "192.0.2.7"}}},
              {"authorizer", {{"claims", {{"sub", "u-1"}, {"custom:tenantId", "acme"}}}}}}},
            {"body", nullptr},
            {"isBase64Encoded", false}};
}

Result<http::Request> read(const json& value) {
    Invocation invocation;
    invocation.payload = value.dump();
    invocation.trace_header = kTrace;
    invocation.deadline = Deadline::after(std::chrono::seconds(20));
    return request_from(invocation);
}

TEST(ApiEvent, BecomesARequestWithAllValuesOfEachHeader) {
    const auto request = read(event());
    ASSERT_TRUE(request);
    EXPECT_EQ(request->method, "GET");
    EXPECT_EQ(request->target, "/v1/jobs");
    EXPECT_EQ(request->query, "");
    EXPECT_EQ(request->headers.count("accept"), 2U);
    EXPECT_EQ(request->peer, "192.0.2.7");
    EXPECT_TRUE(request->body.empty());
    EXPECT_EQ(request->trace.trace_id, "5759e988bd862e3fe1be46a994272793");
    EXPECT_GT(request->deadline.left(), std::chrono::seconds(10));
}

TEST(ApiEvent, TakesSingleValuesWhereThereAreNoLists) {
    auto given = event();
    given.erase("multiValueHeaders");
    given["queryStringParameters"] = {{"limit", "5"}};
    const auto request = read(given);
    EXPECT_EQ(request->headers.get("Accept"), "application/json");
    EXPECT_EQ(request->query, "limit=5");
}

TEST(ApiEvent, EncodesTheQueryAnewSoThatNoValueBecomesAnotherParameter) {
    auto given = event();
    given["multiValueQueryStringParameters"] = {{"name", {"a&b=c d", "ü"}}};
    EXPECT_EQ(read(given)->query, "name=a%26b%3Dc%20d&name=%C3%BC");
}

TEST(ApiEvent, LeavesEscapesOfThePathAndMakesThoseThatAreMissing) {
    auto given = event();
    given["path"] = "/v1/artifacts/job_1/a%20b.pdf";
    EXPECT_EQ(read(given)->path, "/v1/artifacts/job_1/a%20b.pdf");
    given["path"] = "/v1/artifacts/job_1/a b.pdf";
    EXPECT_EQ(read(given)->path, "/v1/artifacts/job_1/a%20b.pdf");
}

TEST(ApiEvent, DecodesABinaryBody) {
    auto given = event();
    const auto bytes = "\x00\xff%PDF"s;
    given["body"] = crypto::base64(as_bytes(bytes));
    given["isBase64Encoded"] = true;
    EXPECT_EQ(as_text(read(given)->body), bytes);
}

TEST(ApiEvent, PrefersTheClientsOwnTrace) {
    auto given = event();
    given["multiValueHeaders"]["TraceParent"] = {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
    EXPECT_EQ(read(given)->trace.trace_id, "0af7651916cd43dd8448eb211c80319c");
}

TEST(ApiEvent, RefusesWhatNoServerWouldTake) {
    const std::pair<const char*, json> cases[] = {
        {"path", "/v1/../admin"},
        {"path", "//v1"},
        {"path", "/v1/%zz"},
        {"path", "/a%2fb"},
        {"path", ""},
        {"path", 7},
        {"httpMethod", "GET /"},
        {"httpMethod", nullptr},
        {"body", 7},
        {"multiValueHeaders", {{"A\r\nB", {"x"}}}},
        {"multiValueHeaders", {{"A", {"x\r\nB: y"}}}},
    };
    for (const auto& [name, value] : cases) {
        auto given = event();
        given[name] = value;
        const auto request = read(given);
        ASSERT_FALSE(request) << name << ' ' << value;
        EXPECT_EQ(request.error().reason, "bad-event");
    }
    auto given = event();
    given["isBase64Encoded"] = true;
    given["body"] = "*";
    EXPECT_FALSE(read(given));
    Invocation invocation;
    invocation.payload = "[]";
    EXPECT_FALSE(request_from(invocation));
}

TEST(ApiEvent, TellsWhatTheAuthorizerVerified) {
    const auto claims = claims_of(event().dump());
    EXPECT_EQ(claims.subject, "u-1");
    EXPECT_EQ(claims.tenant, "acme");
    EXPECT_EQ(claims_of("{}").tenant, "");
}

TEST(ApiReply, HasTextAsItIsAndEveryHeader) {
    http::Response response;
    response.status = 201;
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Set-Cookie", "a");
    response.headers.add("Set-Cookie", "b");
    response.body = "{\"name\":\"Zoë\"}";
    const json expected = {{"statusCode", 201},
                           {"multiValueHeaders", {{"Content-Type", {"application/json"}}, {"Set-Cookie", {"a", "b"}}}},
                           {"body", "{\"name\":\"Zoë\"}"},
                           {"isBase64Encoded", false}};
    EXPECT_EQ(json::parse(*reply_from(std::move(response))), expected);
}

TEST(ApiReply, CarriesAnyBytes) {
    for (const auto& bytes : {"\x00\xff\xfe"s, "\xed\xa0\x80"s}) {
        http::Response response;
        response.body = to_bytes(bytes);
        const auto reply = json::parse(*reply_from(std::move(response)));
        EXPECT_EQ(reply.at("isBase64Encoded"), true);
        EXPECT_EQ(as_text(*crypto::from_base64(reply.at("body").get<std::string>())), bytes);
    }
}

TEST(ApiReply, RefusesWhatLambdaWouldNotCarry) {
    http::Response response;
    response.body = std::string(kMaxReplyBytes + 1, 'x');
    EXPECT_EQ(reply_from(std::move(response)).error().reason, "answer-too-large");
}

struct TwoLines final : http::Stream {
    int left = 2;
    std::optional<std::string> poll() override { return left-- > 0 ? std::optional<std::string>("data: 1\n\n") : std::nullopt; }
};

TEST(ApiReply, GivesOfAStreamWhatIsThereNow) {
    http::Response response;
    response.body = std::make_unique<TwoLines>();
    EXPECT_EQ(json::parse(*reply_from(std::move(response))).at("body"), "data: 1\n\n");
}

TEST(TraceHeader, IsTheSameTraceInBothSpellings) {
    const auto trace = trace_from(kTrace);
    ASSERT_TRUE(trace);
    EXPECT_EQ(trace->span_id, "53995c3f42cd8ad8");
    EXPECT_TRUE(trace->sampled);
    EXPECT_EQ(to_trace_header(*trace), kTrace);
    EXPECT_FALSE(trace_from("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0")->sampled);
}

TEST(TraceHeader, RefusesAnyOtherText) {
    for (const auto* text : {"", "Root=", "Root=2-5759e988-bd862e3fe1be46a994272793", "Root=1-5759e98-8bd862e3fe1be46a994272793",
                             "Root=1-5759e988-BD862e3fe1be46a994272793", "Parent=53995c3f42cd8ad8"})
        EXPECT_FALSE(trace_from(text)) << text;
}

}  // namespace
}  // namespace bespoke::lambda
