#include "webhooks/schedule.hpp"

#include <gtest/gtest.h>

namespace bespoke::webhooks {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

TEST(WebhookSchedule, FollowsTheStandardWithinTenPercent) {
    const std::vector<milliseconds> standard{5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
    for (int made = 1; made < kMostAttempts; ++made) {
        for (int salt = 0; salt < 200; ++salt) {
            const auto pause = pause_after(made, std::to_string(salt)).value();
            const auto wanted = standard[static_cast<std::size_t>(made - 1)];
            EXPECT_GE(pause, wanted * 9 / 10);
            EXPECT_LE(pause, wanted * 11 / 10);
        }
    }
}

TEST(WebhookSchedule, SpreadsDeliveriesAndIsStableForOne) {
    std::set<milliseconds> pauses;
    for (int salt = 0; salt < 200; ++salt) pauses.insert(pause_after(4, std::to_string(salt)).value());
    EXPECT_GT(pauses.size(), 100U);
    EXPECT_EQ(pause_after(4, "dlv_1"), pause_after(4, "dlv_1"));
}

TEST(WebhookSchedule, EndsAfterTheTenthAttempt) {
    EXPECT_TRUE(pause_after(9, "x"));
    EXPECT_FALSE(pause_after(10, "x"));
    EXPECT_FALSE(pause_after(0, "x"));
}

TEST(WebhookRetryAfter, ReadsSecondsAndDates) {
    const auto now = from_millis(784'111'777'000);  // Sun, 06 Nov 1994 08:49:37 GMT
    EXPECT_EQ(retry_after("120", now), 120s);
    EXPECT_EQ(retry_after("Sun, 06 Nov 1994 08:50:37 GMT", now), 60s);
    EXPECT_EQ(retry_after("9999999", now), 24h);
    EXPECT_EQ(retry_after("99999999999999999999999", now), 24h);
    EXPECT_EQ(retry_after("Sun, 06 Nov 2044 08:50:37 GMT", now), 24h);
}

TEST(WebhookRetryAfter, IgnoresWhatIsMalformedOrPast) {
    const auto now = from_millis(784'111'777'000);
    for (const auto* value : {"", "0", "-5", "5 s", "soon", "Sun, 06 Nov 1994 08:49:36 GMT", "Sun, 06 Nov 1994"}) {
        EXPECT_EQ(retry_after(value, now), std::nullopt) << value;
    }
}

}  // namespace
}  // namespace bespoke::webhooks
