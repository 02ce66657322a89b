// The promises of ports::Journal, kept by every adapter.

#include <gtest/gtest.h>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/journal.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "local_rig.hpp"
#include "ports/journal.hpp"

namespace bespoke {
namespace {

using nlohmann::json;
using ports::Batch;
using ports::Claim;
using ports::Ending;
using ports::ExecutionStatus;
using ports::Journal;
using ports::Position;
using ports::RecordKind;
using ports::Step;
using ports::Transition;
using std::chrono::seconds;
using Kind = Transition::Kind;

const TenantId kAlice("alice");
const TenantId kBob("bob");
const JobId kJob("job-1");
const JobId kOther("job-2");

/// A journal under test, and the store that its batches go to.
class Rig {
public:
    virtual ~Rig() = default;
    virtual Journal& journal() = 0;
    virtual ports::MetadataStore& store() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
    adapters::memory::Clock clock;
};

class MemoryRig final : public Rig {
public:
    Journal& journal() override { return journal_; }
    ports::MetadataStore& store() override { return store_; }

private:
    adapters::memory::MetadataStore store_{clock};
    adapters::memory::Journal journal_{&store_};
};

class LocalRig final : public Rig {
public:
    LocalRig() {
        reopen();
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(stores_->system().create(tenant, clock.now()));
    }
    Journal& journal() override { return stores_->journal(); }
    ports::MetadataStore& store() override { return stores_->metadata(); }
    bool reopen() override {
        stores_.reset();
        stores_ = std::make_unique<LocalStores>(directory_.path(), clock);
        return true;
    }

private:
    ScratchDirectory directory_;
    std::unique_ptr<LocalStores> stores_;
};

using MakeRig = std::unique_ptr<Rig> (*)();

Batch event(const std::string& type) {
    Batch batch;
    ports::Event event;
    event.type = type;
    event.subject = kJob.str();
    batch.events.push_back(std::move(event));
    return batch;
}

Transition line(Kind kind, const std::string& state) {
    Transition transition;
    transition.kind = kind;
    transition.state = state;
    return transition;
}

Position position(const std::string& state, json data) { return {state, std::move(data), json::object(), std::nullopt}; }

Ending succeeded() { return {ExecutionStatus::Succeeded, "Last", {{"done", true}}, {}, {}, {}, {}}; }

Ending failed() {
    Ending ending{ExecutionStatus::Failed,
                  "Dead",
                  {{"last", 1}},
                  Error{ErrorCode::Unavailable, "away", "It is away.", "d", "w"},
                  "Dead",
                  "Middle",
                  {}};
    ending.again = position("Middle", {{"middle", 1}});
    return ending;
}

class JournalContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    Timestamp now() { return rig_->clock.now(); }
    Journal& journal() { return rig_->journal(); }

