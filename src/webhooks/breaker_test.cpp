#include "webhooks/breaker.hpp"

#include <gtest/gtest.h>

namespace bespoke::webhooks {
namespace {

using namespace std::chrono_literals;

const TenantId kAcme("acme"), kOther("other");
const RecordId kDead("whk_dead"), kWell("whk_well");
const Timestamp kNow = from_millis(1'800'000'000'000);

TEST(WebhookBreaker, BoundsWhatIsAtWorkForAnEndpointAndATenant) {
    Breakers breakers({.per_endpoint = 2, .per_tenant = 3});
    const auto first = breakers.enter(kAcme, kDead, kNow), second = breakers.enter(kAcme, kDead, kNow);
    EXPECT_TRUE(first.place && second.place);
    EXPECT_FALSE(breakers.enter(kAcme, kDead, kNow).place);
    const auto third = breakers.enter(kAcme, kWell, kNow);
    EXPECT_TRUE(third.place) << "another endpoint has its own places";
    EXPECT_FALSE(breakers.enter(kAcme, kWell, kNow).place) << "the tenant's places are taken";
    EXPECT_TRUE(breakers.enter(kOther, kWell, kNow).place) << "another tenant has its own places";
}

TEST(WebhookBreaker, GivesPlacesBack) {
    Breakers breakers({.per_endpoint = 1});
    { const auto place = breakers.enter(kAcme, kDead, kNow); }
    EXPECT_TRUE(breakers.enter(kAcme, kDead, kNow).place);
}

TEST(WebhookBreaker, OpensAfterFailuresInARowAndPausesLongerEachTime) {
    Breakers breakers({.failures = 3, .first_pause = 30s, .longest_pause = 70s});
    for (int at = 0; at < 2; ++at) breakers.failed(kAcme, kDead, kNow);
    EXPECT_TRUE(breakers.enter(kAcme, kDead, kNow).place);
    breakers.failed(kAcme, kDead, kNow);
    const auto answer = breakers.enter(kAcme, kDead, kNow + 29s);
    EXPECT_FALSE(answer.place);
    EXPECT_EQ(answer.not_before, kNow + 30s);
    EXPECT_TRUE(breakers.enter(kAcme, kDead, kNow + 30s).place);
    breakers.failed(kAcme, kDead, kNow + 30s);
    EXPECT_EQ(breakers.enter(kAcme, kDead, kNow + 31s).not_before, kNow + 90s);
    breakers.failed(kAcme, kDead, kNow + 90s);
    EXPECT_EQ(breakers.enter(kAcme, kDead, kNow + 91s).not_before, kNow + 160s) << "capped";
}

TEST(WebhookBreaker, ClosesForNoLongerThanItsLongestPauseThoughTheClockIsSetBack) {
    Breakers breakers({.failures = 1, .first_pause = 30s, .longest_pause = 70s});
    breakers.failed(kAcme, kDead, kNow);
    const auto earlier = kNow - 24h;
    EXPECT_EQ(breakers.enter(kAcme, kDead, earlier).not_before, earlier + 70s);
    EXPECT_TRUE(breakers.enter(kAcme, kDead, earlier + 70s).place);
}

TEST(WebhookBreaker, TriesAFailingEndpointWithOneAttemptUntilItSucceeds) {
    Breakers breakers({.per_endpoint = 2});
    breakers.failed(kAcme, kDead, kNow);
    const auto probe = breakers.enter(kAcme, kDead, kNow);
    EXPECT_TRUE(probe.place);
    EXPECT_FALSE(breakers.enter(kAcme, kDead, kNow).place);
    breakers.succeeded(kAcme, kDead);
    EXPECT_TRUE(breakers.enter(kAcme, kDead, kNow).place);
}

}  // namespace
}  // namespace bespoke::webhooks
