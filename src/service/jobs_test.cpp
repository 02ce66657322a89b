#include "service/jobs.hpp"

#include <thread>

#include "service/artifacts.hpp"
#include "service/dead_letters.hpp"
#include "service/feedback.hpp"
#include "service/quota.hpp"
#include "service/rig_for_test.hpp"
#include "service/settings.hpp"
#include "support/store_between.hpp"

namespace bespoke::service {
namespace {

using namespace std::string_literals;
using ports::ExecutionStatus;
using testing::Rig;
using testing::soon;

std::string reason_of(const auto& result) { return result ? "" : result.error().reason; }
JobState state_of(Rig& rig, const JobId& id) { return get_job(rig.ports, rig.alice, id)->state; }

TEST(Jobs, AreRecordedAndBegunAndCounted) {
    Rig rig;
    const auto job = rig.job();
    EXPECT_TRUE(job.id.str().starts_with("job_"));
    EXPECT_EQ(state_of(rig, job.id), JobState::Queued);
    EXPECT_EQ(rig.event_types(job.id.str()), std::vector{"job.created"s});
    EXPECT_EQ(get_usage(rig.ports, rig.alice)->jobs, 1);
    EXPECT_EQ(list_jobs(rig.ports, rig.alice, "active", {})->items.size(), 1);
    EXPECT_EQ(list_jobs(rig.ports, rig.alice, "dead", {})->items.size(), 0);
}

TEST(Jobs, NameDocumentsOfTheirOwnTenantAndOfTheRightKind) {
    Rig rig;
    const auto good = rig.wish();
    auto wish = good;
    std::swap(wish.resume, wish.job_description);
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "wrong-kind");
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.bob, good)), "not-found");
    wish = good;
    wish.style = JobStyle("baroque"s);
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "unknown-style");
    wish = good;
    wish.style = JobStyle(good.resume);
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "wrong-kind");
    wish = good;
    wish.max_pages = 11;
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "bad-page-budget");
    wish = good;
    wish.as_of = "2026-13";
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "bad-as-of");
    EXPECT_EQ(get_usage(rig.ports, rig.alice)->jobs, 0);
    EXPECT_TRUE(list_jobs(rig.ports, rig.alice, std::nullopt, {})->items.empty());
}

TEST(Jobs, TakeWhatTheWishLeavesOutFromTheSettings) {
    Rig rig;
    Settings settings;
    settings.default_style = "compact"s;
    settings.max_pages = 2;
    ASSERT_TRUE(put_settings(rig.ports, rig.alice, settings, 0));
    const auto job = rig.job();
    EXPECT_EQ(job.style, JobStyle("compact"s));
    EXPECT_EQ(job.max_pages, 2);
}

TEST(Jobs, SubmittedAHundredTimesByOneRequestAreOne) {
    Rig rig;
    auto wish = rig.wish();
    wish.seed = "01kapv5m4r8x2t6w0y3z7c9d1f";
    std::vector<Result<Job>> answers(100);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = thread; i < 100; i += 4) answers[i] = submit_job(rig.ports, rig.alice, wish);
            });
        }
    }
    for (const auto& answer : answers) {
        ASSERT_TRUE(answer) << answer.error().reason;
        EXPECT_EQ(answer->id.str(), "job_" + wish.seed);
    }
    EXPECT_EQ(get_usage(rig.ports, rig.alice)->jobs, 1);
    EXPECT_EQ(rig.event_types("job_" + wish.seed), std::vector{"job.created"s});
    wish.max_pages = 1;
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "seed-used");
}

TEST(Jobs, MadeByARequestThatIsRepeatedAreGivenThoughTheyUsedUpTheQuota) {
    Rig rig;
    Quotas quotas;
    quotas.active_jobs = 1;
    ASSERT_TRUE(set_quotas(rig.ports, rig.alice, quotas));
    auto wish = rig.wish();
    wish.seed = "01kapv5m4r8x2t6w0y3z7c9d1f";
    ASSERT_TRUE(submit_job(rig.ports, rig.alice, wish));
    const auto again = submit_job(rig.ports, rig.alice, wish);
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_EQ(again->id.str(), "job_" + wish.seed);
    wish.seed.back() = 'g';
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "quota");
}