    Status begin(const JobId& job = kJob, json input = {{"n", 1}}) {
        return journal().begin(kAlice, {job, std::move(input), "0123456789abcdef0123456789abcdef"}, "First", {}, now());
    }
    std::optional<Claim> claim(const TenantId& tenant = kAlice) {
        return journal().claim(tenant, now(), now() + seconds(30)).value();
    }
    Status commit(const Claim& claim, Step step) { return journal().commit(claim, step, event("job.cancelled"), now()); }
    Status finish(const Claim& claim, Ending ending) {
        return commit(claim, {std::move(ending), {line(Kind::Finished, "")}, {}, {}});
    }
    ports::Execution described(const JobId& job = kJob) { return *journal().describe(kAlice, job).value(); }
    std::vector<Kind> history() {
        std::vector<Kind> kinds;
        std::uint64_t sequence = 0;
        for (const auto& transition : described().history) {
            EXPECT_EQ(transition.sequence, ++sequence);
            kinds.push_back(transition.kind);
        }
        return kinds;
    }
    std::vector<std::string> events() {
        std::vector<std::string> types;
        const auto all = rig_->store().events(kAlice, 0, {}, 100).value();
        for (const auto& happened : all) types.push_back(happened.type);
        return types;
    }
    std::vector<std::string> audited() {
        std::vector<std::string> outcomes;
        const auto all = rig_->store().audit(kAlice, 0, 100).value();
        for (const auto& entry : all) outcomes.push_back(entry.outcome);
        return outcomes;
    }
    static std::string reason(const Status& status) { return status ? "" : status.error().reason; }
};

TEST_P(JournalContract, BeginsWhereItIsTold) {
    ASSERT_TRUE(begin());
    const auto execution = described();
    EXPECT_EQ(execution.status, ExecutionStatus::Running);
    EXPECT_EQ(execution.state, "First");
    EXPECT_EQ(execution.output, json({{"n", 1}}));
    EXPECT_EQ(execution.trace, "0123456789abcdef0123456789abcdef");
    EXPECT_EQ(history(), (std::vector{Kind::Started, Kind::Entered}));
    EXPECT_EQ(execution.history[1].state, "First");
}

TEST_P(JournalContract, BeginsAJobOnceHoweverOftenItIsAsked) {
    ASSERT_TRUE(journal().begin(kAlice, {kJob, {{"n", 1}}, {}}, "First", event("job.created"), now()));
    ASSERT_TRUE(journal().begin(kAlice, {kJob, {{"n", 1}}, {}}, "First", event("job.created"), now()));
    EXPECT_EQ(events(), std::vector<std::string>{"job.created"});
    EXPECT_EQ(reason(begin(kJob, {{"n", 2}})), "job-exists");
    EXPECT_TRUE(claim());
    EXPECT_FALSE(claim());
}

TEST_P(JournalContract, ShowsNothingToAnotherTenant) {
    ASSERT_TRUE(begin());
    EXPECT_FALSE(journal().describe(kBob, kJob).value().has_value());
    EXPECT_FALSE(claim(kBob).has_value());
    EXPECT_EQ(reason(journal().cancel(kBob, kJob, {}, now())), "no-job");
    EXPECT_EQ(reason(journal().redrive(kBob, kJob, {}, now())), "no-job");
    EXPECT_TRUE(journal().forget(kBob, kJob));
    EXPECT_TRUE(journal().describe(kAlice, kJob).value().has_value());
}

TEST_P(JournalContract, GivesAClaimToOneWorkerAlone) {
    ASSERT_TRUE(begin());
    const auto first = claim();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->job, kJob);
    EXPECT_EQ(first->position.state, "First");
    EXPECT_EQ(first->position.data, json({{"n", 1}}));
    EXPECT_EQ(first->losses, 0);
    EXPECT_EQ(first->trace, "0123456789abcdef0123456789abcdef");
    EXPECT_TRUE(described().leased);
    EXPECT_FALSE(claim().has_value());
}

TEST_P(JournalContract, ClaimsTheOneThatWaitedLongest) {
    ASSERT_TRUE(begin(kJob));
    rig_->clock.advance(seconds(1));
    ASSERT_TRUE(begin(kOther));
    const auto first = claim();
    rig_->clock.advance(seconds(1));
    ASSERT_TRUE(commit(*first, {position("Second", {}), {}, {}, {}}));  // back in the queue, now the last
    EXPECT_EQ(claim()->job, kOther);
    EXPECT_EQ(claim()->job, kJob);
}

