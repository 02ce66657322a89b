#include "service/job_effects.hpp"

#include <gtest/gtest.h>

namespace bespoke::service {
namespace {

using ports::Transition;

TEST(JobEffects, TellOfStagesAsTheyBeginAndAsTheyWait) {
    struct Case {
        const char* state;
        Transition::Kind kind;
        const char* status;  ///< null: nothing is told
    };
    const Case cases[] = {
        {"Parse", Transition::Kind::Entered, "entered"}, {"Parse", Transition::Kind::Retried, "waiting"},
        {"Parse", Transition::Kind::Succeeded, nullptr}, {"Parse", Transition::Kind::Failed, nullptr},
        {"Done", Transition::Kind::Entered, nullptr},    {"Reject", Transition::Kind::Entered, nullptr},
        {"", Transition::Kind::Finished, nullptr},
    };
    const auto effects = job_effects();
    for (const auto& it : cases) {
        Transition transition;
        transition.state = it.state;
        transition.kind = it.kind;
        const auto batch = effects.transition(TenantId("alice"), JobId("job_1"), transition);
        ASSERT_EQ(batch.events.size(), it.status ? 1 : 0) << it.state;
        EXPECT_TRUE(batch.writes.empty());
        if (!it.status) continue;
        EXPECT_EQ(batch.events[0].type, "job.stage");
        EXPECT_EQ(batch.events[0].subject, "job_1");
        EXPECT_EQ(batch.events[0].data.at("status"), it.status);
    }
}

}  // namespace
}  // namespace bespoke::service