TEST(Jobs, OfAllProcessesCountAsAtWork) {
    Rig rig;
    Quotas quotas;
    quotas.active_jobs = 2;
    ASSERT_TRUE(set_quotas(rig.ports, rig.alice, quotas));
    // A process knows its store by its address, so another address is another process.
    ports::testing::StoreBetween store(rig.store);
    const ServicePorts other{store, rig.blobs, rig.orchestrator, rig.keys, rig.tenants, rig.vectors, rig.clock};
    const auto wish = rig.wish();
    EXPECT_TRUE(submit_job(rig.ports, rig.alice, wish));
    EXPECT_TRUE(submit_job(other, rig.alice, wish));
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "quota");
    EXPECT_EQ(reason_of(submit_job(other, rig.alice, wish)), "quota");
    rig.end_next(ExecutionStatus::Succeeded, "succeeded");
    EXPECT_TRUE(submit_job(other, rig.alice, wish));
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "quota");
}

/// Documents can't be read (`NotFound`: are gone) once a job is recorded.
class DocumentsUnseen final : public ports::testing::StoreBetween {
public:
    DocumentsUnseen(ports::MetadataStore& store, ErrorCode code) : ports::testing::StoreBetween(store), code_(code) {}
    Status commit(const TenantId& tenant, const ports::Batch& batch) override {
        recorded_ = true;
        return ports::testing::StoreBetween::commit(tenant, batch);
    }
    Result<std::optional<ports::Record>> get(const TenantId& tenant, ports::RecordKind kind, const RecordId& id) override {
        if (!recorded_ || kind != ports::RecordKind::Document) return ports::testing::StoreBetween::get(tenant, kind, id);
        if (code_ == ErrorCode::NotFound) return std::nullopt;
        return fail(code_, "store-away", "The store is away; try again later.");
    }

private:
    const ErrorCode code_;
    bool recorded_ = false;
};

TEST(Jobs, AreCountedOnceThoughTheirDocumentsCanNotBeReadOnceTheyAreRecorded) {
    Rig rig;
    auto wish = rig.wish();
    wish.seed = "01kapv5m4r8x2t6w0y3z7c9d1f";
    DocumentsUnseen store(rig.store, ErrorCode::Unavailable);
    const ServicePorts ports{store, rig.blobs, rig.orchestrator, rig.keys, rig.tenants, rig.vectors, rig.clock};
    (void)submit_job(ports, rig.alice, wish);
    const auto again = submit_job(rig.ports, rig.alice, wish);
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_EQ(again->id.str(), "job_" + wish.seed);
    EXPECT_EQ(get_usage(rig.ports, rig.alice)->jobs, 1);
    EXPECT_EQ(rig.event_types(again->id.str()), std::vector{"job.created"s});
}

TEST(Jobs, WhoseDocumentsWentMeanwhileAreNeitherKeptNorCounted) {
    Rig rig;
    const auto wish = rig.wish();
    DocumentsUnseen store(rig.store, ErrorCode::NotFound);
    const ServicePorts ports{store, rig.blobs, rig.orchestrator, rig.keys, rig.tenants, rig.vectors, rig.clock};
    const auto refused = submit_job(ports, rig.alice, wish);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NotFound);
    EXPECT_TRUE(rig.store.list(rig.alice, {ports::RecordKind::Job})->empty());
    EXPECT_EQ(get_usage(rig.ports, rig.alice)->jobs, 0);
}

TEST(Jobs, StopAtTheQuotasAndGoOnWhenThereIsRoom) {
    Rig rig;
    Quotas quotas;
    quotas.active_jobs = 2;
    quotas.jobs_per_day = 3;
    ASSERT_TRUE(set_quotas(rig.ports, rig.alice, quotas));
    const auto wish = rig.wish();
    EXPECT_TRUE(submit_job(rig.ports, rig.alice, wish));
    EXPECT_TRUE(submit_job(rig.ports, rig.alice, wish));
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "quota") << "two are at work";
    rig.end_next(ExecutionStatus::Succeeded, "succeeded");
    EXPECT_TRUE(submit_job(rig.ports, rig.alice, wish));
    rig.end_next(ExecutionStatus::Succeeded, "succeeded");
    EXPECT_EQ(reason_of(submit_job(rig.ports, rig.alice, wish)), "quota") << "three a day";
    rig.clock.advance(std::chrono::days(1));
    EXPECT_TRUE(submit_job(rig.ports, rig.alice, wish));
}