TEST_P(JournalContract, CommitsPositionHistoryAndEffectsTogether) {
    ASSERT_TRUE(begin());
    auto held = *claim();
    Step step{position("Second", {{"x", 1}}), {line(Kind::Succeeded, "First"), line(Kind::Entered, "Second")}, event("a"), {}};
    std::get<Position>(step.next).context = {{"entered", 5}};
    step.history[0].took = std::chrono::microseconds(1234);
    step.lease_until = now() + seconds(30);
    ASSERT_TRUE(commit(held, step));
    EXPECT_EQ(events(), std::vector<std::string>{"a"});
    EXPECT_EQ(history(), (std::vector{Kind::Started, Kind::Entered, Kind::Succeeded, Kind::Entered}));
    EXPECT_EQ(described().history[2].took.count(), 1234);
    EXPECT_EQ(described().state, "Second");
    EXPECT_FALSE(claim().has_value()) << "the lease was kept";
    ASSERT_TRUE(finish(held, succeeded())) << "under the same token";
    EXPECT_EQ(described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(described().state, "Last");
    EXPECT_EQ(described().output, json({{"done", true}}));
    EXPECT_FALSE(journal().next_due(kAlice).value().has_value());
}

TEST_P(JournalContract, GivesTheNextWorkerWhatTheLastOneLeft) {
    ASSERT_TRUE(begin());
    const auto first = *claim();
    auto next = position("Second", {{"x", 1}});
    next.context = {{"attempts", {1, 0}}};
    ASSERT_TRUE(commit(first, {next, {}, {}, {}}));
    const auto second = *claim();
    EXPECT_EQ(second.position.state, "Second");
    EXPECT_EQ(second.position.data, json({{"x", 1}}));
    EXPECT_EQ(second.position.context, next.context);
    EXPECT_GT(second.token, first.token);
}

TEST_P(JournalContract, DoesNothingOfAStepWhoseEffectsAreRefused) {
    ASSERT_TRUE(begin());
    const auto held = *claim();
    Step step{succeeded(), {line(Kind::Finished, "")}, event("a"), {}};
    ports::Record record;
    record.kind = RecordKind::Job;
    record.id = RecordId(kJob.str());
    step.batch.writes.emplace_back(ports::Put{record, ports::Put::If::Matches, 7});
    const auto refused = commit(held, step);
    EXPECT_EQ(reason(refused), "version");
    EXPECT_TRUE(events().empty());
    EXPECT_EQ(history(), (std::vector{Kind::Started, Kind::Entered}));
    EXPECT_TRUE(finish(held, succeeded())) << "the claim still holds";
}

TEST_P(JournalContract, WaitsUntilItsWake) {
    ASSERT_TRUE(begin());
    auto later = position("First", {});
    later.wake = now() + seconds(10);
    ASSERT_TRUE(commit(*claim(), {later, {line(Kind::Retried, "First")}, {}, {}}));
    EXPECT_EQ(described().wake_at, later.wake);
    EXPECT_EQ(journal().next_due(kAlice).value(), later.wake);
    EXPECT_FALSE(claim().has_value());
    rig_->clock.advance(seconds(10));
    EXPECT_TRUE(claim().has_value());
}

TEST_P(JournalContract, TakesALeaseOverThatHasRunOut) {
    ASSERT_TRUE(begin());
    const auto first = *claim();
    EXPECT_EQ(journal().next_due(kAlice).value(), now() + seconds(30));
    rig_->clock.advance(seconds(31));
    const auto second = claim();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->losses, 1);
    EXPECT_GT(second->token, first.token);
    EXPECT_EQ(history().back(), Kind::Lost);
    EXPECT_EQ(described().history.back().state, "First");
    ASSERT_TRUE(commit(*second, {position("Second", {}), {}, {}, {}}));
    EXPECT_EQ(claim()->losses, 0) << "a commit ends the count";
}

TEST_P(JournalContract, RefusesAStaleWorkerAndLeavesThatInTheAuditChain) {
    ASSERT_TRUE(begin());
    const auto first = *claim();
    rig_->clock.advance(seconds(31));
    const auto second = *claim();
    EXPECT_EQ(reason(commit(first, {succeeded(), {}, event("stale"), {}})), "stale-lease");
    EXPECT_EQ(journal().extend(first, now() + seconds(30)).error().reason, "stale-lease");
    EXPECT_EQ(audited(), std::vector<std::string>{"stale-lease"});
    EXPECT_TRUE(events().empty());
    EXPECT_EQ(described().status, ExecutionStatus::Running);
    EXPECT_TRUE(finish(second, succeeded()));
}

TEST_P(JournalContract, RefusesAWorkerThatGaveItsLeaseBack) {
    ASSERT_TRUE(begin());
    const auto held = *claim();
    ASSERT_TRUE(commit(held, {position("Second", {}), {}, {}, {}}));
    EXPECT_EQ(reason(commit(held, {succeeded(), {}, {}, {}})), "stale-lease");
    ASSERT_TRUE(finish(*claim(), succeeded()));
    EXPECT_EQ(reason(commit(held, {succeeded(), {}, {}, {}})), "stale-lease");
}

TEST_P(JournalContract, AcceptsALateWorkerWhomNobodyReplaced) {
    ASSERT_TRUE(begin());
    const auto held = *claim();
    rig_->clock.advance(seconds(31));
    EXPECT_TRUE(journal().extend(held, now() + seconds(30)));
    EXPECT_FALSE(claim().has_value());
    rig_->clock.advance(seconds(31));
    EXPECT_TRUE(finish(held, succeeded()));
}

TEST_P(JournalContract, ExtendsALease) {
    ASSERT_TRUE(begin());
    const auto held = *claim();
    rig_->clock.advance(seconds(20));
    EXPECT_EQ(journal().extend(held, now() + seconds(30)).value(), Journal::Heartbeat::Extended);
    rig_->clock.advance(seconds(20));
    EXPECT_FALSE(claim().has_value());
}

TEST_P(JournalContract, CancelsWhatNobodyHoldsAtOnce) {
    ASSERT_TRUE(begin());
    ASSERT_TRUE(journal().cancel(kAlice, kJob, event("job.cancelled"), now()));
    EXPECT_EQ(described().status, ExecutionStatus::Cancelled);
    EXPECT_EQ(history().back(), Kind::Cancelled);
    EXPECT_EQ(events(), std::vector<std::string>{"job.cancelled"});
    EXPECT_FALSE(claim().has_value());
    EXPECT_EQ(reason(journal().cancel(kAlice, kJob, {}, now())), "job-ended");
}

