#include "adapters/aws/core/client.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "adapters/aws/core/client_for_test.hpp"
#include "adapters/aws/core/fault_class.hpp"
#include "base/bytes.hpp"

namespace bespoke::adapters::aws {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::answer;
using testing::HttpServer;
using testing::Rig;
using testing::Script;
using testing::SeenRequest;

Deadline soon() { return Deadline::after(20s); }
Call get_object() {
    Call call;
    call.service = Service::S3;
    call.operation = "GetObject";
    call.method = "GET";
    call.path = "/uploads/a%20b";
    return call;
}

TEST(Client, CallsAJsonServiceAndReadsItsAnswer) {
    Rig rig([](const SeenRequest&, int) { return answer(200, "{\"Item\":{\"PK\":{\"S\":\"a\"}}}", "x-amzn-RequestId: R1\r\n"); });
    const auto output = rig.client().call(Service::DynamoDb, "GetItem", {{"TableName", "t"}}, Caller::service(), soon());
    ASSERT_TRUE(output) << output.error().message;
    EXPECT_EQ((*output)["Item"]["PK"]["S"], "a");
    const auto request = rig.server().seen().at(0);
    EXPECT_EQ(request.method + " " + request.target, "POST /");
    EXPECT_EQ(request.body, "{\"TableName\":\"t\"}");
    EXPECT_EQ(request.header("content-type"), "application/x-amz-json-1.0");
    EXPECT_EQ(request.header("x-amz-target"), "DynamoDB_20120810.GetItem");
    EXPECT_EQ(request.header("x-amz-date"), "20260102T030405Z");
    EXPECT_EQ(request.header("host"), rig.server().origin().substr(7));
    EXPECT_EQ(request.header("authorization")
                  .rfind("AWS4-HMAC-SHA256 Credential=KEY1/20260102/eu-west-1/dynamodb/aws4_request, "
                         "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=",
                         0),
              0U)
        << request.header("authorization");
    for (const char* never : {"expect", "accept-encoding", "x-amz-content-sha256", "cookie"})
        EXPECT_EQ(request.header(never), "") << never;
}

TEST(Client, AnEmptyAnswerIsAnEmptyObject) {
    Rig rig([](const SeenRequest&, int) { return answer(200, ""); });
    const auto output = rig.client().call(Service::Sqs, "DeleteMessage", json::object(), Caller::service(), soon());
    ASSERT_TRUE(output);
    EXPECT_EQ(*output, json::object());
    EXPECT_EQ(rig.server().seen().at(0).body, "{}");
}

TEST(Client, SendsPathAndQueryAsTheyWereSigned) {
    Rig rig([](const SeenRequest&, int) { return answer(200, "bytes", "ETag: \"e\"\r\nX-Amz-Meta-A: 1\r\n"); });
    auto call = get_object();
    call.path = "/uploads/../a%20b";
    call.query = {{"prefix", "a b/+"}, {"list-type", "2"}, {"uploads", ""}};
    const auto reply = rig.client().send(call, Caller::service(), soon());
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->body, "bytes");
    EXPECT_EQ(reply->header("etag"), "\"e\"");
    EXPECT_EQ(reply->header("x-amz-meta-b"), "");
    const auto request = rig.server().seen().at(0);
    EXPECT_EQ(request.target, "/uploads/../a%20b?prefix=a%20b%2F%2B&list-type=2&uploads=");
    EXPECT_EQ(request.header("x-amz-content-sha256"), sha256_hex({}));
    EXPECT_EQ(request.header("content-type"), "");
}

TEST(Client, PassesTheTraceOnWithoutSigningIt) {
    std::string trace = "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1";
    Rig rig([](const SeenRequest&, int) { return answer(200, "{}"); },
            [&](Client::Options& options) { options.trace = [&] { return trace; }; });
    for (const std::string next : {"", "a\r\nX: y"}) {
        EXPECT_TRUE(rig.client().call(Service::Sqs, "X", json::object(), Caller::service(), soon()));
        trace = next;
    }
    EXPECT_TRUE(rig.client().call(Service::Sqs, "X", json::object(), Caller::service(), soon()));
    const auto seen = rig.server().seen();
    EXPECT_EQ(seen[0].header("x-amzn-trace-id").substr(0, 7), "Root=1-");
    EXPECT_EQ(seen[0].header("authorization").find("x-amzn-trace-id"), std::string::npos);
    EXPECT_EQ(seen[1].header("x-amzn-trace-id") + seen[2].header("x-amzn-trace-id") + seen[2].header("x"), "");
}