TEST(Jobs, ThatWereRecordedButNotBegunAreBegunLater) {
    Rig rig;
    rig.orchestrator.away = true;
    const auto job = rig.job();
    EXPECT_EQ(state_of(rig, job.id), JobState::Queued);
    EXPECT_TRUE(rig.event_types(job.id.str()).empty());
    rig.orchestrator.away = false;
    EXPECT_EQ(start_missing_jobs(rig.ports, rig.alice, soon()).value(), 1);
    EXPECT_EQ(start_missing_jobs(rig.ports, rig.alice, soon()).value(), 0);
    EXPECT_EQ(rig.event_types(job.id.str()), std::vector{"job.created"s});
}

TEST(Jobs, AreBegunThoughTheRecordOfAnOlderOneIsDamaged) {
    Rig rig;
    rig.orchestrator.away = true;
    const auto damaged = rig.job(), sound = rig.job();
    rig.orchestrator.away = false;
    auto record = *rig.store.get(rig.alice, ports::RecordKind::Job, RecordId(damaged.id.str())).value();
    record.body.erase("input");
    ASSERT_TRUE(rig.store.commit(rig.alice, {{ports::Put{record}}, {}, {}}));
    EXPECT_EQ(start_missing_jobs(rig.ports, rig.alice, soon()).value_or(0), 1);
    EXPECT_TRUE(*rig.journal.describe(rig.alice, sound.id));
}

TEST(Jobs, AreCancelledWhetherBegunOrNot) {
    Rig rig;
    rig.orchestrator.away = true;
    const auto recorded = rig.job();
    rig.orchestrator.away = false;
    const auto begun = rig.job();
    for (const auto& id : {recorded.id, begun.id}) {
        const auto cancelled = cancel_job(rig.ports, rig.alice, id);
        ASSERT_TRUE(cancelled);
        EXPECT_EQ(cancelled->state, JobState::Cancelled);
        EXPECT_EQ(reason_of(cancel_job(rig.ports, rig.alice, id)), "job-ended");
    }
    EXPECT_EQ(start_missing_jobs(rig.ports, rig.alice, soon()).value(), 0);
}

TEST(Jobs, AtWorkAreCancelledWhenTheWorkerLetsGo) {
    Rig rig;
    const auto job = rig.job();
    const auto claim = rig.journal.claim(rig.alice, rig.clock.now(), rig.clock.now() + std::chrono::seconds(30));
    ASSERT_TRUE(claim && *claim);
    EXPECT_EQ(state_of(rig, job.id), JobState::Running);
    EXPECT_EQ(cancel_job(rig.ports, rig.alice, job.id)->state, JobState::Cancelling);
}

TEST(Jobs, ThatDiedTellWhyAndCanBeTriedAgain) {
    Rig rig;
    const auto job = rig.job();
    EXPECT_EQ(reason_of(retry_job(rig.ports, rig.alice, job.id)), "job-not-failed");
    rig.end_next(ExecutionStatus::Failed, "dead");
    const auto dead = get_job(rig.ports, rig.alice, job.id);
    ASSERT_TRUE(dead && dead->problem);
    EXPECT_EQ(dead->state, JobState::Dead);
    EXPECT_EQ(dead->stage, "Parse");
    EXPECT_EQ(dead->problem->slug, "away");
    EXPECT_EQ(dead->problem->error_name, "Unavailable");
    ASSERT_TRUE(retry_job(rig.ports, rig.alice, job.id));
    EXPECT_EQ(state_of(rig, job.id), JobState::Queued);
    EXPECT_EQ(rig.event_types(job.id.str()), (std::vector{"job.created"s, "job.dead"s, "job.redriven"s}));
}

