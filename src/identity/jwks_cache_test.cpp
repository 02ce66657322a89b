#include "identity/jwks_cache.hpp"

#include <gtest/gtest.h>

#include "identity/fakes_for_test.hpp"
#include "identity/tokens_for_test.hpp"

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;
using testing::key_set;
using testing::TestIssuer;

Deadline soon() { return Deadline::after(5s); }

class JwksCacheTest : public ::testing::Test {
protected:
    testing::FakeClock clock;
    testing::FakeHttp http;
    JwksCache cache{{.url = "https://id.example/keys"}, http, clock};

    Result<std::optional<Jwk>> find(const std::string& id) { return cache.find(id, soon()); }
    bool has(const std::string& id) {
        const auto key = find(id);
        return key && key->has_value();
    }
    bool is_unavailable(const std::string& id) {
        const auto key = find(id);
        return !key && key.error().code == ErrorCode::Unavailable && key.error().reason == "jwks";
    }
};

TEST_F(JwksCacheTest, AsksTheConfiguredAddressOnceAndRemembers) {
    http.answer_with(key_set({TestIssuer("a").jwk(), TestIssuer("b").jwk()}));
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(has(i % 2 == 0 ? "a" : "b"));
    ASSERT_EQ(http.requests.size(), 1U);
    EXPECT_EQ(http.requests[0].url, "https://id.example/keys");
    EXPECT_EQ(http.requests[0].reach, ports::HttpRequest::Reach::Configured);
    EXPECT_EQ(http.requests[0].max_response_bytes, 256U * 1024);
}

TEST_F(JwksCacheTest, AFloodOfUnknownNamesCausesTwoFetchesAMinute) {
    http.answer_with(key_set({TestIssuer("a").jwk()}));
    ASSERT_TRUE(has("a"));
    clock.advance(60s);
    const auto before = http.requests.size();
    int unavailable = 0;
    for (int i = 0; i < 6'000; ++i) {
        unavailable += is_unavailable("x" + std::to_string(i)) ? 1 : 0;
        EXPECT_TRUE(has("a")) << "those with a good key don't notice";
        clock.advance(10ms);
    }
    EXPECT_LE(http.requests.size() - before, 2U);
    EXPECT_GE(unavailable, 5'998);
}

TEST_F(JwksCacheTest, AnUnknownNameIsAnswerNotTroubleWhenTheIssuerWasJustAsked) {
    http.answer_with(key_set({TestIssuer("a").jwk()}));
    const auto key = find("nobody");
    ASSERT_TRUE(key);
    EXPECT_FALSE(key->has_value());
}

TEST_F(JwksCacheTest, ANewKeyIsFoundAfterRotation) {
    http.answer_with(key_set({TestIssuer("old").jwk()}));
    ASSERT_TRUE(has("old"));
    clock.advance(31s);
    http.answer_with(key_set({TestIssuer("old").jwk(), TestIssuer("new").jwk()}));
    EXPECT_TRUE(has("new"));
    EXPECT_TRUE(has("old"));
}

TEST_F(JwksCacheTest, ARemovedKeyIsGoneAtTheNextRefresh) {
    http.answer_with(key_set({TestIssuer("a").jwk(), TestIssuer("b").jwk()}));
    ASSERT_TRUE(has("a"));
    http.answer_with(key_set({TestIssuer("b").jwk()}));
    clock.advance(299s);
    EXPECT_TRUE(has("a"));
    clock.advance(1s);
    EXPECT_FALSE(has("a"));
    EXPECT_TRUE(has("b"));
}

TEST_F(JwksCacheTest, ANameUsedAgainMeansTheOtherKey) {
    const TestIssuer first("a"), second("a");
    http.answer_with(key_set({first.jwk()}));
    const auto before = find("a").value()->fingerprint;
    http.answer_with(key_set({second.jwk()}));
    clock.advance(300s);
    const auto after = find("a").value();
    EXPECT_NE(after->fingerprint, before);
    EXPECT_TRUE(verify(parse_jws(second.sign({{"x", 1}})).value(), *after));
    EXPECT_FALSE(verify(parse_jws(first.sign({{"x", 1}})).value(), *after));
}

TEST_F(JwksCacheTest, KeysOutliveTheProviderByTenMinutes) {
    http.answer_with(key_set({TestIssuer("a").jwk()}));
    ASSERT_TRUE(has("a"));
    http.answer = nullptr;
    for (int second = 0; second < 899; ++second) {
        clock.advance(1s);
        ASSERT_TRUE(has("a")) << second;
    }
    EXPECT_LE(http.requests.size(), 1U + 899 / 30 + 1);
    clock.advance(1s);
    EXPECT_TRUE(is_unavailable("a"));
    http.answer_with(key_set({TestIssuer("a").jwk()}));
    EXPECT_TRUE(is_unavailable("a")) << "still within half a minute of the last try";
    clock.advance(30s);
    EXPECT_TRUE(has("a"));
}

TEST_F(JwksCacheTest, WhatIsNoKeySetChangesNothing) {
    const auto good = key_set({TestIssuer("a").jwk()});
    http.answer_with(good);
    ASSERT_TRUE(has("a"));
    const std::pair<int, std::string> bad[] = {
        {500, good},     {302, good},           {404, good},
        {200, "<html>"}, {200, "{\"keys\":1}"}, {200, key_set({TestIssuer("a").jwk(), TestIssuer("a").jwk()})}};
    clock.advance(300s);
    for (const auto& [status, body] : bad) {
        http.answer_with(body, status);
        const auto before = http.requests.size();
        EXPECT_TRUE(has("a")) << status << body;
        EXPECT_EQ(http.requests.size(), before + 1);
        clock.advance(30s);
    }
}

TEST_F(JwksCacheTest, WithoutAnyKeysItIsUnavailable) {
    EXPECT_TRUE(is_unavailable("a"));
    EXPECT_TRUE(is_unavailable("a"));
    EXPECT_EQ(http.requests.size(), 1U);
}

TEST_F(JwksCacheTest, AClockSetBackDoesNotKeepKeysForGood) {
    http.answer_with(key_set({TestIssuer("a").jwk()}));
    ASSERT_TRUE(has("a"));
    clock.advance(-24h);
    http.answer_with(key_set({TestIssuer("b").jwk()}));
    EXPECT_FALSE(has("a"));
    EXPECT_TRUE(has("b"));
}

}  // namespace
}  // namespace bespoke::identity
