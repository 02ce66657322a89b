// The client itself against services that check signatures, sessions and the time, and that fail on demand.

#include "adapters/aws/core/client.hpp"

#include <gtest/gtest.h>

#include "adapters/aws/core/credential_chain.hpp"
#include "adapters/aws/core/transport.hpp"
#include "emulated.hpp"

namespace bespoke::adapters::aws {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

Deadline soon() { return Deadline::after(20s); }
const Caller kAlice = Caller::tenant(TenantId("client-a"));
const Caller kBob = Caller::tenant(TenantId("client-b"));

/// The emulators' own door; what a test has turned there is turned back at its end.
class AwsClient : public ::testing::Test {
protected:
    std::unique_ptr<testing::Emulators> emulators = testing::Emulators::find();
    [[nodiscard]] Client& client() const { return emulators->client(); }
    void SetUp() override { ASSERT_TRUE(emulators) << "run this by tests/aws/with_emulators.py"; }
    void TearDown() override {
        control("PUT", "faults", json::array());
        control("PUT", "clock", {{"skewSeconds", 0}});
    }
    static void control(std::string_view method, const std::string& what, const json& body = nullptr) {
        WireRequest request;
        request.method = method;
        request.url = emulated("BESPOKE_TEST_CONTROL") + "/" + what;
        const auto text = body.is_null() ? std::string() : body.dump();
        request.body = text;
        request.headers = {{"content-type", "application/json"}};
        const auto reply = Transport().exchange(request);
        ASSERT_EQ(reply.status, 200) << what << ": " << reply.detail << reply.body;
    }
    static Call object(std::string method, const std::string& key) {
        Call call;
        call.service = Service::S3;
        call.operation = method == "PUT" ? "PutObject" : "GetObject";
        call.method = std::move(method);
        call.path = "/" + emulated("BESPOKE_TEST_BUCKET") + percent_encode_path("/" + key);
        return call;
    }
    [[nodiscard]] Answer<Reply> put(const std::string& key, const std::string& body, const Caller& caller) const {
        auto call = object("PUT", key);
        call.body = body;
        return client().send(call, caller, soon());
    }
    /// A call of a JSON service that has no effect.
    [[nodiscard]] Answer<json> ask() const {
        return client().call(Service::Sqs, "ListQueues", json::object(), Caller::service(), soon());
    }
};

TEST_F(AwsClient, ATenantsSessionReachesItsOwnObjectsAndNoOthers) {
    ASSERT_TRUE(put("tenants/client-a/x", "1", kAlice));
    const auto own = client().send(object("GET", "tenants/client-a/x"), kAlice, soon());
    ASSERT_TRUE(own) << own.error().message;
    EXPECT_EQ(own->body, "1");
    for (const auto& call : {object("GET", "tenants/client-a/x"), object("PUT", "tenants/client-a/y")}) {
        const auto others = client().send(call, kBob, soon());
        ASSERT_FALSE(others);
        EXPECT_EQ(others.error().status, 403);
        EXPECT_EQ(to_error(others.error()).reason, "aws-denied");
    }
}

TEST_F(AwsClient, EveryCharacterOfAKeySurvivesSigning) {
    for (const std::string key :
         {"a b", "a+b=c&d", "'()*!", "~._-", "\u00e9\u1234\U0001F600", "a%20b", "a//b", "x:y@z,$;", "#?[]"}) {
        const auto name = "tenants/client-a/keys/" + key;
        const auto stored = put(name, key, kAlice);
        ASSERT_TRUE(stored) << key << ": " << stored.error().code << " " << stored.error().message;
        const auto read = client().send(object("GET", name), kAlice, soon());
        ASSERT_TRUE(read) << key << ": " << read.error().code;
        EXPECT_EQ(read->body, key);
    }
}

TEST_F(AwsClient, AQueryIsSignedWhateverItHolds) {
    auto call = object("GET", "");
    call.operation = "ListObjectsV2";
    call.query = {{"prefix", "tenants/client-a/ +/=&\u00e9"}, {"list-type", "2"}, {"max-keys", "1"}};
    const auto listed = client().send(call, kAlice, soon());
    EXPECT_TRUE(listed) << listed.error().code << " " << listed.error().message;
}

TEST_F(AwsClient, SetsItsClockByTheServices) {
    for (const int seconds : {1'200, -1'200}) {
        control("PUT", "clock", {{"skewSeconds", seconds}});
        const auto output = ask();
        EXPECT_TRUE(output) << output.error().code << " " << output.error().message;
        const auto off = client().clock().now() - emulators->clock().now();
        EXPECT_NEAR(std::chrono::duration<double>(off).count(), seconds, 5);
    }
}

TEST_F(AwsClient, ASessionThatEndsEarlyIsRenewed) {
    ASSERT_TRUE(put("tenants/client-a/x", "1", kAlice));
    control("POST", "expire-sessions");
    const auto again = put("tenants/client-a/x", "2", kAlice);
    EXPECT_TRUE(again) << again.error().code;
}

TEST_F(AwsClient, OutlivesShortStorms) {
    for (const char* kind : {"throttle", "server-error", "close", "truncate"}) {
        control("PUT", "faults", json::array({{{"service", "sqs"}, {"times", 2}, {"kind", kind}}}));
        const auto output = ask();
        EXPECT_TRUE(output) << kind << ": " << output.error().code;
    }
}

TEST_F(AwsClient, ALongThrottleIsAThrottleAndNothingElse) {
    for (const char* service : {"sqs", "dynamodb", "kms", "s3", "states"}) {
        control("PUT", "faults", json::array({{{"service", service}, {"times", 50}, {"kind", "throttle"}}}));
        const std::map<std::string, std::function<Error()>> calls = {
            {"sqs", [&] { return to_error(ask().error()); }},
            {"dynamodb",
             [&] {
                 return to_error(
                     client().call(Service::DynamoDb, "ListTables", json::object(), Caller::service(), soon()).error());
             }},
            {"kms",
             [&] {
                 return to_error(client().call(Service::Kms, "ListKeys", json::object(), Caller::service(), soon()).error());
             }},
            {"s3", [&] { return to_error(put("tenants/client-a/x", "1", kAlice).error()); }},
            {"states",
             [&] {
                 return to_error(client()
                                     .call(Service::StepFunctions, "ListStateMachines", json::object(), Caller::service(), soon())
                                     .error());
             }},
        };
        const auto error = calls.at(service)();
        EXPECT_EQ(error.code, ErrorCode::Unavailable) << service;
        EXPECT_EQ(error.reason, "throttled") << service << ": " << error.detail;
    }
}

TEST_F(AwsClient, TheChainFindsTheKeysOfItsEnvironment) {
    testing::SystemClock clock;
    CredentialChain chain({.environment = testing::from_environment, .region = emulated("AWS_REGION"), .ca_file = {}}, clock);
    Client client({.endpoints = Endpoints(configured_region(testing::from_environment), testing::from_environment),
                   .retry = {},
                   .ca_file = {}},
                  chain, clock);
    const auto output = client.call(Service::Sqs, "ListQueues", json::object(), Caller::service(), soon());
    EXPECT_TRUE(output) << output.error().code;
}

}  // namespace
}  // namespace bespoke::adapters::aws