TEST(Jobs, ThatEndedAreShownTheSameFromMemoryUntilTheyChange) {
    Rig rig;
    const auto job = rig.job();
    rig.end_next(ExecutionStatus::Failed, "dead");
    const auto first = get_job(rig.ports, rig.alice, job.id);
    rig.clock.advance(std::chrono::minutes(1));
    const auto listed = list_jobs(rig.ports, rig.alice, "dead", {});
    ASSERT_TRUE(first && listed);
    ASSERT_EQ(listed->items.size(), 1);
    const auto& again = listed->items[0];
    EXPECT_EQ(again.revision, first->revision);
    EXPECT_EQ(again.updated_at, first->updated_at);
    EXPECT_EQ(again.stage, "Parse");
    EXPECT_EQ(again.problem->text, first->problem->text);
    const auto body = rig.store.get(rig.alice, ports::RecordKind::Job, RecordId(job.id.str())).value()->body;
    EXPECT_TRUE(body.contains("digest"));
    ASSERT_TRUE(retry_job(rig.ports, rig.alice, job.id));
    EXPECT_EQ(state_of(rig, job.id), JobState::Queued);
    rig.succeed_next(job.id, {{"changes.json", testing::kChanges}});
    const auto done = get_job(rig.ports, rig.alice, job.id);
    EXPECT_EQ(done->state, JobState::Succeeded);
    EXPECT_FALSE(done->problem) << "what it died of is past";
    EXPECT_EQ(done->result.at("acceptedEdits"), 1);
}

TEST(Jobs, AreRemovedWithAllThatTheyMadeOnceTheyEnded) {
    Rig rig;
    const auto job = rig.job();
    EXPECT_EQ(reason_of(remove_job(rig.ports, rig.alice, job.id, soon())), "job-running");
    rig.succeed_next(job.id, {{"changes.json", testing::kChanges}});
    ASSERT_TRUE(add_feedback(rig.ports, rig.alice, job.id, {EditId("e01"), FeedbackAction::Accept, {}, "user_1", {}}, soon()));
    EXPECT_EQ(reason_of(remove_job(rig.ports, rig.bob, job.id, soon())), "not-found");
    ASSERT_TRUE(remove_job(rig.ports, rig.alice, job.id, soon()));
    EXPECT_EQ(reason_of(get_job(rig.ports, rig.alice, job.id)), "not-found");
    EXPECT_TRUE(rig.blobs.list(rig.alice, "jobs/", soon())->empty());
    EXPECT_TRUE(rig.store.list(rig.alice, {ports::RecordKind::Feedback})->empty());
    EXPECT_FALSE(rig.journal.describe(rig.alice, job.id)->has_value());
    EXPECT_EQ(rig.event_types(job.id.str()).back(), "job.deleted") << "its events stay";
}

TEST(Jobs, GoForGoodWhenARemovalWasInterruptedOrRetentionIsOver) {
    Rig rig;
    const auto interrupted = rig.job();
    rig.succeed_next(interrupted.id, {{"changes.json", testing::kChanges}});
    const auto old = rig.job();
    rig.succeed_next(old.id, {{"changes.json", testing::kChanges}});
    const auto active = rig.job();
    ports::Batch marked;
    marked.writes.emplace_back(ports::SetState{ports::RecordKind::Job, RecordId(interrupted.id.str()), "removing", std::nullopt});
    ASSERT_TRUE(rig.store.commit(rig.alice, marked));
    EXPECT_EQ(expire_jobs(rig.ports, rig.alice, soon()).value(), 1);
    rig.clock.advance(std::chrono::days(366));
    EXPECT_EQ(expire_jobs(rig.ports, rig.alice, soon()).value(), 1);
    EXPECT_EQ(reason_of(get_job(rig.ports, rig.alice, old.id)), "not-found");
    EXPECT_EQ(state_of(rig, active.id), JobState::Queued) << "what has not ended stays";
}

