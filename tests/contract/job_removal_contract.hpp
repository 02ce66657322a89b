#pragma once

// A job with more said about it than fits one batch is removed on every store, and nothing of it shows once that began. Included by one file
// of an executable, which brings rigs (those of metadata_store_rig.hpp) and instantiates the suite.

#include <gtest/gtest.h>

#include "../support/store_between.hpp"
#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/key_service.hpp"
#include "metadata_store_rig.hpp"
#include "service/export.hpp"
#include "service/feedback.hpp"
#include "service/jobs.hpp"

namespace bespoke::job_removal_contract {

using metadata_store_contract::kAlice;
using metadata_store_contract::kBob;
using metadata_store_contract::kStart;
using metadata_store_contract::MakeRig;
using ports::Put;
using ports::Record;
using ports::RecordKind;

inline constexpr int kSaid = 300;

/// A store whose process dies after so many commits.
class MortalStore final : public ports::testing::StoreBetween {
public:
    using StoreBetween::StoreBetween;
    void die_after(int commits) { left_ = commits; }
    Status commit(const TenantId& tenant, const ports::Batch& batch) override {
        if (left_-- <= 0) return fail(ErrorCode::Unavailable, "died", "The process died.");
        largest_ = std::max(largest_, batch.writes.size() + 2 * batch.events.size() + 1);
        return StoreBetween::commit(tenant, batch);
    }
    [[nodiscard]] std::size_t largest() const { return largest_; }

private:
    int left_ = 1'000'000;
    std::size_t largest_ = 0;
};

/// Knows no executions: the job ended and was forgotten.
class NoExecutions final : public ports::Orchestrator {
public:
    Status start(const TenantId&, const ports::NewExecution&) override { return {}; }
    Result<std::optional<ports::Execution>> describe(const TenantId&, const JobId&) override {
        return std::optional<ports::Execution>();
    }
    Status cancel(const TenantId&, const JobId&) override { return {}; }
    Status redrive(const TenantId&, const JobId&) override { return {}; }
    Status forget(const TenantId&, const JobId&) override { return {}; }
};

class NoVectors final : public ports::VectorIndex {
public:
    Status put(const TenantId&, const RecordId&, const std::vector<ports::Chunk>&) override { return {}; }
    Result<std::vector<ports::VectorHit>> search(const TenantId&, const ports::VectorQuery&) override {
        return std::vector<ports::VectorHit>{};
    }
    Status remove(const TenantId&, const RecordId&) override { return {}; }
};

class JobRemovalContract : public ::testing::TestWithParam<MakeRig> {
protected:
    void SetUp() override {
        ASSERT_TRUE(rig_->registry().create(kAlice, kStart));
        ASSERT_TRUE(rig_->registry().create(kBob, kStart));
        put_job("job_stays");
        say("job_stays", 3);
    }
    static Deadline soon() { return Deadline::after(std::chrono::minutes(2)); }
    void put_job(const std::string& id) {
        Put put;
        put.record = {RecordKind::Job, RecordId(id), 0, "succeeded", {}, kStart, {}, {{"label", ""}}};
        ASSERT_TRUE(rig_->store().commit(kAlice, {{put}, {}, {}}));
    }
    void say(const std::string& job, int count) {
        constexpr int kAtOnce = 75;
        for (int begin = 0; begin < count; begin += kAtOnce) {
            ports::Batch batch;
            for (int i = begin; i < std::min(begin + kAtOnce, count); ++i) {
                Put put;
                const RecordId id(fmt::format("fbk_{}_{:04}", job, i));
                put.record = {RecordKind::Feedback, id, 0, job, {}, kStart, {}, {{"comment", "mine"}}};
                batch.writes.emplace_back(std::move(put));
            }
            ASSERT_TRUE(rig_->store().commit(kAlice, batch));
        }
    }
    std::size_t said() { return rig_->store().list(kAlice, {.kind = RecordKind::Feedback, .limit = 1'000})->size(); }
    /// What a reader may not see of a job that is going or gone.
    void expect_hidden(const JobId& id) {
        EXPECT_EQ(service::get_job(ports_, kAlice, id).error().reason, "not-found");
        EXPECT_EQ(service::list_feedback(ports_, kAlice, id, {}).error().reason, "not-found");
        const auto text = exported();
        EXPECT_EQ(text.find(id.str() + '"'), std::string::npos);
        EXPECT_NE(text.find("\"job_stays\""), std::string::npos);
    }
    /// Everything but events and the audit trail, which stay.
    std::string exported() {
        std::string text;
        service::TenantExport lines(ports_, kAlice);
        for (auto next = lines.next(soon()); next && *next; next = lines.next(soon()))
            if ((*next)->find(R"("type":"record")") != std::string::npos) text += **next;
        return text;
    }

    std::unique_ptr<metadata_store_contract::Rig> rig_ = GetParam()();
    MortalStore store_{rig_->store()};
    adapters::memory::BlobStore blobs_{&rig_->clock()};
    NoExecutions executions_;
    adapters::memory::KeyService keys_{rig_->clock()};
    NoVectors vectors_;
    service::ServicePorts ports_{store_, blobs_, executions_, keys_, rig_->registry(), vectors_, rig_->clock()};
};

TEST_P(JobRemovalContract, TakesAllThatWasSaidHoweverMuch) {
    put_job("job_1");
    say("job_1", kSaid);
    ASSERT_TRUE(service::remove_job(ports_, kAlice, JobId("job_1"), soon()));
    expect_hidden(JobId("job_1"));
    EXPECT_EQ(said(), 3U) << "another job's stays";
    EXPECT_LE(store_.largest(), 100U) << "what one transaction takes";
    EXPECT_EQ(store_.events(kAlice, 0, "job_1", 10)->back().type, "job.deleted");
}

TEST_P(JobRemovalContract, GoesOnWhereverItWasInterrupted) {
    int lives = 0;
    for (;; ++lives) {
        const JobId id(fmt::format("job_{}", lives));
        put_job(id.str());
        say(id.str(), kSaid);
        store_.die_after(lives);
        const auto removed = service::remove_job(ports_, kAlice, id, soon());
        store_.die_after(1'000'000);
        if (removed) break;
        ASSERT_EQ(removed.error().reason, "died");
        if (lives == 0) {
            EXPECT_EQ(said(), 3U + kSaid) << "not even begun";
            ASSERT_TRUE(service::remove_job(ports_, kAlice, id, soon()));
            continue;
        }
        expect_hidden(id);
        EXPECT_TRUE(store_.events(kAlice, 0, id.str(), 10)->empty()) << "not told before it is done";
        ASSERT_EQ(service::expire_jobs(ports_, kAlice, soon()).value_or(0), 1U);
        EXPECT_EQ(said(), 3U);
        EXPECT_EQ(store_.events(kAlice, 0, id.str(), 10)->size(), 1U) << "told once";
    }
    EXPECT_GE(lives, 1 + kSaid / 99 + 1) << "in several steps";
}

TEST_P(JobRemovalContract, WhatCameInTooLateIsSwept) {
    say("job_gone", 120);
    EXPECT_EQ(service::sweep_orphan_feedback(ports_, kAlice, soon()).value(), 120U);
    EXPECT_EQ(said(), 3U);
    EXPECT_EQ(service::sweep_orphan_feedback(ports_, kAlice, soon()).value(), 0U);
}

}  // namespace bespoke::job_removal_contract