TEST(Client, KeepsItsConnection) {
    Rig rig([](const SeenRequest&, int) { return answer(200, "{}"); });
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon()));
    for (const auto& request : rig.server().seen()) EXPECT_EQ(request.connection, 1);
}

TEST(Client, SurvivesAConnectionThatTheServerHasClosed) {
    Rig rig([](const SeenRequest&, int) { return Script{answer(200, "{}").bytes, Script::Then::HangUp}; });
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon()));
    EXPECT_EQ(rig.server().seen().size(), 5U);
}

TEST(Client, ServesManyThreadsAtOnce) {
    Rig rig([](const SeenRequest& request, int) { return answer(200, json{{"echo", json::parse(request.body)["n"]}}.dump()); });
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 25; ++i) {
                const int number = thread * 1'000 + i;
                const auto output = rig.client().call(Service::Sqs, "X", {{"n", number}}, Caller::service(), soon());
                if (!output || (*output)["echo"] != number) ++wrong;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    int connections = 0;
    for (const auto& request : rig.server().seen()) connections = std::max(connections, request.connection);
    EXPECT_LE(connections, 8);
}

TEST(Client, TriesAgainWhatMayPassAndSignsEachAttemptAnew) {
    const std::pair<const char*, Script> passing[] = {
        {"server error", answer(500, "{\"__type\":\"InternalServerError\"}")},
        {"bad gateway", answer(502, "<html>")},
        {"unavailable", answer(503, "")},
        {"gateway timeout", answer(504, "")},
        {"throttled", answer(400, "{\"__type\":\"com.amazon.coral.availability#ThrottlingException\"}")},
        {"too many", answer(429, "")},
        {"slow client", answer(400, "{\"__type\":\"RequestTimeoutException\"}")},
        {"cut off", {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":", Script::Then::HangUp}},
        {"no answer", {"", Script::Then::HangUp}},
        {"no HTTP", {"SSH-2.0-x\r\n\r\n", Script::Then::HangUp}},
        {"half a JSON", answer(200, "{\"a\":")},
        {"another JSON", answer(200, "[]")},
    };
    for (const auto& [name, first] : passing) {
        Rig rig([&first = first](const SeenRequest&, int number) { return number == 0 ? first : answer(200, "{}"); });
        rig.clock().tick = 1s;
        EXPECT_TRUE(rig.client().call(Service::DynamoDb, "PutItem", json::object(), Caller::service(), soon())) << name;
        const auto seen = rig.server().seen();
        ASSERT_EQ(seen.size(), 2U) << name;
        EXPECT_NE(seen[0].header("x-amz-date"), seen[1].header("x-amz-date")) << name;
        EXPECT_NE(seen[0].header("authorization"), seen[1].header("authorization")) << name;
        EXPECT_EQ(rig.pauses().size(), 1U) << name;
    }
}

TEST(Client, GivesUpAtOnceWhatWillNotPass) {
    const std::pair<int, const char*> lasting[] = {{400, "ValidationException"},   {400, "ConditionalCheckFailedException"},
                                                   {400, "AccessDeniedException"}, {404, "ResourceNotFoundException"},
                                                   {413, "RequestEntityTooLarge"}, {301, "PermanentRedirect"}};
    for (const auto& [status, code] : lasting) {
        Rig rig([status = status, code = code](const SeenRequest&, int) {
            return answer(status, json{{"__type", code}, {"message", "m"}}.dump(), "x-amzn-RequestId: R9\r\n");
        });
        const auto output = rig.client().call(Service::DynamoDb, "PutItem", json::object(), Caller::service(), soon());
        ASSERT_FALSE(output) << code;
        EXPECT_EQ(output.error().status, status);
        EXPECT_EQ(output.error().code, code);
        EXPECT_EQ(output.error().message, "m");
        EXPECT_EQ(output.error().request_id, "R9");
        EXPECT_EQ(output.error().operation, "dynamodb.PutItem");
        EXPECT_EQ(output.error().details["__type"], code);
        EXPECT_EQ(rig.server().seen().size(), 1U) << code;
    }
}