TEST_P(JournalContract, CancelsWhatAWorkerHoldsAtItsCommit) {
    ASSERT_TRUE(begin());
    const auto held = *claim();
    ASSERT_TRUE(journal().cancel(kAlice, kJob, event("job.cancelled"), now()));
    EXPECT_TRUE(journal().cancel(kAlice, kJob, event("job.cancelled"), now())) << "again is success";
    EXPECT_EQ(described().status, ExecutionStatus::Running);
    EXPECT_EQ(journal().extend(held, now() + seconds(30)).value(), Journal::Heartbeat::CancelRequested);
    EXPECT_EQ(reason(commit(held, {succeeded(), {line(Kind::Finished, "")}, event("job.succeeded"), {}})), "cancelled");
    EXPECT_EQ(described().status, ExecutionStatus::Cancelled);
    EXPECT_EQ(events(), std::vector<std::string>{"job.cancelled"});
    EXPECT_EQ(history().back(), Kind::Cancelled);
}

TEST_P(JournalContract, CancelsWhatAVanishedWorkerHeld) {
    ASSERT_TRUE(begin());
    ASSERT_TRUE(claim());
    ASSERT_TRUE(journal().cancel(kAlice, kJob, event("job.cancelled"), now()));
    rig_->clock.advance(seconds(31));
    EXPECT_FALSE(claim().has_value());
    EXPECT_EQ(described().status, ExecutionStatus::Cancelled);
    EXPECT_EQ(events(), std::vector<std::string>{"job.cancelled"});
}

TEST_P(JournalContract, RedrivesAFailedOneFromTheStateThatFailed) {
    ASSERT_TRUE(begin());
    ASSERT_TRUE(finish(*claim(), failed()));
    auto execution = described();
    EXPECT_EQ(execution.status, ExecutionStatus::Failed);
    EXPECT_EQ(execution.state, "Dead");
    EXPECT_EQ(execution.error_name, "Dead");
    EXPECT_EQ(execution.failed_state, "Middle");
    ASSERT_TRUE(execution.error);
    EXPECT_EQ(execution.error->code, ErrorCode::Unavailable);
    EXPECT_EQ(execution.error->reason, "away");
    EXPECT_EQ(execution.error->public_text, "It is away.");
    ASSERT_TRUE(journal().redrive(kAlice, kJob, event("job.redriven"), now()));
    EXPECT_EQ(history(), (std::vector{Kind::Started, Kind::Entered, Kind::Finished, Kind::Redriven, Kind::Entered}));
    execution = described();
    EXPECT_EQ(execution.status, ExecutionStatus::Running);
    EXPECT_FALSE(execution.error);
    const auto held = claim();
    ASSERT_TRUE(held);
    EXPECT_EQ(held->position.state, "Middle");
    EXPECT_EQ(held->position.data, json({{"middle", 1}}));
    EXPECT_EQ(reason(journal().redrive(kAlice, kJob, {}, now())), "job-not-failed");
    ASSERT_TRUE(finish(*held, succeeded()));
    EXPECT_EQ(reason(journal().redrive(kAlice, kJob, {}, now())), "job-not-failed");
}

TEST_P(JournalContract, ForgetsOnlyWhatHasEnded) {
    ASSERT_TRUE(begin());
    EXPECT_EQ(reason(journal().forget(kAlice, kJob)), "job-running");
    ASSERT_TRUE(finish(*claim(), succeeded()));
    ASSERT_TRUE(journal().forget(kAlice, kJob));
    EXPECT_FALSE(journal().describe(kAlice, kJob).value().has_value());
    EXPECT_TRUE(journal().forget(kAlice, kJob));
    EXPECT_TRUE(begin(kJob, {{"n", 2}})) << "the id is free again";
}

TEST_P(JournalContract, VoidsTheLeasesOfADeadProcess) {
    ASSERT_TRUE(begin());
    const auto dead = *claim();
    ASSERT_TRUE(journal().void_leases(kAlice, std::nullopt, now()));
    EXPECT_FALSE(described().leased);
    EXPECT_EQ(history().back(), Kind::Lost);
    EXPECT_EQ(reason(commit(dead, {succeeded(), {}, {}, {}})), "stale-lease");
    const auto held = claim();
    ASSERT_TRUE(held);
    EXPECT_EQ(held->losses, 1);
    ASSERT_TRUE(journal().void_leases(kAlice, std::nullopt, now()));
    EXPECT_EQ(claim()->losses, 2);
}

