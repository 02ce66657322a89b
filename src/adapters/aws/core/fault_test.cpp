#include "adapters/aws/core/fault.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/core/fault_class.hpp"
#include "adapters/aws/core/fault_reader.hpp"

namespace bespoke::adapters::aws {
namespace {

WireReply reply(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    return {
        .ended = WireReply::Ended::Whole, .status = status, .headers = std::move(headers), .body = std::move(body), .detail = {}};
}
Fault coded(int status, std::string code) {
    Fault fault;
    fault.status = status;
    fault.code = std::move(code);
    return fault;
}

TEST(Fault, IsReadFromEveryProtocol) {
    struct Case {
        WireReply reply;
        const char *code, *message, *request_id;
    };
    const Case cases[] = {
        {reply(400, R"({"__type":"com.amazonaws.dynamodb.v20120810#ValidationException","message":"m"})",
               {{"x-amzn-requestid", "R"}}),
         "ValidationException", "m", "R"},
        {reply(400, R"({"__type":"NotFoundException","Message":"m"})"), "NotFoundException", "m", ""},
        {reply(429, R"({"message":"m"})", {{"x-amzn-errortype", "ThrottlingException:http://internal.amazon.com/coral/"}}),
         "ThrottlingException", "m", ""},
        {reply(403, R"({"Message":"m"})", {{"x-amzn-errortype", "a.b#AccessDeniedException"}}), "AccessDeniedException", "m", ""},
        {reply(400, R"({"code":"Bad","message":"m"})"), "Bad", "m", ""},
        {reply(404,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>a &amp; b</Message>"
               "<RequestId>R</RequestId></Error>"),
         "NoSuchKey", "a & b", "R"},
        {reply(400,
               "<ErrorResponse "
               "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>ValidationError</Code>"
               "<Message>m</Message></Error><RequestId>R</RequestId></ErrorResponse>"),
         "ValidationError", "m", "R"},
        {reply(403, "", {{"x-amz-request-id", "R"}}), "AccessDenied", "", "R"},
        {reply(404, ""), "NotFound", "", ""},
        {reply(412, ""), "PreconditionFailed", "", ""},
        {reply(409, ""), "Conflict", "", ""},
        {reply(304, ""), "NotModified", "", ""},
        {reply(503, "<html><body>Service Unavailable"), "ServiceUnavailable", "", ""},
        {reply(500, "{\"a\":"), "Http500", "", ""},
        {reply(418, "plain words"), "Http418", "", ""},
        {reply(400, R"({"__type":7,"message":[1]})"), "BadRequest", "", ""},
    };
    for (const auto& c : cases) {
        const auto fault = read_fault(c.reply, "x.Y");
        EXPECT_EQ(fault.code, c.code) << c.reply.body;
        EXPECT_EQ(fault.message, c.message) << c.reply.body;
        EXPECT_EQ(fault.request_id, c.request_id) << c.reply.body;
        EXPECT_EQ(fault.status, c.reply.status);
        EXPECT_EQ(fault.operation, "x.Y");
    }
}

TEST(Fault, KeepsTheWholeBodyForWhoKnowsItsMembers) {
    const auto fault =
        read_fault(reply(400, R"({"__type":"ConditionalCheckFailedException","Item":{"PK":{"S":"a"}}})"), "dynamodb.PutItem");
    EXPECT_EQ(fault.details["Item"]["PK"]["S"], "a");
}

TEST(Fault, KeepsOnlyTheBeginningOfAnEndlessMessage) {
    const auto fault = read_fault(reply(400, "{\"message\":\"" + std::string(10'000, 'm') + "\"}"), "x.Y");
    EXPECT_EQ(fault.message.size(), 2'000U);
}

TEST(Fault, SurfacesAsWhatCallersCanActOn) {
    struct Case {
        Fault fault;
        ErrorCode code;
        const char* reason;
    };
    const Case cases[] = {
        {coded(400, "ThrottlingException"), ErrorCode::Unavailable, "throttled"},
        {coded(400, "ProvisionedThroughputExceededException"), ErrorCode::Unavailable, "throttled"},
        {coded(400, "LimitExceededException"), ErrorCode::Unavailable, "throttled"},
        {coded(503, "SlowDown"), ErrorCode::Unavailable, "throttled"},
        {coded(429, "ModelNotReadyException"), ErrorCode::Unavailable, "throttled"},
        {coded(400, "ServiceQuotaExceededException"), ErrorCode::Unavailable, "throttled"},
        {coded(500, "InternalServerError"), ErrorCode::Unavailable, "aws-unavailable"},
        {coded(408, "ModelTimeoutException"), ErrorCode::Unavailable, "aws-unavailable"},
        {coded(501, "NotImplemented"), ErrorCode::Unavailable, "aws-unavailable"},
        {coded(400, "ExpiredTokenException"), ErrorCode::Unavailable, "aws-credentials"},
        {coded(403, "InvalidClientTokenId"), ErrorCode::Unavailable, "aws-credentials"},
        {coded(403, "SignatureDoesNotMatch"), ErrorCode::Unavailable, "aws-credentials"},
        {coded(403, "AccessDenied"), ErrorCode::Forbidden, "aws-denied"},
        {coded(400, "AccessDeniedException"), ErrorCode::Forbidden, "aws-denied"},
        {coded(403, "anything"), ErrorCode::Forbidden, "aws-denied"},
        {coded(400, "ResourceNotFoundException"), ErrorCode::NotFound, "aws-resource"},
        {coded(404, "NotFound"), ErrorCode::NotFound, "aws-resource"},
        {coded(400, "QueueDoesNotExist"), ErrorCode::NotFound, "aws-resource"},
        {coded(400, "ValidationException"), ErrorCode::Internal, "aws-request"},
        {coded(409, "ConflictException"), ErrorCode::Internal, "aws-request"},
        {coded(301, "PermanentRedirect"), ErrorCode::Internal, "aws-request"},
        {coded(0, "Connect"), ErrorCode::Unavailable, "aws-unavailable"},
    };
    for (auto c : cases) {
        c.fault.operation = "svc.Op";
        c.fault.message = "arn:aws:s3:::bucket";
        c.fault.request_id = "R1";
        const auto error = to_error(c.fault);
        EXPECT_EQ(error.code, c.code) << c.fault.code;
        EXPECT_EQ(error.reason, c.reason) << c.fault.code;
        for (const char* part : {"svc.Op", "arn:aws:s3:::bucket", "R1"})
            EXPECT_NE(error.detail.find(part), std::string::npos) << c.fault.code;
        EXPECT_FALSE(error.public_text.empty());
        EXPECT_EQ(error.public_text.find("arn:"), std::string::npos);
    }
}

Fault cancelled(std::initializer_list<const char*> reasons) {
    auto fault = coded(400, "TransactionCanceledException");
    fault.details = {{"CancellationReasons", nlohmann::json::array()}};
    for (const char* reason : reasons) fault.details["CancellationReasons"].push_back({{"Code", reason}});
    return fault;
}

TEST(Fault, ATransactionIsThrottledIfNothingButLoadStoppedIt) {
    for (const auto& fault : {cancelled({"None", "ThrottlingError"}), cancelled({"ProvisionedThroughputExceeded", "None"})}) {
        EXPECT_TRUE(is_throttle(fault));
        EXPECT_TRUE(is_worth_another_try(fault));
    }
    for (const auto& fault :
         {cancelled({"None", "ConditionalCheckFailed"}), cancelled({"ThrottlingError", "ConditionalCheckFailed"}),
          cancelled({"TransactionConflict"}), cancelled({"None"}), cancelled({}), coded(400, "TransactionCanceledException")})
        EXPECT_FALSE(is_throttle(fault));
    auto odd = cancelled({});
    odd.details["CancellationReasons"] = {1, "x", {{"Code", 5}}};
    EXPECT_FALSE(is_throttle(odd));
}

TEST(ErrorInDisguise, IsAnErrorElementAtTheBeginning) {
    for (const char* body :
         {"<Error><Code>x</Code></Error>", " \r\n<Error>", "<?xml version=\"1.0\"?><Error>", "<?xml?>\n \n<Error a=\"b\">"})
        EXPECT_TRUE(is_error_in_disguise(body)) << body;
    for (const char* body : {"", "<CopyObjectResult/>", "<Errors>", "a<Error>", "<?xml", "<?xml?>", "{\"Error\":1}"})
        EXPECT_FALSE(is_error_in_disguise(body)) << body;
}

TEST(ShortCode, LeavesNamespaceAndAddressOut) {
    const std::pair<const char*, const char*> cases[] = {{"A", "A"},       {"n#A", "A"}, {"A:http://x#y", "A"},
                                                         {"n#m#A:x", "A"}, {"", ""},     {"#", ""}};
    for (const auto& [code, expected] : cases) EXPECT_EQ(short_code(code), expected);
}

}  // namespace
}  // namespace bespoke::adapters::aws