TEST(Client, StopsAfterItsAttempts) {
    Rig rig([](const SeenRequest&, int) { return answer(503, ""); });
    const auto output = rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon());
    ASSERT_FALSE(output);
    EXPECT_EQ(rig.server().seen().size(), 3U);
    EXPECT_EQ(to_error(output.error()).reason, "aws-unavailable");
    // Full jitter with the largest chance there is: half of 100 ms and of 200 ms by the rig's random.
    EXPECT_EQ(rig.pauses(), (std::vector<std::chrono::milliseconds>{50ms, 100ms}));
}

TEST(Client, WaitsAsLongAsTheServiceAsks) {
    for (const auto& [asked, waited] : std::vector<std::pair<std::string, std::chrono::milliseconds>>{
             {"1500", 1'500ms}, {"10", 50ms}, {"60000", 5'050ms}, {"-1", 50ms}, {"soon", 50ms}}) {
        Rig rig([asked = asked](const SeenRequest&, int number) {
            return number == 0 ? answer(503, "", "x-amz-retry-after: " + asked + "\r\n") : answer(200, "{}");
        });
        EXPECT_TRUE(rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon()));
        EXPECT_EQ(rig.pauses(), (std::vector{waited})) << asked;
    }
}

TEST(Client, AStormOfFailuresEmptiesTheBucketAndOnlyFirstAttemptsGoOn) {
    Rig rig([](const SeenRequest&, int) { return answer(500, ""); }, [](Client::Options& options) { options.retry.bucket = 20; });
    for (int i = 0; i < 10; ++i)
        EXPECT_FALSE(rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon()));
    EXPECT_EQ(rig.server().seen().size(), 10U + 20U / 5U);
}

TEST(Client, SuccessFillsTheBucketAgain) {
    Rig rig([](const SeenRequest&, int number) { return number % 2 == 0 ? answer(500, "") : answer(200, "{}"); },
            [](Client::Options& options) { options.retry.bucket = 5; });
    for (int i = 0; i < 10; ++i)
        EXPECT_TRUE(rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon()));
}

TEST(Client, ACallThatMayHappenOnceIsNotSentAgainAfterItMayHaveArrived) {
    for (const auto& script : {answer(500, ""), answer(429, ""), Script{"", Script::Then::HangUp}}) {
        Rig rig([&](const SeenRequest&, int number) { return number == 0 ? answer(200, "") : script; });
        auto call = get_object();
        call.method = "POST";
        call.retry = Call::Retry::Once;
        EXPECT_TRUE(rig.client().send(call, Caller::service(), soon()));
        EXPECT_FALSE(rig.client().send(call, Caller::service(), soon()));
        const auto seen = rig.server().seen();
        ASSERT_EQ(seen.size(), 2U);
        EXPECT_NE(seen[0].connection, seen[1].connection);
    }
}

TEST(Client, ACallThatMayHappenOnceIsSentAgainIfTheServerWasNotReached) {
    Rig rig([](const SeenRequest&, int) { return answer(200, ""); },
            [](Client::Options& options) {
                options.endpoints = Endpoints("eu-west-1", [](const std::string&) { return std::string("http://127.0.0.1:1"); });
            });
    auto call = get_object();
    call.retry = Call::Retry::Once;
    const auto reply = rig.client().send(call, Caller::service(), soon());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "Connect");
    EXPECT_EQ(to_error(reply.error()).code, ErrorCode::Unavailable);
    EXPECT_EQ(rig.pauses().size(), 2U);
}