TEST_P(JournalContract, LaysACrashToTheLeaseThatItsTraceNames) {
    const ports::Crash crash{"SIGSEGV", std::string(64, 'a')};
    const auto lost = [&](const JobId& job) {
        const auto execution = journal().describe(kAlice, job).value();
        EXPECT_EQ(execution->history.back().kind, Kind::Lost);
        return execution->history.back().crash;
    };
    const JobId other("job-other");
    ASSERT_TRUE(begin());
    ASSERT_TRUE(journal().begin(kAlice, {other, json::object(), {}}, "First", {}, now()));
    for (int times = 1; times <= 2; ++times) {
        const auto culprit = claim(), bystander = claim();
        ASSERT_TRUE(culprit && bystander);
        const ports::CrashTrace trace{crash, ports::WorkMark{kAlice, culprit->job, "First", culprit->token}};
        ASSERT_EQ(culprit->job, kJob) << "it waits longest";
        ASSERT_EQ(culprit->losses, times - 1);
        ASSERT_EQ(bystander->losses, 0);
        ASSERT_TRUE(journal().void_leases(kAlice, trace, now()));
        EXPECT_EQ(lost(kJob), crash);
        EXPECT_EQ(lost(other), std::nullopt);
    }
    // Of another tenant, or under a lease given back since: nobody's here.
    auto held = claim();
    for (const auto& work :
         {ports::WorkMark{TenantId("bob"), kJob, "First", held->token}, {kAlice, kJob, "First", held->token - 1}}) {
        ASSERT_TRUE(journal().void_leases(kAlice, ports::CrashTrace{crash, work}, now()));
        EXPECT_EQ(lost(kJob), std::nullopt);
        held = claim();
        EXPECT_EQ(held->losses, 2);
    }
    // Nobody can tell whose it was: it counts for all.
    ASSERT_TRUE(journal().void_leases(kAlice, ports::CrashTrace{crash, std::nullopt}, now()));
    EXPECT_EQ(lost(kJob), crash);
    EXPECT_EQ(claim()->losses, 3);
}

TEST_P(JournalContract, LetsNothingWaitForTomorrowAfterTheClockWasSetBack) {
    constexpr auto kDay = std::chrono::hours(24);
    const auto recompute = [&] { return journal().recompute_timers(kAlice, now(), now() + seconds(30)); };
    ASSERT_TRUE(begin());
    rig_->clock.advance(-kDay);
    ASSERT_TRUE(recompute());
    EXPECT_EQ(journal().next_due(kAlice).value(), now()) << "what was due is due";
    const auto held = *claim();

    rig_->clock.advance(-kDay);
    ASSERT_TRUE(recompute());
    rig_->clock.advance(seconds(10));
    ASSERT_TRUE(recompute()) << "again changes nothing more";
    EXPECT_EQ(journal().next_due(kAlice).value(), now() + seconds(20)) << "the lease";
    auto later = position("First", {});
    later.wake = now() + seconds(60);
    auto retried = line(Kind::Retried, "First");
    retried.at = now();
    ASSERT_TRUE(commit(held, {later, {retried}, {}, {}})) << "its token holds, whatever the time is";

    rig_->clock.advance(-kDay);
    ASSERT_TRUE(recompute());
    EXPECT_EQ(described().wake_at, now() + seconds(60));
    rig_->clock.advance(seconds(59));
    ASSERT_TRUE(recompute());
    EXPECT_FALSE(claim().has_value());
    rig_->clock.advance(seconds(1));
    EXPECT_TRUE(claim().has_value());
}

TEST_P(JournalContract, SurvivesARestart) {
    ASSERT_TRUE(begin());
    const auto held = *claim();
    ASSERT_TRUE(
        commit(held, {position("Second", {{"x", 1}}), {line(Kind::Succeeded, "First")}, event("a"), now() + seconds(30)}));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(described().state, "Second");
    EXPECT_EQ(events(), std::vector<std::string>{"a"});
    ASSERT_TRUE(journal().void_leases(kAlice, std::nullopt, now()));
    const auto again = claim();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->position.data, json({{"x", 1}}));
    EXPECT_GT(again->token, held.token);
    EXPECT_TRUE(finish(*again, failed()));
    ASSERT_TRUE(rig_->reopen());
    ASSERT_TRUE(journal().redrive(kAlice, kJob, {}, now()));
    EXPECT_EQ(claim()->position.state, "Middle");
}

INSTANTIATE_TEST_SUITE_P(Memory, JournalContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, JournalContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));

}  // namespace
}  // namespace bespoke
