#include "adapters/aws/core/tenant_sessions.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws {
namespace {

using namespace std::chrono_literals;
using testing::answer;
using testing::HttpServer;
using testing::Rig;
using testing::Script;
using testing::SeenRequest;

/// STS that names each session by its order, for an hour.
Script session(const SeenRequest&, int number) {
    return answer(
        200, fmt::format("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AK{}</AccessKeyId>"
                         "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                         "<Expiration>2026-01-02T04:04:05Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
                         number));
}
Caller tenant(const std::string& id) { return Caller::tenant(TenantId(id)); }

TEST(TenantSessions, AskForARoleThatCarriesTheTenantsTag) {
    Rig rig(session);
    TenantSessions sessions(rig.client(), {.role_arn = "arn:aws:iam::1:role/tenant"});
    const auto got = sessions.credentials(tenant("acme"));
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_EQ(got->access_key_id, "AK0");
    const auto request = rig.server().seen().at(0);
    EXPECT_EQ(request.body,
              "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Ftenant&RoleSessionName=%40acme&"
              "DurationSeconds=3600&Tags.member.1.Key=tenantId&Tags.member.1.Value=acme");
    EXPECT_EQ(request.header("content-type"), "application/x-www-form-urlencoded; charset=utf-8");
    EXPECT_NE(request.header("authorization").find("Credential=KEY1/20260102/eu-west-1/sts/aws4_request"), std::string::npos);
}

TEST(TenantSessions, KeepOneForEachTenantAndNeverMixThem) {
    Rig rig(session);
    TenantSessions sessions(rig.client(), {.role_arn = "r"});
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(sessions.credentials(tenant("a"))->access_key_id, "AK0");
        EXPECT_EQ(sessions.credentials(tenant("b"))->access_key_id, "AK1");
        EXPECT_EQ(sessions.credentials(Caller::service())->access_key_id, "KEY1");
    }
    EXPECT_EQ(rig.server().seen().size(), 2U);
}

TEST(TenantSessions, AreRenewedBeforeTheyExpire) {
    Rig rig(session);
    TenantSessions sessions(rig.client(), {.role_arn = "r"});
    EXPECT_EQ(sessions.credentials(tenant("a"))->access_key_id, "AK0");
    rig.clock().at += 51min;
    EXPECT_EQ(sessions.credentials(tenant("a"))->access_key_id, "AK1");
}

TEST(TenantSessions, ThatAServiceRefusedAreRenewed) {
    Rig rig(session);
    TenantSessions sessions(rig.client(), {.role_arn = "r"});
    EXPECT_EQ(sessions.credentials(tenant("a"))->access_key_id, "AK0");
    sessions.refused(tenant("b"), "AK0");
    EXPECT_EQ(sessions.credentials(tenant("a"))->access_key_id, "AK0");
    sessions.refused(tenant("a"), "AK0");
    EXPECT_EQ(sessions.credentials(tenant("a"))->access_key_id, "AK1");
    sessions.refused(Caller::service(), "KEY1");
    EXPECT_EQ(rig.keys().refusals, 1);
}

TEST(TenantSessions, OfThoseNotSeenForLongestGiveWay) {
    Rig rig(session);
    TenantSessions sessions(rig.client(), {.role_arn = "r", .max_tenants = 2});
    for (const char* id : {"a", "b", "a", "c", "a", "b"}) EXPECT_TRUE(sessions.credentials(tenant(id)));
    EXPECT_EQ(rig.server().seen().size(), 4U);  // a, b, c, and b again
}

TEST(TenantSessions, AreNotAskedForInANameThatAPolicyCouldReadAsAPattern) {
    Rig rig(session);
    TenantSessions sessions(rig.client(), {.role_arn = "r"});
    for (const char* id : {"", "*", "a*", "a/b", "${aws:username}", "A", "a b", "-a", "_system"}) {
        const auto got = sessions.credentials(tenant(id));
        ASSERT_FALSE(got) << id;
        EXPECT_EQ(got.error().code, ErrorCode::Forbidden) << id;
        sessions.refused(tenant(id), "x");
    }
    EXPECT_TRUE(rig.server().seen().empty());
}

TEST(TenantSessions, ThatStsRefusesAreAFaultOfTheServerAndAThrottleIsAThrottle) {
    const std::pair<Script, const char*> cases[] = {
        {answer(403,
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>m</Message></Error><RequestId>R</RequestId></"
                "ErrorResponse>"),
         "aws-credentials"},
        {answer(400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"), "throttled"},
        {answer(503, ""), "aws-unavailable"},
        {answer(200, "<AssumeRoleResponse/>"), "aws-credentials"},
    };
    for (const auto& [script, reason] : cases) {
        Rig rig([&script = script](const SeenRequest&, int) { return script; });
        TenantSessions sessions(rig.client(), {.role_arn = "r"});
        const auto got = sessions.credentials(tenant("a"));
        ASSERT_FALSE(got) << reason;
        EXPECT_EQ(got.error().code, ErrorCode::Unavailable);
        EXPECT_EQ(got.error().reason, reason);
    }
}

TEST(TenantSessions, ServeManyThreads) {
    Rig rig(session);
    TenantSessions sessions(rig.client(), {.role_arn = "r", .max_tenants = 3});
    std::vector<std::thread> threads;
    std::atomic<int> bad = 0;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 50; ++i) {
                const auto who = tenant(std::string(1, static_cast<char>('a' + (thread + i) % 5)));
                const auto got = sessions.credentials(who);
                if (!got)
                    ++bad;
                else if (i % 7 == 0)
                    sessions.refused(who, got->access_key_id);
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(bad, 0);
}

}  // namespace
}  // namespace bespoke::adapters::aws