TEST(Client, SetsItsClockByTheServiceThatRefusedItsDate) {
    const std::string now = "Date: Fri, 02 Jan 2026 03:24:05 GMT\r\n";  // 20 minutes on
    for (const std::string code : {"RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch"}) {
        Rig rig([&](const SeenRequest& request, int) {
            return request.header("x-amz-date") == "20260102T032405Z" ? answer(200, "{}")
                                                                      : answer(403, json{{"__type", code}}.dump(), now);
        });
        EXPECT_TRUE(rig.client().call(Service::Sqs, "SendMessage", json::object(), Caller::service(), soon())) << code;
        EXPECT_TRUE(rig.client().call(Service::Sqs, "SendMessage", json::object(), Caller::service(), soon())) << code;
        EXPECT_EQ(rig.server().seen().size(), 3U) << code;  // the second call knows the time
        EXPECT_EQ(rig.client().clock().now() - rig.clock().now(), 20min);
        EXPECT_TRUE(rig.pauses().empty());
    }
}

TEST(Client, ASignatureThatIsWrongAtTheRightTimeIsNotTriedAgain) {
    Rig rig([](const SeenRequest&, int) {
        return answer(403, "{\"__type\":\"InvalidSignatureException\"}", "Date: Fri, 02 Jan 2026 03:04:10 GMT\r\n");
    });
    const auto output = rig.client().call(Service::Sqs, "SendMessage", json::object(), Caller::service(), soon());
    ASSERT_FALSE(output);
    EXPECT_EQ(rig.server().seen().size(), 1U);
    EXPECT_EQ(to_error(output.error()).reason, "aws-credentials");
}

TEST(Client, AClockThatStaysWrongIsNotFollowedForEver) {
    int minutes = 0;
    Rig rig([&](const SeenRequest&, int) {
        minutes += 10;
        return answer(403, "{\"__type\":\"RequestExpired\"}", fmt::format("Date: Fri, 02 Jan 2026 05:{:02}:05 GMT\r\n", minutes));
    });
    EXPECT_FALSE(rig.client().call(Service::Sqs, "SendMessage", json::object(), Caller::service(), soon()));
    EXPECT_EQ(rig.server().seen().size(), 2U);
}

TEST(Client, AsksForNewKeysOnceTheOldAreRefused) {
    Rig rig([](const SeenRequest& request, int) {
        return request.header("authorization").find("Credential=KEY2/") != std::string::npos
                   ? answer(200, "{}")
                   : answer(400, "{\"__type\":\"ExpiredTokenException\"}");
    });
    EXPECT_TRUE(rig.client().call(Service::Sqs, "SendMessage", json::object(), Caller::service(), soon()));
    EXPECT_EQ(rig.keys().refusals, 1);
    EXPECT_EQ(rig.server().seen().size(), 2U);
}

TEST(Client, KeysThatNobodyKnowsAreAFaultOfTheServer) {
    Rig rig([](const SeenRequest&, int) { return answer(403, "{\"__type\":\"UnrecognizedClientException\"}"); });
    const auto output = rig.client().call(Service::Sqs, "SendMessage", json::object(), Caller::service(), soon());
    ASSERT_FALSE(output);
    EXPECT_EQ(to_error(output.error()).reason, "aws-credentials");
    EXPECT_EQ(rig.server().seen().size(), 2U);
}

TEST(Client, WithoutKeysNothingIsSent) {
    Rig rig([](const SeenRequest&, int) { return answer(200, "{}"); });
    rig.keys().none = true;
    const auto output = rig.client().call(Service::Sqs, "SendMessage", json::object(), Caller::service(), soon());
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, "Credentials");
    EXPECT_EQ(to_error(output.error()).reason, "aws-credentials");
    EXPECT_TRUE(rig.server().seen().empty());
}

