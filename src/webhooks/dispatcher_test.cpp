#include "webhooks/dispatcher.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>

#include "webhooks/courier.hpp"
#include "webhooks/event_types.hpp"
#include "webhooks/fixtures_for_test.hpp"
#include "webhooks/planner.hpp"
#include "webhooks/schedule.hpp"
#include "webhooks/signature.hpp"

namespace bespoke::webhooks {
namespace {

using namespace std::chrono_literals;

constexpr auto kUrl = "https://example.org/hook", kOtherUrl = "https://example.net/hook";

TEST(WebhookDispatcher, DeliversAnEventSignedOnceToEachEndpointThatWantsIt) {
    Rig rig;
    const auto secret = new_secret();
    rig.add_endpoint(kUrl, {"job.*"}, secret);
    rig.add_endpoint(kOtherUrl, {"job.dead"});
    rig.happen("job.succeeded");
    Dispatcher dispatcher(rig.ports());
    EXPECT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().attempted, 1U);
    EXPECT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().attempted, 0U) << "no second time";
    const auto got = rig.receiver.requests(kUrl);
    ASSERT_EQ(got.size(), 1U);
    EXPECT_EQ(header(got[0], "webhook-id"), rig.events("job.succeeded")[0].id);
    EXPECT_TRUE(verify(secret,
                       {header(got[0], "webhook-id"), header(got[0], "webhook-timestamp"), header(got[0], "webhook-signature")},
                       got[0].body, rig.clock.now()));
    EXPECT_EQ(nlohmann::json::parse(got[0].body).at("type"), "job.succeeded");
    EXPECT_EQ(got[0].reach, ports::HttpRequest::Reach::Public);
    EXPECT_EQ(got[0].max_response_bytes, 64U * 1024);
    EXPECT_TRUE(rig.receiver.requests(kOtherUrl).empty());
    EXPECT_EQ(rig.deliveries().at(0).state, Delivery::State::Delivered);
}

TEST(WebhookDispatcher, TellsANewEndpointOnlyOfWhatHappensFromThenOn) {
    Rig rig;
    rig.happen("job.succeeded");
    rig.clock.advance(1s);
    rig.add_endpoint(kUrl);
    Dispatcher dispatcher(rig.ports());
    EXPECT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().planned, 0U);
    rig.happen("job.succeeded", "job_2");
    EXPECT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().planned, 1U);
}

TEST(WebhookDispatcher, KeepsTheIdOverRetriesAndFollowsTheSchedule) {
    Rig rig;
    rig.add_endpoint(kUrl);
    rig.receiver.answer(kUrl, 500);
    rig.happen("job.succeeded");
    Dispatcher dispatcher(rig.ports());
    const auto began = rig.clock.now();
    // Any half minute of 80 hours.
    for (int step = 0; step < 80 * 120; ++step, rig.clock.advance(30s)) (void)dispatcher.run_once(rig.acme, rig.clock.now());
    const auto got = rig.receiver.requests(kUrl);
    ASSERT_EQ(got.size(), static_cast<std::size_t>(kMostAttempts));
    for (const auto& one : got) EXPECT_EQ(header(one, "webhook-id"), rig.events("job.succeeded")[0].id);
    for (const auto& one : got) EXPECT_EQ(one.body, got[0].body);
    const auto dead = rig.deliveries().at(0);
    EXPECT_EQ(dead.state, Delivery::State::Dead);
    EXPECT_EQ(dead.attempts.size(), static_cast<std::size_t>(kMostAttempts));
    EXPECT_GT(dead.attempts.back().at - began, 66h);
    EXPECT_LT(dead.attempts.back().at - began, 84h);
    EXPECT_EQ(rig.events(std::string(kDeadEvent)).size(), 1U);
}

TEST(WebhookDispatcher, TriesAgainInItsTimeThoughTheClockIsSetBackADay) {
    Rig rig;
    rig.add_endpoint(kUrl);
    rig.receiver.answer(kUrl, 500);
    rig.happen("job.succeeded");
    Dispatcher dispatcher(rig.ports());
    const auto attempted = [&](Dispatcher& by) { return by.run_once(rig.acme, rig.clock.now()).value().attempted; };
    EXPECT_EQ(attempted(dispatcher), 1U);
    rig.clock.advance(-24h);
    EXPECT_EQ(attempted(dispatcher), 0U) << "five seconds are not over";
    rig.clock.advance(6s);
    EXPECT_EQ(attempted(dispatcher), 1U);

    rig.clock.advance(-24h);
    Dispatcher next(rig.ports());  // after a restart
    EXPECT_EQ(attempted(next), 0U);
    rig.clock.advance(6min);
    EXPECT_EQ(attempted(next), 1U);
}

