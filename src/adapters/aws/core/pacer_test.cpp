#include "adapters/aws/core/pacer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

Deadline soon() { return Deadline::after(std::chrono::minutes(10)); }

Fault fault(int status, const char* code) {
    Fault fault;
    fault.status = status;
    fault.code = code;
    return fault;
}

/// A pacer whose time passes by its pauses alone, and a service that throttles so many questions first.
struct World {
    std::vector<milliseconds> pauses;
    Deadline::Clock::time_point at = Deadline::Clock::now();
    int throttles = 0, asked = 0;

    PacerOptions options(milliseconds patience = milliseconds{30'000}) {
        return {.patience = patience,
                .first_gap = milliseconds{100},
                .max_gap = milliseconds{5'000},
                .pause = [this](milliseconds time) { pauses.push_back(time), at += time; },
                .random = [] { return 0.5; },
                .now = [this] { return at; }};
    }
    Answer<json> ask() {
        if (asked++ < throttles) return tl::unexpected(fault(429, "ThrottlingException"));
        return json::object();
    }
    Answer<json> run(Pacer& pacer) {
        return pacer.run(soon(), [this] { return ask(); });
    }
};

TEST(Pacer, WaitsForNobodyWhereNobodyThrottles) {
    World world;
    Pacer pacer(world.options());
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(world.run(pacer));
    EXPECT_TRUE(world.pauses.empty());
}

TEST(Pacer, OutlivesAStormThatEndsWithGrowingWaits) {
    World world;
    world.throttles = 6;
    Pacer pacer(world.options());
    EXPECT_TRUE(world.run(pacer));
    EXPECT_EQ(world.asked, 7);
    ASSERT_EQ(world.pauses.size(), 6U);
    EXPECT_EQ(world.pauses.front(), milliseconds{100});
    EXPECT_EQ(world.pauses.back(), milliseconds{3'200});
}

TEST(Pacer, GivesTheThrottleBackWhenItsPatienceEnds) {
    World world;
    world.throttles = 1'000;
    Pacer pacer(world.options(milliseconds{10'000}));
    const auto answer = world.run(pacer);
    ASSERT_FALSE(answer);
    EXPECT_TRUE(is_throttle(answer.error()));
    milliseconds waited{0};
    for (const auto pause : world.pauses) waited += pause;
    EXPECT_LE(waited, milliseconds{10'000});
    EXPECT_GE(waited, milliseconds{5'000});
}

TEST(Pacer, WithoutPatienceOrTimeAsksOnce) {
    World world;
    world.throttles = 1'000;
    Pacer impatient(world.options(milliseconds{0}));
    EXPECT_FALSE(world.run(impatient));
    EXPECT_EQ(world.asked, 1);
    Pacer late(world.options());
    EXPECT_FALSE(late.run(Deadline::after(milliseconds{0}), [&] { return world.ask(); }));
    EXPECT_EQ(world.asked, 2);
}

TEST(Pacer, TriesNothingAgainThatIsNoThrottle) {
    World world;
    Pacer pacer(world.options());
    int asked = 0;
    EXPECT_FALSE(pacer.run(soon(), [&]() -> Answer<json> {
        ++asked;
        return tl::unexpected(fault(403, "AccessDeniedException"));
    }));
    EXPECT_EQ(asked, 1);
}

TEST(Pacer, ComesBackToFullSpeedAfterSomeAnswers) {
    World world;
    world.throttles = 4;
    Pacer pacer(world.options());
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(world.run(pacer));
    const auto paused = world.pauses.size();
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(world.run(pacer));
    EXPECT_EQ(world.pauses.size(), paused);
}

TEST(Pacer, LetsManyThreadsTakeTurnsAndAllOfThemThrough) {
    Pacer pacer({.patience = milliseconds{20'000},
                 .first_gap = milliseconds{1},
                 .max_gap = milliseconds{4},
                 .pause = {},
                 .random = {},
                 .now = {}});
    std::atomic<int> asked{0}, answered{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 10; ++k) {
                    const auto answer = pacer.run(soon(), [&]() -> Answer<json> {
                        if (++asked % 3 == 0) return tl::unexpected(fault(429, "ThrottlingException"));
                        return json::object();
                    });
                    if (answer) ++answered;
                }
            });
        }
    }
    EXPECT_EQ(answered, 80);
}

}  // namespace
}  // namespace bespoke::adapters::aws
