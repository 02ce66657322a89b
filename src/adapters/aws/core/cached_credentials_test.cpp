#include "adapters/aws/core/cached_credentials.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <thread>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws {
namespace {

using namespace std::chrono_literals;
using testing::SteppedClock;

/// Gives sets that live for `life`, numbered from 1; fails while told to.
struct Issuer {
    SteppedClock clock;
    std::chrono::milliseconds life = 1h;
    std::atomic<int> fetches = 0;
    bool fails = false;
    CachedCredentials cached{[this]() -> Result<Credentials> {
                                 ++fetches;
                                 if (fails) return fail(ErrorCode::Unavailable, "aws-credentials", "None; try again.");
                                 return Credentials{"K" + std::to_string(fetches), "s", "t", clock.now() + life};
                             },
                             clock};
    std::string key() {
        const auto got = cached.get();
        return got ? got->access_key_id : "none";
    }
};

TEST(CachedCredentials, AreFetchedOnceAndAgainTenMinutesBeforeTheyExpire) {
    Issuer issuer;
    EXPECT_EQ(issuer.key(), "K1");
    issuer.clock.at += 49min;
    EXPECT_EQ(issuer.key(), "K1");
    issuer.clock.at += 1min;
    EXPECT_EQ(issuer.key(), "K2");
    EXPECT_EQ(issuer.fetches, 2);
}

TEST(CachedCredentials, OfAShortLifeAreUsedForTwoThirdsOfIt) {
    Issuer issuer;
    issuer.life = 15min;
    EXPECT_EQ(issuer.key(), "K1");
    issuer.clock.at += 9min;
    EXPECT_EQ(issuer.key(), "K1");
    issuer.clock.at += 1min;
    EXPECT_EQ(issuer.key(), "K2");
}

TEST(CachedCredentials, OutliveAFailedRefresh) {
    Issuer issuer;
    EXPECT_EQ(issuer.key(), "K1");
    issuer.fails = true;
    issuer.clock.at += 55min;
    EXPECT_EQ(issuer.key(), "K1");
    EXPECT_EQ(issuer.key(), "K1");
    EXPECT_EQ(issuer.fetches, 2);  // not asked again at once
    issuer.clock.at += 10min;      // past their date: the services may know better
    EXPECT_EQ(issuer.key(), "K1");
    issuer.fails = false;
    issuer.clock.at += 2min;
    EXPECT_EQ(issuer.key(), "K4");
}

TEST(CachedCredentials, ThatAServiceRefusedAreNotGivenAgain) {
    Issuer issuer;
    EXPECT_EQ(issuer.key(), "K1");
    issuer.cached.refused("K0");  // somebody who is late
    EXPECT_EQ(issuer.key(), "K1");
    issuer.cached.refused("K1");
    EXPECT_EQ(issuer.key(), "K2");
    issuer.cached.refused("K2");
    issuer.fails = true;
    EXPECT_EQ(issuer.key(), "none");
    issuer.fails = false;
    EXPECT_EQ(issuer.key(), "none");  // one failure for all who wait
    issuer.clock.at += 1s;
    EXPECT_EQ(issuer.key(), "K4");
}

TEST(CachedCredentials, WithoutADateAreKept) {
    SteppedClock clock;
    int fetches = 0;
    CachedCredentials cached(
        [&]() -> Result<Credentials> {
            ++fetches;
            return Credentials{"K", "s", "", {}};
        },
        clock);
    for (int year = 0; year < 3; ++year) {
        EXPECT_TRUE(cached.get());
        clock.at += 24h * 365;
    }
    EXPECT_EQ(fetches, 1);
}

/// Threads that all ask at once; the fetch ends only when `gate` is opened.
TEST(CachedCredentials, ManyThreadsShareOneFetch) {
    SteppedClock clock;
    std::atomic<int> fetches = 0;
    std::mutex guard;
    std::condition_variable opened;
    bool open = false;
    CachedCredentials cached(
        [&]() -> Result<Credentials> {
            ++fetches;
            std::unique_lock lock(guard);
            opened.wait(lock, [&] { return open; });
            return Credentials{"K", "s", "t", clock.now() + 1h};
        },
        clock);
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            if (cached.get()) ++good;
        });
    {
        const std::lock_guard lock(guard);
        open = true;
    }
    opened.notify_all();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 8);
    EXPECT_EQ(fetches, 1);
}

TEST(CachedCredentials, WhileOneThreadRefreshesTheOthersGoOnWithTheOldSet) {
    SteppedClock clock;
    std::mutex guard;
    std::condition_variable changed;
    bool inside = false, open = true;
    CachedCredentials cached(
        [&]() -> Result<Credentials> {
            std::unique_lock lock(guard);
            inside = true;
            changed.notify_all();
            changed.wait(lock, [&] { return open; });
            return Credentials{fmt::format("K{}", to_millis(clock.now())), "s", "t", clock.now() + 1h};
        },
        clock);
    const auto first = cached.get().value().access_key_id;
    clock.at += 55min;
    {
        const std::lock_guard lock(guard);
        inside = open = false;
    }
    std::string renewed;
    std::thread refreshing([&] { renewed = cached.get().value().access_key_id; });
    {
        std::unique_lock lock(guard);
        changed.wait(lock, [&] { return inside; });
    }
    EXPECT_EQ(cached.get().value().access_key_id, first);
    {
        const std::lock_guard lock(guard);
        open = true;
    }
    changed.notify_all();
    refreshing.join();
    EXPECT_NE(renewed, first);
    EXPECT_EQ(cached.get().value().access_key_id, renewed);
}

}  // namespace
}  // namespace bespoke::adapters::aws