TEST(WebhookDispatcher, CountsRedirectsHugeAnswersAndRefusedAddressesAsFailures) {
    struct Row {
        FakeReceiver::Answer answer;
        std::string error;
        int status;
    };
    const std::vector<Row> rows{
        {[](const auto&) {
             return ports::HttpResponse{.status = 302, .headers = {{"location", "https://elsewhere.example/"}}};
         },
         "redirect", 302},
        {[](const auto&) { return fail(ErrorCode::LimitExceeded, "response-too-large", "x"); }, "response-too-large", 0},
        {[](const auto&) { return fail(ErrorCode::Forbidden, "address", "x"); }, "address", 0},
        {[](const auto&) { return fail(ErrorCode::Timeout, "deadline", "x"); }, "deadline", 0},
        {[](const auto&) { return fail(ErrorCode::Unavailable, "tls", "x"); }, "tls", 0},
        {[](const auto&) { return ports::HttpResponse{.status = 404}; }, "status", 404},
    };
    for (const auto& row : rows) {
        Rig rig;
        rig.add_endpoint(kUrl);
        rig.receiver.answer(kUrl, row.answer);
        rig.happen("job.succeeded");
        Dispatcher dispatcher(rig.ports());
        ASSERT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().attempted, 1U);
        const auto delivery = rig.deliveries().at(0);
        EXPECT_EQ(delivery.state, Delivery::State::Pending);
        EXPECT_EQ(delivery.attempts.at(0).error, row.error);
        EXPECT_EQ(delivery.attempts.at(0).status, row.status);
    }
}

TEST(WebhookDispatcher, EndsWhatWaitsForAnEndpointThatIsGone) {
    Rig rig;
    const auto endpoint = rig.add_endpoint(kUrl);
    rig.receiver.answer(kUrl, 410);
    for (int at = 0; at < 3; ++at) rig.happen("job.succeeded", fmt::format("job_{}", at));
    Dispatcher dispatcher(rig.ports());
    EXPECT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().attempted, 1U);
    for (const auto& delivery : rig.deliveries()) EXPECT_EQ(delivery.state, Delivery::State::Dead);
    EXPECT_EQ(rig.endpoint(endpoint.id).state, Endpoint::State::Disabled);
    EXPECT_EQ(rig.events(std::string(kDisabledEvent)).size(), 1U);
    EXPECT_TRUE(rig.store.commit(rig.acme, {.writes = {ports::Remove{ports::RecordKind::Webhook, endpoint.id}}}));
}

TEST(WebhookDispatcher, DisablesAfterFiveDaysWithoutOneSuccess) {
    Rig rig;
    const auto endpoint = rig.add_endpoint(kUrl);
    rig.receiver.answer(kUrl, 503);
    Dispatcher dispatcher(rig.ports());
    for (int hour = 0; hour <= 5 * 24; ++hour, rig.clock.advance(1h)) {
        EXPECT_EQ(rig.endpoint(endpoint.id).state, Endpoint::State::Enabled) << hour;
        if (hour % 24 == 0) rig.happen("job.succeeded", fmt::format("job_{}", hour));
        (void)dispatcher.run_once(rig.acme, rig.clock.now());
    }
    EXPECT_EQ(rig.endpoint(endpoint.id).state, Endpoint::State::Disabled);
    EXPECT_EQ(rig.endpoint(endpoint.id).disabled_reason, "failing");
}

TEST(WebhookDispatcher, WaitsWhileThePauseLasts) {
    Rig rig;
    rig.add_endpoint(kUrl);
    rig.happen("job.succeeded");
    bool paused = true;
    Dispatcher dispatcher(rig.ports(), {.is_paused = [&](const TenantId&) { return paused; }});
    EXPECT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().attempted, 0U);
    paused = false;
    EXPECT_EQ(dispatcher.run_once(rig.acme, rig.clock.now()).value().attempted, 1U);
}

