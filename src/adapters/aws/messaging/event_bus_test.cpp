#include "adapters/aws/messaging/event_bus.hpp"

#include <gmock/gmock.h>

#include "adapters/aws/core/client_for_test.hpp"
#include "adapters/memory/metadata_store.hpp"

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

const TenantId kAlice("alice");
Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

/// An event bus that takes what it is told to take.
struct Bus {
    std::vector<std::string> taken, asked;  ///< subjects
    std::function<bool(const std::string& subject, int call)> takes = [](const std::string&, int) { return true; };

    testing::Script operator()(const testing::SeenRequest& request, int number) {
        auto results = json::array();
        int failed = 0;
        const auto body = json::parse(request.body);
        for (const auto& entry : body.at("Entries")) {
            const auto subject = json::parse(entry.at("Detail").get<std::string>()).at("subject").get<std::string>();
            asked.push_back(subject);
            if (takes(subject, number)) {
                taken.push_back(subject);
                results.push_back({{"EventId", "e"}});
            } else {
                ++failed;
                results.push_back({{"ErrorCode", "ThrottlingException"}, {"ErrorMessage", "slow down"}});
            }
        }
        return testing::answer(200, json{{"FailedEntryCount", failed}, {"Entries", results}}.dump());
    }
};

std::vector<ports::Event> events(int count) {
    std::vector<ports::Event> all;
    for (int i = 1; i <= count; ++i) {
        ports::Event event;
        event.sequence = static_cast<std::uint64_t>(i);
        event.id = "evt_" + std::to_string(i);
        event.type = "job.succeeded";
        event.subject = "job_" + std::to_string(i);
        event.data = json::object();
        all.push_back(event);
    }
    return all;
}

struct Publishing : ::testing::Test {
    Bus remote;
    testing::Rig rig{[this](const testing::SeenRequest& request, int number) { return remote(request, number); }};
    EventBus bus{rig.client(), "tailoring"};
};

TEST_F(Publishing, SendsTenAtATimeInOrder) {
    ASSERT_TRUE(bus.publish(kAlice, events(23), soon()));
    EXPECT_EQ(remote.taken.size(), 23U);
    EXPECT_EQ(remote.taken.front(), "job_1");
    EXPECT_EQ(remote.taken.back(), "job_23");
    EXPECT_EQ(rig.server().seen().size(), 3U);
}

TEST_F(Publishing, SaysWhoseWhatAndWhen) {
    const auto sent = bus.publish(kAlice, events(1), soon());
    ASSERT_TRUE(sent) << sent.error().detail;
    const auto entry = json::parse(rig.server().seen().front().body).at("Entries").at(0);
    EXPECT_EQ(entry.at("EventBusName"), "tailoring");
    EXPECT_EQ(entry.at("Source"), "bespoke");
    EXPECT_EQ(entry.at("DetailType"), "job.succeeded");
    const auto detail = json::parse(entry.at("Detail").get<std::string>());
    EXPECT_EQ(detail.at("tenantId"), "alice");
    EXPECT_EQ(detail.at("id"), "evt_1");
    EXPECT_EQ(detail.at("sequence"), 1);
}

TEST_F(Publishing, SendsAgainOnlyWhatWasRefusedWithinA200) {
    remote.takes = [](const std::string& subject, int call) { return subject != "job_2" || call > 0; };
    ASSERT_TRUE(bus.publish(kAlice, events(3), soon()));
    EXPECT_THAT(remote.asked, ElementsAre("job_1", "job_2", "job_3", "job_2"));
}

TEST_F(Publishing, GivesUpAsAThrottle) {
    remote.takes = [](const std::string&, int) { return false; };
    const auto sent = bus.publish(kAlice, events(1), soon());
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(sent.error().reason, "throttled");
}

TEST_F(Publishing, KeepsEventsFarBelowTheLimit) {
    auto large = events(1);
    large[0].data = {{"text", std::string(200 * 1024, 'x')}};
    ASSERT_TRUE(bus.publish(kAlice, large, soon()));
    EXPECT_LT(rig.server().seen().front().body.size(), 64U * 1024);
}

struct OutboxOfATenant : Publishing {
    memory::MetadataStore store{rig.clock()};
    Outbox outbox{store, bus};
    void happen(const std::string& subject) {
        ports::Event event;
        event.type = "job.created";
        event.subject = subject;
        event.data = json::object();
        ASSERT_TRUE(store.commit(kAlice, {{}, {event}, {}}));
    }
};

TEST_F(OutboxOfATenant, SendsEachEventOnce) {
    happen("job_1");
    happen("job_2");
    EXPECT_EQ(outbox.publish_new(kAlice, soon()).value(), 2U);
    EXPECT_EQ(outbox.publish_new(kAlice, soon()).value(), 0U);
    happen("job_3");
    EXPECT_EQ(outbox.publish_new(kAlice, soon()).value(), 1U);
    EXPECT_THAT(remote.taken, ElementsAre("job_1", "job_2", "job_3"));
}

TEST_F(OutboxOfATenant, LosesNothingWhenTheBusIsAway) {
    happen("job_1");
    remote.takes = [](const std::string&, int call) { return call >= 5; };
    EXPECT_FALSE(outbox.publish_new(kAlice, soon()));
    EXPECT_EQ(outbox.publish_new(kAlice, soon()).value(), 1U);
    EXPECT_THAT(remote.taken, ElementsAre("job_1"));
}

}  // namespace
}  // namespace bespoke::adapters::aws
