#include "api/token_bucket.hpp"

#include <gtest/gtest.h>

#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using Verdict = RateDecision::Verdict;
const auto kStart = from_millis(1'000'000);

TEST(TokenBucket, GivesItsBurstAndThenItsRate) {
    TokenBuckets buckets;
    const RatePolicy policy{60, 3};
    for (int left = 2; left >= 0; --left) EXPECT_EQ(buckets.take("a", policy, kStart).left, left);
    const auto refused = buckets.take("a", policy, kStart);
    EXPECT_EQ(refused.verdict, Verdict::Wait);
    EXPECT_EQ(refused.wait_seconds, 1);
    EXPECT_EQ(buckets.take("a", policy, kStart + std::chrono::seconds(1)).verdict, Verdict::Pass);
    EXPECT_EQ(buckets.take("a", policy, kStart + std::chrono::seconds(1)).verdict, Verdict::Wait);
}

TEST(TokenBucket, KeepsEachNameForItself) {
    TokenBuckets buckets;
    const RatePolicy policy{60, 1};
    EXPECT_EQ(buckets.take("a", policy, kStart).verdict, Verdict::Pass);
    EXPECT_EQ(buckets.take("a", policy, kStart).verdict, Verdict::Wait);
    EXPECT_EQ(buckets.take("b", policy, kStart).verdict, Verdict::Pass);
}

TEST(TokenBucket, RefillsNothingWhenTheClockStepsBack) {
    TokenBuckets buckets;
    const RatePolicy policy{60, 1};
    buckets.take("a", policy, kStart);
    EXPECT_EQ(buckets.take("a", policy, kStart - std::chrono::hours(1)).verdict, Verdict::Wait);
    EXPECT_EQ(buckets.take("a", policy, kStart - std::chrono::hours(1) + std::chrono::seconds(1)).verdict, Verdict::Pass);
}

TEST(TokenBucket, LookingTakesNothing) {
    TokenBuckets buckets;
    const RatePolicy policy{60, 1};
    EXPECT_EQ(buckets.look("a", policy, kStart).left, 1);
    EXPECT_EQ(buckets.take("a", policy, kStart).verdict, Verdict::Pass);
    EXPECT_EQ(buckets.look("a", policy, kStart).verdict, Verdict::Wait);
}

}  // namespace
}  // namespace bespoke::api
