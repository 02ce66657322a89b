#include "api/middleware/idempotency.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using testing::refusal;
using testing::request;

struct Idempotent : ::testing::Test {
    testing::Rig rig;
    IdempotencyKeys keys{rig.store, rig.clock};
    int runs = 0;
    std::vector<std::string> seeds;

    Result<http::Response> job(Exchange& exchange) {
        ++runs;
        seeds.push_back(exchange.call.seed.value_or(""));
        return with_location(json_answer(202, {{"run", runs}}), "/v1/jobs/1");
    }
    Result<http::Response> send(const char* key, const char* body = "1") {
        return send_with(key, body, [this](Exchange& exchange) { return job(exchange); });
    }
    Result<http::Response> send_with(const char* key, const char* body,
                                     const std::function<Result<http::Response>(Exchange&)>& rest,
                                     const TenantId& tenant = testing::kAlice) {
        return rig.through(
            keys, "createJob", request("POST", "/v1/jobs", {{"Idempotency-Key", key}}),
            [&](Exchange& exchange) { return rest(exchange); }, identity::Principal{tenant, body, identity::Role::Editor, {}});
    }
    /// As send(), with a body that the middleware sees.
    Result<http::Response> send_body(const char* key, const nlohmann::json& body) {
        const auto sent = request("POST", "/v1/jobs", {{"Idempotency-Key", key}});
        const auto& spec = *testing::document().find("createJob");
        Exchange exchange{sent,
                          spec,
                          rig.route,
                          Call{sent, spec.id, {}, {}, body, {}, identity::Principal{testing::kAlice, "usr_a", {}, {}}, {}, {}},
                          {}};
        return keys.handle(exchange, [this](Exchange& inner) { return job(inner); });
    }
};

TEST_F(Idempotent, ASecondTryGetsTheStoredAnswerByteForByte) {
    const auto first = send("k");
    const auto second = send("k");
    ASSERT_TRUE(first && second);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(second->status, 202);
    EXPECT_EQ(testing::text_of(*second), testing::text_of(*first));
    EXPECT_EQ(second->headers.get("Location"), "/v1/jobs/1");
    EXPECT_EQ(second->headers.get("Idempotency-Replayed"), "true");
    EXPECT_FALSE(first->headers.get("Idempotency-Replayed"));
}

TEST_F(Idempotent, AnotherRequestWithTheKeyIsRefused) {
    ASSERT_TRUE(send_body("k", {{"a", 1}, {"b", 2}}));
    EXPECT_EQ(refusal(send_body("k", {{"a", 2}})), "idempotency-mismatch");
    EXPECT_TRUE(send_body("k", {{"b", 2}, {"a", 1}}));
    EXPECT_EQ(runs, 1);
}

TEST_F(Idempotent, TheSameKeyOfAnotherTenantIsAnotherKey) {
    const auto rest = [this](Exchange& exchange) { return job(exchange); };
    ASSERT_TRUE(send_with("k", "1", rest, testing::kAlice));
    ASSERT_TRUE(send_with("k", "1", rest, testing::kBob));
    EXPECT_EQ(runs, 2);
}

TEST_F(Idempotent, ASecondTryWhileTheFirstIsAtWorkIsAConflict) {
    const auto outer = send_with("k", "1", [this](Exchange& exchange) {
        EXPECT_EQ(refusal(send("k")), "idempotency-in-flight");
        EXPECT_TRUE(rig.headers.get("Retry-After"));
        return job(exchange);
    });
    EXPECT_TRUE(outer);
    EXPECT_EQ(runs, 1);
}

TEST_F(Idempotent, ARefusalFreesTheKey) {
    EXPECT_FALSE(
        send_with("k", "1", [](Exchange&) -> Result<http::Response> { return fail(ErrorCode::NotFound, "not-found", {}); }));
    EXPECT_TRUE(send_body("k", {{"other", 1}}));
}

TEST_F(Idempotent, AfterAFaultOfOursTheNextTryRunsWithTheSameSeed) {
    EXPECT_FALSE(send_with("k", "1", [this](Exchange& exchange) -> Result<http::Response> {
        (void)job(exchange);
        return fail(ErrorCode::Unavailable, "storage-full", {});
    }));
    ASSERT_TRUE(send("k"));
    ASSERT_EQ(seeds.size(), 2U);
    EXPECT_EQ(seeds[0], seeds[1]);
    EXPECT_EQ(seeds[0].size(), 26U);
    EXPECT_TRUE(send("k")->headers.get("Idempotency-Replayed"));
}

TEST_F(Idempotent, AReservationOfADeadProcessIsTakenOverWithItsSeed) {
    struct Died {};
    EXPECT_THROW((void)send_with("k", "1",
                                 [this](Exchange& exchange) -> Result<http::Response> {
                                     (void)job(exchange);
                                     throw Died{};
                                 }),
                 Died);
    IdempotencyKeys restarted(rig.store, rig.clock);
    const auto sent = request("POST", "/v1/jobs", {{"Idempotency-Key", "k"}});
    ASSERT_TRUE(rig.through(restarted, "createJob", sent, [this](Exchange& exchange) { return job(exchange); }));
    ASSERT_EQ(seeds.size(), 2U);
    EXPECT_EQ(seeds[0], seeds[1]);
}

TEST_F(Idempotent, AKeyIsForgottenAfterADay) {
    ASSERT_TRUE(send("k"));
    rig.clock.advance(std::chrono::hours(24));
    ASSERT_TRUE(send("k"));
    EXPECT_EQ(runs, 2);
    EXPECT_NE(seeds[0], seeds[1]);
    ASSERT_TRUE(send("k"));
    EXPECT_EQ(runs, 2);
}

TEST_F(Idempotent, ManyAtOnceRunOnce) {
    std::atomic<int> ran = 0, odd = 0;
    const auto work = [&] {
        for (int i = 0; i < 50; ++i) {
            const auto sent = request("POST", "/v1/jobs", {{"Idempotency-Key", "k"}});
            const auto& spec = *testing::document().find("createJob");
            Route route;
            Exchange exchange{sent,
                              spec,
                              route,
                              Call{sent, spec.id, {}, {}, {}, {}, identity::Principal{testing::kAlice, "a", {}, {}}, {}, {}},
                              {}};
            const auto answer =
                keys.handle(exchange, [&](Exchange&) -> Result<http::Response> { return json_answer(202, ++ran); });
            if (!answer && answer.error().reason != "idempotency-in-flight") ++odd;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back(work);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(ran, 1);
    EXPECT_EQ(odd, 0);
}

}  // namespace
}  // namespace bespoke::api