TEST(WebhookDispatcher, NeverTakesOneAttemptTwice) {
    Rig rig;
    rig.add_endpoint(kUrl);
    rig.happen("job.succeeded");
    Progress progress;
    ASSERT_EQ(plan(rig.store, rig.acme, rig.clock.now(), progress).value(), 1U);
    Courier first(rig.ports(), {}), second(rig.ports(), {});
    auto errands = first.take(rig.acme, rig.clock.now(), 10).value();
    ASSERT_EQ(errands.size(), 1U);
    EXPECT_TRUE(second.take(rig.acme, rig.clock.now(), 10).value().empty());
    // The first dies here; its lease ends, and the other one sends the same message.
    rig.clock.advance(21s);
    auto again = second.take(rig.acme, rig.clock.now(), 10).value();
    ASSERT_EQ(again.size(), 1U);
    EXPECT_TRUE(second.run(std::move(again[0])));
    EXPECT_FALSE(first.run(std::move(errands[0]))) << "what it sent late changes nothing";
    EXPECT_EQ(rig.deliveries().at(0).attempts.size(), 1U);
}

TEST(WebhookPlanner, MakesEachDeliveryOnceThoughManyPlanAtOnceAndForget) {
    Rig rig;
    rig.add_endpoint(kUrl);
    rig.add_endpoint(kOtherUrl);
    std::vector<std::future<void>> planners;
    std::atomic<bool> done{false};
    for (int at = 0; at < 4; ++at) {
        planners.push_back(std::async(std::launch::async, [&] {
            while (!done) {
                Progress fresh;  // as after a crash
                (void)plan(rig.store, rig.acme, rig.clock.now(), fresh);
            }
        }));
    }
    for (int at = 0; at < 300; ++at) rig.happen("job.succeeded", fmt::format("job_{}", at));
    done = true;
    for (auto& one : planners) one.get();
    Progress last;
    for (int at = 0; at < 3; ++at) ASSERT_TRUE(plan(rig.store, rig.acme, rig.clock.now(), last));
    std::map<std::pair<std::string, std::string>, int> pairs;
    for (const auto& delivery : rig.deliveries()) ++pairs[{delivery.event_id, delivery.endpoint.str()}];
    EXPECT_EQ(pairs.size(), 600U);
    EXPECT_EQ(rig.deliveries().size(), 600U);
}

/// A receiver that keeps everybody waiting until it is let go.
struct Hanging {
    std::promise<void> let_go;
    std::shared_future<void> gone = let_go.get_future().share();
};

TEST(WebhookDispatcher, ServesOthersWhileOneReceiverHangs) {
    Rig rig;
    Hanging hanging;
    std::promise<void> all;
    std::atomic<int> served{0};
    rig.receiver.answer(kUrl, [&](const auto&) -> Result<ports::HttpResponse> {
        hanging.gone.wait();
        return fail(ErrorCode::Timeout, "deadline", "x");
    });
    rig.receiver.answer(kOtherUrl, [&](const auto&) {
        if (++served == 40) all.set_value();
        return ports::HttpResponse{.status = 200};
    });
    rig.add_endpoint(kUrl);
    rig.add_endpoint(kOtherUrl);
    for (int at = 0; at < 40; ++at) rig.happen("job.succeeded", fmt::format("job_{}", at));
    Dispatcher dispatcher(rig.ports(), {.threads = 4, .poll = 1ms});
    dispatcher.start();
    EXPECT_EQ(all.get_future().wait_for(30s), std::future_status::ready);
    EXPECT_LE(rig.receiver.requests(kUrl).size(), 2U);
    hanging.let_go.set_value();
    dispatcher.stop();
}

TEST(WebhookDispatcher, SeesOtherEndpointsBehindAThousandBlockedDeliveries) {
    Rig rig;
    rig.receiver.answer(kUrl, 500);
    rig.add_endpoint(kUrl, {"job.dead"});
    rig.add_endpoint(kOtherUrl, {"job.succeeded"});
    for (int at = 0; at < 1'000; ++at) rig.happen("job.dead", fmt::format("job_{}", at));
    Progress progress;
    while (plan(rig.store, rig.acme, rig.clock.now(), progress).value() > 0) {
    }
    rig.clock.advance(1s);
    rig.happen("job.succeeded");  // due last of all
    Dispatcher dispatcher(rig.ports());
    for (int at = 0; at < 6; ++at) (void)dispatcher.run_once(rig.acme, rig.clock.now());
    EXPECT_EQ(rig.receiver.requests(kOtherUrl).size(), 1U);
    EXPECT_EQ(rig.receiver.requests(kUrl).size(), 5U) << "the breaker opened";
}

}  // namespace
}  // namespace bespoke::webhooks