TEST(Client, AttemptsAndDeadlineEndWaiting) {
    Rig rig(
        [](const SeenRequest&, int) {
            return Script{"", Script::Then::Wait};
        },
        [](Client::Options& options) { options.attempt_timeout = 40ms; });
    const auto slow = rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon());
    ASSERT_FALSE(slow);
    EXPECT_EQ(slow.error().code, "Timeout");
    EXPECT_EQ(to_error(slow.error()).reason, "aws-unavailable");
    EXPECT_EQ(rig.server().seen().size(), 3U);
    auto call = get_object();
    call.attempt_timeout = 10s;
    const auto late = rig.client().send(call, Caller::service(), Deadline::after(60ms));
    ASSERT_FALSE(late);
    EXPECT_EQ(to_error(late.error()).code, ErrorCode::Timeout);
    EXPECT_EQ(rig.server().seen().size(), 4U);
    const auto never = rig.client().send(call, Caller::service(), Deadline::after(0ms));
    ASSERT_FALSE(never);
    EXPECT_EQ(to_error(never.error()).reason, "deadline");
    EXPECT_EQ(rig.server().seen().size(), 4U);
}

TEST(Client, DoesNotWaitBeyondTheDeadline) {
    Rig rig([](const SeenRequest&, int) { return answer(503, "", "x-amz-retry-after: 60000\r\n"); });
    const auto output = rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), Deadline::after(2s));
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().status, 503);
    EXPECT_TRUE(rig.pauses().empty());
}

