#include "adapters/openai/retry_delay.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::openai {
namespace {

using std::chrono::milliseconds;

TEST(RetryAfter, ReadsSecondsAndDates) {
    const auto now = from_millis(1'794'571'200'000);  // Fri, 13 Nov 2026 12:00:00 GMT
    EXPECT_EQ(parse_retry_after("7", now), milliseconds(7'000));
    EXPECT_EQ(parse_retry_after("0.25", now), milliseconds(250));
    EXPECT_EQ(parse_retry_after("-3", now), milliseconds(0));
    EXPECT_EQ(parse_retry_after("99999999999", now), std::chrono::hours(24));
    EXPECT_EQ(parse_retry_after("Fri, 13 Nov 2026 12:00:30 GMT", now), milliseconds(30'000));
    EXPECT_EQ(parse_retry_after("Fri, 13 Nov 2020 12:00:30 GMT", now), milliseconds(0));
    EXPECT_EQ(parse_retry_after("soon", now), std::nullopt);
    EXPECT_EQ(parse_retry_after("", now), std::nullopt);
}

TEST(Backoff, DoublesUpToItsBoundAndSpreadsBelow) {
    EXPECT_EQ(backoff(0, milliseconds(500), milliseconds(20'000), 1), milliseconds(500));
    EXPECT_EQ(backoff(3, milliseconds(500), milliseconds(20'000), 1), milliseconds(4'000));
    EXPECT_EQ(backoff(60, milliseconds(500), milliseconds(20'000), 1), milliseconds(20'000));
    EXPECT_EQ(backoff(3, milliseconds(500), milliseconds(20'000), 0.25), milliseconds(1'000));
    EXPECT_EQ(backoff(3, milliseconds(500), milliseconds(20'000), 0), milliseconds(0));
}

}  // namespace
}  // namespace bespoke::adapters::openai
