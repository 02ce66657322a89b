#include "service/learnt.hpp"

#include <gmock/gmock.h>

#include "adapters/memory/vector_index.hpp"
#include "service/feedback.hpp"
#include "service/rig_for_test.hpp"
#include "service/settings.hpp"

namespace bespoke::service {
namespace {

using tailoring::PastEdit;
using testing::Rig;
using testing::soon;

constexpr const char* kBefore = "Reconciled 14 bank accounts every week";
constexpr const char* kAfter = "Reconciled 14 bank accounts each week";

const std::string kReworded = fmt::format(
    R"({{"version":1,"proposed":1,"accepted":1,"before":{{}},"after":{{}},"gaps":[],"edits":[{{"id":"m01","kind":"rewrite-highlight",
    "before":"{}","after":"{}","change":{{"type":"replace","text":"{}"}},"verdict":{{"accepted":true,"findings":[]}}}}]}})",
    kBefore, kAfter, kAfter);

struct Lesson {
    Rig rig;
    adapters::memory::VectorIndex vectors;
    Learnt learnt{rig.store, vectors};

    Job finished() {
        auto job = rig.job();
        rig.succeed_next(job.id, {{"changes.json", kReworded}});
        return job;
    }
    Status say(const Job& job, FeedbackAction action, int rating = 0) {
        NewFeedback said{EditId("m01"), action, {}, "user_1", {}};
        said.rating = rating;
        const auto done = add_feedback(rig.ports, rig.alice, job.id, said, soon());
        rig.clock.advance(std::chrono::milliseconds(1));
        return done ? Status{} : tl::unexpected(done.error());
    }
    std::vector<PastEdit> recalled(const TenantId& tenant, std::vector<float> embedding = {}) {
        auto past = learnt.recall(tenant, {{kBefore, std::move(embedding)}, {"Excel", {}}});
        EXPECT_TRUE(past) << (past ? "" : past.error().reason);
        return past.value_or(std::vector<PastEdit>{});
    }
};

TEST(Learnt, RecallsWhatWasSaidOldestFirstForThisTenantAlone) {
    Lesson it;
    const auto job = it.finished();
    ASSERT_TRUE(it.say(job, FeedbackAction::Accept));
    ASSERT_TRUE(it.say(job, FeedbackAction::Revert, 1));
    const auto past = it.recalled(it.rig.alice);
    ASSERT_EQ(past.size(), 2U);
    EXPECT_EQ(past[0].decision, PastEdit::Decision::Accepted);
    EXPECT_EQ(past[1].decision, PastEdit::Decision::Reverted);
    EXPECT_EQ(past[1].rating, 1);
    EXPECT_EQ(past[1].kind, tailoring::EditKind::RewriteHighlight);
    EXPECT_EQ(past[1].before, kBefore);
    EXPECT_EQ(past[1].after, kAfter);
    EXPECT_EQ(past[1].on.size(), 10U);
    EXPECT_TRUE(it.recalled(it.rig.bob).empty());
}

TEST(Learnt, TakesARatingWithoutACommentAndNoMereComment) {
    Lesson it;
    const auto job = it.finished();
    ASSERT_TRUE(it.say(job, FeedbackAction::Comment, 5));
    EXPECT_EQ(it.say(job, FeedbackAction::Comment).error().reason, "empty-comment");
    EXPECT_EQ(it.say(job, FeedbackAction::Accept, 6).error().reason, "bad-rating");
    const NewFeedback comment{EditId("m01"), FeedbackAction::Comment, "Hm.", "user_1", {}};
    ASSERT_TRUE(add_feedback(it.rig.ports, it.rig.alice, job.id, comment, soon()));
    const auto past = it.recalled(it.rig.alice);
    ASSERT_EQ(past.size(), 1U);
    EXPECT_EQ(past[0].decision, PastEdit::Decision::Rated);
    EXPECT_EQ(past[0].rating, 5);
}

TEST(Learnt, FindsAValidatedWordingOfTheVerySameTextAlone) {
    Lesson it;
    ASSERT_TRUE(it.learnt.remember(
        it.rig.alice, JobId("job_1"),
        {{EditId("m01"), kBefore, kAfter, {1, 0}}, {EditId("m02"), "Reconciled 15 bank accounts every week", "Never", {1, 0}}}));
    const auto past = it.recalled(it.rig.alice, {1, 0});
    ASSERT_EQ(past.size(), 1U);
    EXPECT_EQ(past[0].decision, PastEdit::Decision::Validated);
    EXPECT_EQ(past[0].after, kAfter);
    EXPECT_TRUE(it.recalled(it.rig.bob, {1, 0}).empty());
    EXPECT_EQ(it.recalled(it.rig.alice, {1, 0, 0}).size(), 1U) << "another embedding model falls back to words";
    ASSERT_TRUE(it.learnt.remember(it.rig.alice, JobId("job_2"), {{EditId("m01"), kBefore, "Later", {1, 0, 0}}}));
    ASSERT_EQ(it.recalled(it.rig.alice).size(), 2U);
    EXPECT_EQ(it.recalled(it.rig.alice)[1].after, "Later");
    ASSERT_TRUE(it.vectors.remove(it.rig.alice, RecordId("job_1")));
    EXPECT_EQ(it.recalled(it.rig.alice).size(), 1U);
}

TEST(Learnt, KeepsAndRecallsNothingWhereTheSettingsSaySo) {
    Lesson it;
    const auto job = it.finished();
    ASSERT_TRUE(it.say(job, FeedbackAction::Revert));
    ASSERT_TRUE(it.learnt.remember(it.rig.alice, JobId("job_1"), {{EditId("m01"), kBefore, kAfter, {}}}));
    Settings settings;
    settings.learning = service::Learning::None;
    ASSERT_TRUE(put_settings(it.rig.ports, it.rig.alice, settings, 0));
    EXPECT_TRUE(it.recalled(it.rig.alice).empty());
    ASSERT_TRUE(it.learnt.remember(it.rig.alice, JobId("job_3"), {{EditId("m01"), kBefore, "Third", {}}}));
    settings.learning = service::Learning::FromFeedback;
    ASSERT_TRUE(put_settings(it.rig.ports, it.rig.alice, settings, 1));
    EXPECT_EQ(it.recalled(it.rig.alice).size(), 2U) << "one wording and one revert from before";
}

}  // namespace
}  // namespace bespoke::service