TEST(Client, AnAnswerThatIsTooLargeIsCutOff) {
    Rig rig([](const SeenRequest&, int) { return answer(200, std::string(2'000, 'x')); });
    auto call = get_object();
    call.max_response_bytes = 1'999;
    const auto reply = rig.client().send(call, Caller::service(), soon());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "TooLarge");
    EXPECT_EQ(to_error(reply.error()).code, ErrorCode::LimitExceeded);
    EXPECT_EQ(rig.server().seen().size(), 1U);
    call.max_response_bytes = 2'000;
    EXPECT_TRUE(rig.client().send(call, Caller::service(), soon()));
}

TEST(Client, EveryFaultOfAServiceThatAnsweredNamesTheRequest) {
    const std::string ids = "x-amz-request-id: R4\r\nx-amz-id-2: second+/=\r\n";
    const std::pair<std::string, Script> answers[] = {
        {"AccessDenied", answer(403, "<Error><Code>AccessDenied</Code></Error>", ids)},
        {"NotFound", answer(404, "", ids)},
        {"TooLarge", answer(200, std::string(2'000, 'x'), ids)},
        {"Connect", {"HTTP/1.1 200 X\r\nContent-Length: 9\r\n" + ids + "\r\nshort", Script::Then::HangUp}}};
    for (const auto& [code, script] : answers) {
        Rig rig([script = script](const SeenRequest&, int) { return script; });
        auto call = get_object();
        call.max_response_bytes = 1'999;
        const auto reply = rig.client().send(call, Caller::service(), soon());
        ASSERT_FALSE(reply) << code;
        EXPECT_EQ(reply.error().code, code);
        EXPECT_EQ(reply.error().request_id, "R4 second+/=") << code;
        EXPECT_NE(to_error(reply.error()).detail.find("R4 second+/="), std::string::npos) << code;
    }
    Rig rig([](const SeenRequest&, int) { return answer(200, "no JSON", "x-amzn-RequestId: R5\r\n"); });
    const auto output = rig.client().call(Service::Kms, "Decrypt", json::object(), Caller::service(), soon());
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, "Reply");
    EXPECT_EQ(output.error().request_id, "R5");
}

TEST(Client, AnErrorInsideAnS3AnswerOf200IsAFault) {
    Rig rig([](const SeenRequest&, int number) {
        return number == 0
                   ? answer(200, " \n<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code><Message>m</Message></Error>")
                   : answer(200, "<CopyObjectResult/>");
    });
    auto call = get_object();
    call.method = "PUT";
    EXPECT_TRUE(rig.client().send(call, Caller::service(), soon()));
    EXPECT_EQ(rig.server().seen().size(), 2U);
}

TEST(Client, AHeadOfSomethingMissingIsAFaultByItsStatus) {
    Rig rig([](const SeenRequest&, int) {
        return Script{"HTTP/1.1 404 Not Found\r\nContent-Length: 123\r\nx-amz-request-id: R\r\n\r\n"};
    });
    auto call = get_object();
    call.method = "HEAD";
    const auto reply = rig.client().send(call, Caller::service(), soon());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "NotFound");
    EXPECT_EQ(reply.error().request_id, "R");
}

TEST(Client, AHeadThatIsRefusedWithoutAWordMayBeLateOrHaveOldKeys) {
    Rig rig([](const SeenRequest& request, int) {
        if (request.header("x-amz-date") != "20260102T032405Z") return answer(403, "", "Date: Fri, 02 Jan 2026 03:24:05 GMT\r\n");
        return request.header("authorization").find("KEY2/") == std::string::npos ? answer(400, "") : answer(200, "");
    });
    auto call = get_object();
    call.method = "HEAD";
    EXPECT_TRUE(rig.client().send(call, Caller::service(), soon()));
    EXPECT_EQ(rig.server().seen().size(), 3U);
    EXPECT_EQ(rig.keys().refusals, 1);
}

TEST(Client, AHeadThatIsDeniedAtTheRightTimeKeepsItsKeys) {
    Rig rig([](const SeenRequest&, int) { return answer(403, "", "Date: Fri, 02 Jan 2026 03:04:05 GMT\r\n"); });
    auto call = get_object();
    call.method = "HEAD";
    const auto reply = rig.client().send(call, Caller::service(), soon());
    ASSERT_FALSE(reply);
    EXPECT_EQ(to_error(reply.error()).reason, "aws-denied");
    EXPECT_EQ(rig.server().seen().size(), 1U);
    EXPECT_EQ(rig.keys().refusals, 0);
}

TEST(Client, EndlessHeadersAreCutOff) {
    std::string headers;
    for (int i = 0; i < 70; ++i) headers += "X-A: " + std::string(1'000, 'h') + "\r\n";
    Rig rig([&](const SeenRequest&, int) { return answer(200, "", headers); });
    const auto reply = rig.client().send(get_object(), Caller::service(), soon());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "TooLarge");
}

TEST(Client, NothingMalformedLeavesIt) {
    Rig rig([](const SeenRequest&, int) { return answer(200, "{}"); });
    const std::function<void(Call&)> mistakes[] = {
        [](Call& call) { call.path = "a"; },
        [](Call& call) { call.path = "/a b"; },
        [](Call& call) { call.path = "/a?b"; },
        [](Call& call) { call.path = "/a\r\nX: y"; },
        [](Call& call) {
            call.headers = {{"x-amz-meta-a", "b\r\nX: y"}};
        },
        [](Call& call) {
            call.headers = {{"x: y", "b"}};
        },
        [](Call& call) {
            call.headers = {{"", "b"}};
        },
    };
    for (const auto& spoil : mistakes) {
        auto call = get_object();
        spoil(call);
        const auto reply = rig.client().send(call, Caller::service(), soon());
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().code, "Request");
        EXPECT_EQ(to_error(reply.error()).code, ErrorCode::Internal);
    }
    EXPECT_FALSE(rig.client().call(Service::Sqs, "X", {{"a", "\xff"}}, Caller::service(), soon()));
    EXPECT_TRUE(rig.server().seen().empty());
}

TEST(Client, LogsNeitherBodiesNorHeadersNorQueries) {
    Rig rig([](const SeenRequest&, int) {
        return answer(500, "{\"__type\":\"InternalServerError\",\"message\":\"secret-in-message\"}",
                      "x-amzn-RequestId: R7\r\nX-A: secret-in-header\r\n");
    });
    auto call = get_object();
    call.query = {{"q", "secret-in-query"}};
    call.headers = {{"x-amz-meta-a", "secret-in-request-header"}};
    call.body = "secret-in-body";
    ::testing::internal::CaptureStderr();
    EXPECT_FALSE(rig.client().send(call, Caller::service(), soon()));
    const auto log = ::testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("\"request_id\":\"R7\""), std::string::npos) << log;
    EXPECT_NE(log.find("s3.GetObject"), std::string::npos);
    EXPECT_NE(log.find("\"attempts\":3"), std::string::npos);
    EXPECT_EQ(log.find("secret"), std::string::npos) << log;
    EXPECT_EQ(log.find("KEY1"), std::string::npos) << log;
}

}  // namespace
}  // namespace bespoke::adapters::aws
