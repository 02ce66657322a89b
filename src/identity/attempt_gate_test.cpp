#include "identity/attempt_gate.hpp"

#include <gtest/gtest.h>

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;

const Timestamp start = from_millis(1'800'000'000'000);

TEST(AttemptGate, DoublesTheWaitFromTheFifthFailureUpToAQuarterOfAnHour) {
    AttemptGate gate;
    auto now = start;
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(gate.enter("a", now)) << i;
    for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 900s, 900s}) {
        ASSERT_EQ(gate.enter("a", now), wait);
        EXPECT_EQ(gate.enter("a", now + wait - 1ms), 1s);
        now += wait;
        EXPECT_FALSE(gate.enter("a", now));
    }
    EXPECT_FALSE(gate.enter("b", now)) << "others are not concerned";
}

TEST(AttemptGate, SuccessAndAnHourOfPeaceForgive) {
    AttemptGate gate;
    for (int i = 0; i < 5; ++i) gate.enter("a", start);
    ASSERT_TRUE(gate.enter("a", start));
    gate.succeeded("a");
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(gate.enter("a", start));
    ASSERT_TRUE(gate.enter("a", start));
    EXPECT_FALSE(gate.enter("a", start + 61min));
    EXPECT_FALSE(gate.enter("a", start + 61min));
}

TEST(AttemptGate, AClockSetBackLocksNobodyOut) {
    AttemptGate gate;
    for (int i = 0; i < 5; ++i) gate.enter("a", start);
    EXPECT_FALSE(gate.enter("a", start - 24h));
}

TEST(AttemptGate, ForgetsTheOldestWhenItIsFull) {
    AttemptGate gate(3);
    for (int i = 0; i < 5; ++i) gate.enter("old", start);
    for (int i = 0; i < 5; ++i) gate.enter("young", start + 1ms);
    gate.enter("c", start + 2ms);
    gate.enter("d", start + 3ms);
    EXPECT_FALSE(gate.enter("old", start + 4ms));
    EXPECT_FALSE(gate.enter("c", start + 5ms));
}

}  // namespace
}  // namespace bespoke::identity
