#include "service/second_chance.hpp"

#include <gtest/gtest.h>

#include "service/housekeeping_for_test.hpp"
#include "support/store_between.hpp"

namespace bespoke::service {
namespace {

using namespace std::chrono_literals;
using ports::ExecutionStatus;
using testing::HousekeepingRig;
using testing::soon;

struct SecondChance : ::testing::Test {
    HousekeepingRig rig;
    JobId dead_job() {
        const auto job = rig.job();
        rig.end_next(ExecutionStatus::Failed, "dead");
        return job.id;
    }
    JobState state(const JobId& job) { return get_job(rig.ports, rig.alice, job)->state; }
    std::size_t chore() { return give_second_chances(rig.ports, rig.alice, soon()).value(); }
};

TEST(SecondChanceOf, EachNameOfAnError) {
    const std::pair<const char*, bool> names[] = {{"Unavailable", true},
                                                  {"Timeout", true},
                                                  {"States.Timeout", true},
                                                  {"Lambda.TooManyRequestsException", true},
                                                  {"Internal", false},
                                                  {"Corrupt", false},
                                                  {"Bespoke.Crashed", false},
                                                  {"States.Runtime", false},
                                                  {"", false}};
    DeadLetter letter;
    letter.died_at = from_millis(1'000);
    for (const auto& [name, passes] : names) {
        letter.problem.error_name = name;
        EXPECT_EQ(second_chance(letter).has_value(), passes) << name;
    }
}

TEST(SecondChanceOf, AJobThatDiedThreeTimesIsTheOperators) {
    DeadLetter letter;
    letter.problem.error_name = "Unavailable";
    letter.died_at = from_millis(1'000);
    EXPECT_EQ(second_chance(letter), letter.died_at + 15min);
    letter.redrives = 1;
    EXPECT_EQ(second_chance(letter), letter.died_at + 2h);
    letter.redrives = 2;
    EXPECT_FALSE(second_chance(letter));
}

TEST_F(SecondChance, ComesAfterAQuarterOfAnHourAndOnce) {
    const auto job = dead_job();
    EXPECT_EQ(chore(), 0U);
    rig.clock.advance(15min);
    EXPECT_EQ(chore(), 1U);
    EXPECT_EQ(state(job), JobState::Queued);
    EXPECT_EQ(chore(), 0U);
    EXPECT_EQ(rig.event_types(job.str()).back(), "job.redriven");
}

TEST_F(SecondChance, IsGivenOnceByAnAlarmThatRingsTwiceOrLate) {
    const auto job = dead_job();
    EXPECT_FALSE(give_second_chance(rig.ports, rig.alice, job, 1).value()) << "of another run";
    EXPECT_FALSE(give_second_chance(rig.ports, rig.bob, job, 0).value()) << "another tenant's";
    EXPECT_FALSE(give_second_chance(rig.ports, rig.alice, JobId("job_none"), 0).value());
    EXPECT_TRUE(give_second_chance(rig.ports, rig.alice, job, 0).value());
    EXPECT_FALSE(give_second_chance(rig.ports, rig.alice, job, 0).value());
    rig.end_next(ExecutionStatus::Failed, "dead");
    EXPECT_FALSE(give_second_chance(rig.ports, rig.alice, job, 0).value()) << "it died again since";
    EXPECT_TRUE(give_second_chance(rig.ports, rig.alice, job, 1).value());
}

TEST_F(SecondChance, IsNoneForWhatTheOperatorDiscardedAndForATenantThatIsSuspended) {
    const auto discarded = dead_job(), kept = dead_job();
    ASSERT_TRUE(discard_dead_letter(rig.ports, rig.alice, discarded));
    ASSERT_TRUE(rig.tenants.set_state(rig.alice, ports::TenantState::Suspended, rig.clock.now()));
    rig.clock.advance(1h);
    EXPECT_EQ(chore(), 0U);
    ASSERT_TRUE(rig.tenants.set_state(rig.alice, ports::TenantState::Active, rig.clock.now()));
    EXPECT_EQ(chore(), 1U);
    EXPECT_EQ(state(discarded), JobState::Discarded);
    EXPECT_EQ(state(kept), JobState::Queued);
}

/// Counts how often the record of a job is asked for.
class CountingStore final : public ports::testing::StoreBetween {
public:
    using StoreBetween::StoreBetween;
    Result<std::optional<ports::Record>> get(const TenantId& tenant, ports::RecordKind kind, const RecordId& id) override {
        reads += kind == ports::RecordKind::Job ? 1 : 0;
        return StoreBetween::get(tenant, kind, id);
    }
    int reads = 0;
};

TEST_F(SecondChance, IsGivenByTheChoreWithOneLookAtEachLetter) {
    for (int i = 0; i < 3; ++i) dead_job();
    rig.clock.advance(15min);
    CountingStore store(rig.store);
    const ServicePorts ports{store, rig.blobs, rig.orchestrator, rig.keys, rig.tenants, rig.vectors, rig.clock};
    EXPECT_EQ(give_second_chances(ports, rig.alice, soon()).value(), 3U);
    EXPECT_EQ(store.reads, 3);
}

TEST_F(SecondChance, IsGoneAfterADay) {
    const auto job = dead_job();
    rig.clock.advance(27h);
    EXPECT_EQ(chore(), 0U);
    EXPECT_EQ(state(job), JobState::Dead);
}

}  // namespace
}  // namespace bespoke::service
