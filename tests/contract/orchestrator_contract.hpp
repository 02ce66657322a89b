#pragma once

// The promises of ports::Orchestrator, kept by every way to run executions. Included by one file of an executable, which brings rigs and
// instantiates the suite.

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "engine/task.hpp"
#include "ports/orchestrator.hpp"

namespace bespoke::orchestrator_contract {

using nlohmann::json;
using ports::ExecutionStatus;
using Kind = ports::Transition::Kind;

inline const TenantId kAlice("alice");
inline const TenantId kBob("bob");

/// One task, which succeeds, or fails and is buried.
inline constexpr const char* kMachine = R"({
    "StartAt": "Work",
    "States": {
        "Work": {"Type": "Task", "Resource": "work", "Next": "Done",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "DeadLetter"}]},
        "Done": {"Type": "Succeed"},
        "DeadLetter": {"Type": "Task", "Resource": "dead-letter", "Next": "Dead"},
        "Dead": {"Type": "Fail", "Error": "Dead", "Cause": "It died."}
    }})";

inline ports::Batch telling(const JobId& job, const char* type) {
    ports::Event event;
    event.type = type;
    event.subject = job.str();
    event.data = json::object();
    return {{}, {event}, {}};
}

inline engine::Effects effects() {
    engine::Effects effects;
    effects.started = [](const TenantId&, const ports::NewExecution& it) { return telling(it.job, "created"); };
    effects.cancelled = [](const TenantId&, const JobId& job) { return telling(job, "cancelled"); };
    effects.redriven = [](const TenantId&, const JobId& job) { return telling(job, "redriven"); };
    return effects;
}

inline engine::Tasks tasks(const std::atomic<bool>& sick) {
    return {{"work",
             [&sick](const engine::TaskContext& context, const json& input) -> Result<engine::TaskOutput> {
                 if (sick) return fail(ErrorCode::Corrupt, "sick", "It is sick.");
                 auto output = input;
                 output["done"] = true;
                 return engine::TaskOutput{std::move(output), telling(context.job, "worked")};
             }},
            {"dead-letter", [](const engine::TaskContext& context, const json& input) -> Result<engine::TaskOutput> {
                 return engine::TaskOutput{input, telling(context.job, "dead")};
             }}};
}

/// An orchestrator under test with the store that its effects go to, and somebody who does its work when told to.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::Orchestrator& orchestrator() = 0;
    virtual ports::MetadataStore& store() = 0;
    /// Do all work there is of this job.
    virtual void work(const TenantId&, const JobId&) = 0;
    /// A name that no test has used before.
    virtual JobId job(const std::string& name) { return JobId(name); }
    std::atomic<bool> sick{false};  ///< the task fails
};

using MakeRig = std::unique_ptr<Rig> (*)();

class OrchestratorContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    ports::Orchestrator& orchestrator_ = rig_->orchestrator();
    const JobId job_ = rig_->job("job-1");
    const json input_ = {{"request", {{"name", "Zoë"}}}};

    void start(const TenantId& tenant = kAlice) {
        const auto started = orchestrator_.start(tenant, {job_, input_, "0af7651916cd43dd8448eb211c80319c"});
        ASSERT_TRUE(started) << started.error().detail;
    }
    void run_to_end() {
        start();
        rig_->work(kAlice, job_);
    }
    ports::Execution described(const TenantId& tenant = kAlice) {
        auto execution = orchestrator_.describe(tenant, job_);
        if (!execution || !*execution) throw std::runtime_error("no execution");
        return **execution;
    }
    std::string events(const TenantId& tenant = kAlice) {
        std::string types;
        const auto all = rig_->store().events(tenant, 0, job_.str(), 100).value();
        for (const auto& event : all) types += (types.empty() ? "" : " ") + event.type;
        return types;
    }
    std::string history() {
        std::string kinds;
        std::uint64_t sequence = 0;
        const auto execution = described();
        for (const auto& line : execution.history) {
            EXPECT_EQ(line.sequence, ++sequence);
            kinds +=
                (kinds.empty() ? "" : " ") + std::string(to_string(line.kind)) + (line.state.empty() ? "" : ":" + line.state);
        }
        return kinds;
    }
    static void expect(const Status& status, ErrorCode code, const char* reason) {
        ASSERT_FALSE(status);
        EXPECT_EQ(status.error().code, code);
        EXPECT_EQ(status.error().reason, reason);
    }
};

TEST_P(OrchestratorContract, TakesAnExecutionToItsEnd) {
    start();
    const auto begun = described();
    EXPECT_EQ(begun.status, ExecutionStatus::Running);
    EXPECT_EQ(begun.state, "Work");
    EXPECT_EQ(begun.trace, "0af7651916cd43dd8448eb211c80319c");
    EXPECT_EQ(history(), "started entered:Work");
    rig_->work(kAlice, job_);
    const auto ended = described();
    EXPECT_EQ(ended.status, ExecutionStatus::Succeeded);
    EXPECT_EQ(ended.output, json({{"request", {{"name", "Zoë"}}}, {"done", true}}));
    EXPECT_EQ(history(), "started entered:Work succeeded:Work entered:Done succeeded:Done finished");
    EXPECT_EQ(events(), "created worked");
}

TEST_P(OrchestratorContract, BeginsAJobOnce) {
    start();
    start();
    EXPECT_EQ(events(), "created");
    rig_->work(kAlice, job_);
    start();
    EXPECT_EQ(described().status, ExecutionStatus::Succeeded) << "ended, and still the same";
    EXPECT_EQ(events(), "created worked");
}

