#include "http/handler_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "http/admission.hpp"
#include "http/test_server.hpp"

namespace bespoke::http {
namespace {

TEST(HandlerPool, RunsAllThatItTookAndRefusesWhatIsTooMuch) {
    Gate gate;
    std::atomic<int> ran{0};
    HandlerPool pool(1, 2);
    const auto job = [&] {
        gate.pass();
        ++ran;
    };
    EXPECT_EQ(pool.offer(1, job), HandlerPool::Offer::Taken);
    gate.wait_for(1);  // it is at work and waits no longer
    EXPECT_EQ(pool.offer(1, job), HandlerPool::Offer::Taken);
    EXPECT_EQ(pool.offer(1, job), HandlerPool::Offer::Taken);
    EXPECT_EQ(pool.offer(1, job), HandlerPool::Offer::Full);
    EXPECT_EQ(pool.queued(), 2U);
    gate.open();
    EXPECT_TRUE(ServerTest::comes_true([&] { return ran == 3; }));
}

TEST(HandlerPool, WhoeverQueuesMuchDelaysAnothersOneByOne) {
    Gate gate;
    std::vector<char> order;  // written by the pool's one thread
    std::atomic<int> ran{0};
    HandlerPool pool(1, 100);
    pool.offer(0, [&] { gate.pass(); });
    gate.wait_for(1);
    const auto note = [&](char who) {
        return [&, who] {
            order.push_back(who);
            ++ran;
        };
    };
    for (int i = 0; i < 3; ++i) pool.offer(1, note('n'));
    pool.offer(2, note('f'));
    gate.open();
    EXPECT_TRUE(ServerTest::comes_true([&] { return ran == 4; }));
    EXPECT_EQ(std::string(order.begin(), order.end()), "nfnn");
}

TEST(HandlerPool, DropsWhatWaitsWhenItStops) {
    Gate gate;
    std::atomic<int> ran{0};
    HandlerPool pool(1, 10);
    pool.offer(1, [&] {
        gate.pass();
        ++ran;
    });
    gate.wait_for(1);
    const auto held = std::make_shared<int>(1);
    pool.offer(1, [&ran, held] { ++ran; });
    std::thread stop([&] { pool.stop(); });
    EXPECT_TRUE(ServerTest::comes_true([&] { return held.use_count() == 1 || pool.queued() == 0; }));
    gate.open();
    stop.join();
    EXPECT_EQ(ran, 1);
    EXPECT_EQ(held.use_count(), 1);
    EXPECT_EQ(pool.offer(1, [] {}), HandlerPool::Offer::Full);
}

TEST(Admission, CountsPeersApartAndForgetsThem) {
    ServerLimits limits;
    limits.connections = 3;
    limits.connections_per_peer = 2;
    Admission admission(limits);
    EXPECT_EQ(admission.enter("a"), "");
    EXPECT_EQ(admission.enter("a"), "");
    EXPECT_EQ(admission.enter("a"), "connections-per-peer");
    EXPECT_EQ(admission.enter("b"), "");
    EXPECT_EQ(admission.enter("c"), "connections");
    admission.leave("a");
    EXPECT_EQ(admission.enter("a"), "");
}

TEST(Admission, LendsBytesUpToTheBudgetAndGetsThemBack) {
    ServerLimits limits;
    limits.bodies_in_flight_bytes = 100'000;
    Admission admission(limits);
    {
        BodyShare first(admission), second(admission);
        EXPECT_TRUE(first.grow_to(60'000));
        EXPECT_TRUE(first.grow_to(10)) << "it holds more already";
        EXPECT_FALSE(second.grow_to(60'000));
        EXPECT_TRUE(second.grow_to(20'000));
        EXPECT_LE(admission.bytes(), 100'000U);
    }
    EXPECT_EQ(admission.bytes(), 0U);
}

}  // namespace
}  // namespace bespoke::http