TEST(Jobs, GoThoughAnOlderOneCanNotBeRemoved) {
    Rig rig;
    const auto stuck = rig.job();
    rig.succeed_next(stuck.id, {{"changes.json", testing::kChanges}});
    rig.clock.advance(std::chrono::days(1));
    const auto free = rig.job();
    rig.succeed_next(free.id, {{"changes.json", testing::kChanges}});
    rig.clock.advance(std::chrono::days(366));
    rig.vectors.stuck = RecordId(stuck.id.str());
    EXPECT_EQ(reason_of(expire_jobs(rig.ports, rig.alice, soon())), "storage") << "it is told";
    EXPECT_EQ(reason_of(get_job(rig.ports, rig.alice, free.id)), "not-found");
    rig.vectors.stuck = RecordId("none");
    EXPECT_EQ(expire_jobs(rig.ports, rig.alice, soon()).value(), 1) << "the next run ends what was begun";
}

TEST(Artifacts, AreListedOnceTheJobHasSucceededAndServedOnlyWhole) {
    Rig rig;
    const auto job = rig.job();
    EXPECT_EQ(reason_of(list_artifacts(rig.ports, rig.alice, job.id)), "job-not-finished");
    rig.succeed_next(job.id, {{"changes.json", testing::kChanges}, {"resume.pdf", "%PDF-1.7"}});
    const auto artifacts = list_artifacts(rig.ports, rig.alice, job.id);
    ASSERT_TRUE(artifacts);
    ASSERT_EQ(artifacts->size(), 2);
    const auto pdf = get_artifact(rig.ports, rig.alice, job.id, "resume.pdf");
    ASSERT_TRUE(pdf);
    EXPECT_EQ(pdf->media_type, "application/pdf");
    EXPECT_EQ(as_text(artifact_content(rig.ports, rig.alice, *pdf, soon()).value()), "%PDF-1.7");
    auto other = *pdf;
    other.sha256 = std::string(64, '0');
    EXPECT_EQ(reason_of(artifact_content(rig.ports, rig.alice, other, soon())), "integrity");
    EXPECT_EQ(reason_of(get_artifact(rig.ports, rig.alice, job.id, "../secret")), "not-found");
    EXPECT_EQ(reason_of(get_artifact(rig.ports, rig.bob, job.id, "resume.pdf")), "not-found");
}

TEST(Artifacts, TellWhatTheJobCameTo) {
    Rig rig;
    const auto job = rig.job();
    rig.succeed_next(job.id, {{"changes.json", testing::kChanges}});
    const auto done = get_job(rig.ports, rig.alice, job.id);
    EXPECT_EQ(done->progress, 1.0);
    EXPECT_EQ(done->result.at("after").at("match"), 60);
    EXPECT_EQ(done->result.at("proposedEdits"), 2);
}

TEST(Artifacts, OrphansAreSweptAfterADayAndNothingElse) {
    Rig rig;
    const auto job = rig.job();
    rig.succeed_next(job.id, {{"changes.json", testing::kChanges}});
    const ports::BlobKey orphan("documents/doc_none/0"), lost("jobs/job_none/render/0/resume.pdf");
    ASSERT_TRUE(rig.blobs.put(rig.alice, orphan, as_bytes("x"), soon()));
    ASSERT_TRUE(rig.blobs.put(rig.alice, lost, as_bytes("x"), soon()));
    EXPECT_EQ(sweep_orphan_blobs(rig.ports, rig.alice, soon()).value(), 0) << "its record may be about to come";
    rig.clock.advance(std::chrono::hours(25));
    EXPECT_EQ(sweep_orphan_blobs(rig.ports, rig.alice, soon()).value(), 2);
    EXPECT_TRUE(get_artifact(rig.ports, rig.alice, job.id, "changes.json"));
    EXPECT_EQ(rig.blobs.list(rig.alice, "", soon())->size(), 3) << "two documents and one artifact";
}