TEST_P(OrchestratorContract, BeginsAJobOnceThoughManyAskAtOnce) {
    std::vector<std::thread> threads;
    std::atomic<int> failed{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            if (!orchestrator_.start(kAlice, {job_, input_, ""})) ++failed;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(events(), "created");
}

TEST_P(OrchestratorContract, RefusesOtherInputForTheSameJob) {
    start();
    expect(orchestrator_.start(kAlice, {job_, {{"request", 2}}, ""}), ErrorCode::Conflict, "job-exists");
}

TEST_P(OrchestratorContract, ShowsNobodyAnothersExecution) {
    start();
    EXPECT_FALSE(orchestrator_.describe(kBob, job_).value());
    EXPECT_FALSE(orchestrator_.describe(kAlice, rig_->job("job-2")).value());
    expect(orchestrator_.cancel(kBob, job_), ErrorCode::NotFound, "no-job");
    expect(orchestrator_.redrive(kBob, job_), ErrorCode::NotFound, "no-job");
    EXPECT_TRUE(orchestrator_.forget(kBob, job_));
    EXPECT_EQ(described().status, ExecutionStatus::Running);
}

TEST_P(OrchestratorContract, KeepsApartTwoTenantsJobsOfOneName) {
    start(kAlice);
    start(kBob);
    rig_->work(kAlice, job_);
    EXPECT_EQ(described(kAlice).status, ExecutionStatus::Succeeded);
    ASSERT_TRUE(orchestrator_.cancel(kBob, job_) || described(kBob).status == ExecutionStatus::Succeeded);
    EXPECT_EQ(described(kAlice).status, ExecutionStatus::Succeeded);
}

TEST_P(OrchestratorContract, SaysWhyAnExecutionFailed) {
    rig_->sick = true;
    run_to_end();
    const auto failed = described();
    EXPECT_EQ(failed.status, ExecutionStatus::Failed);
    EXPECT_EQ(failed.state, "Dead");
    EXPECT_EQ(failed.error_name, "Dead");
    EXPECT_EQ(failed.failed_state, "Work");
    ASSERT_TRUE(failed.error);
    EXPECT_EQ(failed.error->reason, "sick");
    EXPECT_EQ(failed.error->public_text, "It is sick.");
    EXPECT_EQ(events(), "created dead");
}

TEST_P(OrchestratorContract, CancelsWhatHasNotEnded) {
    start();
    ASSERT_TRUE(orchestrator_.cancel(kAlice, job_));
    rig_->work(kAlice, job_);
    EXPECT_EQ(described().status, ExecutionStatus::Cancelled);
    EXPECT_EQ(history(), "started entered:Work cancelled");
    EXPECT_EQ(events(), "created cancelled") << "nothing of its tasks is seen any more";
    expect(orchestrator_.cancel(kAlice, job_), ErrorCode::Conflict, "job-ended");
    expect(orchestrator_.redrive(kAlice, job_), ErrorCode::Conflict, "job-not-failed");
}

TEST_P(OrchestratorContract, CancelsNothingThatHasEndedOrNeverWas) {
    expect(orchestrator_.cancel(kAlice, job_), ErrorCode::NotFound, "no-job");
    run_to_end();
    expect(orchestrator_.cancel(kAlice, job_), ErrorCode::Conflict, "job-ended");
    EXPECT_EQ(described().status, ExecutionStatus::Succeeded);
}

TEST_P(OrchestratorContract, RedrivesWhatFailedFromWhereItFailed) {
    rig_->sick = true;
    run_to_end();
    const auto before = history();
    rig_->sick = false;
    ASSERT_TRUE(orchestrator_.redrive(kAlice, job_));
    EXPECT_EQ(described().status, ExecutionStatus::Running);
    EXPECT_EQ(described().state, "Work");
    EXPECT_EQ(history(), before + " redriven entered:Work");
    rig_->work(kAlice, job_);
    EXPECT_EQ(described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(described().output, json({{"request", {{"name", "Zoë"}}}, {"done", true}}));
    EXPECT_EQ(events(), "created dead redriven worked");
}

TEST_P(OrchestratorContract, RedrivesAgainAndAgain) {
    rig_->sick = true;
    run_to_end();
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(orchestrator_.redrive(kAlice, job_));
        rig_->work(kAlice, job_);
        EXPECT_EQ(described().status, ExecutionStatus::Failed);
    }
    EXPECT_EQ(events(), "created dead redriven dead redriven dead redriven dead");
}

TEST_P(OrchestratorContract, RedrivesNothingElse) {
    expect(orchestrator_.redrive(kAlice, job_), ErrorCode::NotFound, "no-job");
    start();
    expect(orchestrator_.redrive(kAlice, job_), ErrorCode::Conflict, "job-not-failed");
    rig_->work(kAlice, job_);
    expect(orchestrator_.redrive(kAlice, job_), ErrorCode::Conflict, "job-not-failed");
}

TEST_P(OrchestratorContract, ForgetsWhatHasEnded) {
    EXPECT_TRUE(orchestrator_.forget(kAlice, job_)) << "missing is success";
    start();
    expect(orchestrator_.forget(kAlice, job_), ErrorCode::Conflict, "job-running");
    rig_->work(kAlice, job_);
    ASSERT_TRUE(orchestrator_.forget(kAlice, job_));
    EXPECT_FALSE(orchestrator_.describe(kAlice, job_).value());
    EXPECT_TRUE(orchestrator_.forget(kAlice, job_));
}

TEST_P(OrchestratorContract, BeginsAForgottenJobAnew) {
    run_to_end();
    ASSERT_TRUE(orchestrator_.forget(kAlice, job_));
    start();
    EXPECT_EQ(history(), "started entered:Work");
    rig_->work(kAlice, job_);
    EXPECT_EQ(described().status, ExecutionStatus::Succeeded);
    EXPECT_EQ(events(), "created worked created worked");
}

}  // namespace bespoke::orchestrator_contract