TEST(Feedback, LastDecisionOnAnEditCounts) {
    Rig rig;
    const auto job = rig.job();
    const auto say = [&](const char* edit, FeedbackAction action, std::optional<std::string> comment = {}) {
        rig.clock.advance(std::chrono::milliseconds(1));
        return add_feedback(rig.ports, rig.alice, job.id, {EditId(edit), action, std::move(comment), "user_1", {}}, soon());
    };
    EXPECT_EQ(reason_of(say("e01", FeedbackAction::Accept)), "job-not-finished");
    rig.succeed_next(job.id, {{"changes.json", testing::kChanges}});
    EXPECT_TRUE(say("e01", FeedbackAction::Accept));
    EXPECT_TRUE(say("e01", FeedbackAction::Revert));
    EXPECT_TRUE(say("e01", FeedbackAction::Comment, "not mine"));
    EXPECT_EQ(reason_of(say("e02", FeedbackAction::Accept)), "edit-refused");
    EXPECT_EQ(reason_of(say("e99", FeedbackAction::Accept)), "not-found");
    EXPECT_EQ(reason_of(say("e01", FeedbackAction::Comment)), "empty-comment");
    const auto edits = list_edits(rig.ports, rig.alice, job.id, soon());
    ASSERT_TRUE(edits);
    EXPECT_EQ(edits->at("items")[0].at("decision"), "revert");
    EXPECT_TRUE(edits->at("items")[1].at("decision").is_null());
    const auto said = list_feedback(rig.ports, rig.alice, job.id, {});
    ASSERT_EQ(said->items.size(), 3);
    EXPECT_EQ(said->items[0].comment, "not mine") << "newest first";
    EXPECT_EQ(reason_of(list_feedback(rig.ports, rig.bob, job.id, {})), "not-found");
}

/// Somebody begins to remove the job while this store keeps what was said about it.
class RemovedMeanwhile final : public ports::testing::StoreBetween {
public:
    RemovedMeanwhile(ports::MetadataStore& store, JobId job) : ports::testing::StoreBetween(store), job_(std::move(job)) {}
    Status commit(const TenantId& tenant, const ports::Batch& batch) override {
        if (!batch.events.empty()) {
            const ports::SetState going{ports::RecordKind::Job, RecordId(job_.str()), "removing", {}};
            if (auto begun = ports::testing::StoreBetween::commit(tenant, {{going}, {}, {}}); !begun) return begun;
        }
        return ports::testing::StoreBetween::commit(tenant, batch);
    }

private:
    const JobId job_;
};

TEST(Feedback, DoesNotOutliveAJobThatIsRemovedInTheSameMoment) {
    Rig rig;
    const auto job = rig.job();
    rig.succeed_next(job.id, {{"changes.json", testing::kChanges}});
    RemovedMeanwhile store(rig.store, job.id);
    const ServicePorts ports{store, rig.blobs, rig.orchestrator, rig.keys, rig.tenants, rig.vectors, rig.clock};
    const auto said = add_feedback(ports, rig.alice, job.id, {EditId("e01"), FeedbackAction::Accept, {}, "user_1", {}}, soon());
    EXPECT_EQ(reason_of(said), "not-found");
    EXPECT_TRUE(rig.store.list(rig.alice, {ports::RecordKind::Feedback})->empty());
}

TEST(DeadLetters, AreListedRedrivenAndDiscarded) {
    Rig rig;
    const auto first = rig.job(), second = rig.job();
    rig.end_next(ExecutionStatus::Failed, "dead");
    rig.end_next(ExecutionStatus::Failed, "dead");
    EXPECT_EQ(list_dead_letters(rig.ports, rig.alice, {})->items.size(), 2);
    ASSERT_TRUE(discard_dead_letter(rig.ports, rig.alice, first.id));
    EXPECT_EQ(state_of(rig, first.id), JobState::Discarded);
    EXPECT_EQ(reason_of(discard_dead_letter(rig.ports, rig.alice, first.id)), "not-found");
    EXPECT_EQ(reason_of(retry_job(rig.ports, rig.alice, first.id)), "job-not-failed");
    const auto letter = get_dead_letter(rig.ports, rig.alice, second.id);
    ASSERT_TRUE(letter);
    EXPECT_EQ(letter->problem.stage, "Parse");
    EXPECT_FALSE(letter->history.empty());
    const auto redriven = redrive_all(rig.ports, rig.alice);
    EXPECT_EQ(redriven->redriven, 1);
    EXPECT_EQ(redriven->failed, 0);
    EXPECT_EQ(state_of(rig, second.id), JobState::Queued);
    EXPECT_EQ(reason_of(get_dead_letter(rig.ports, rig.alice, second.id)), "not-found");
}

}  // namespace
}  // namespace bespoke::service
