// The power goes at 500 random moments of a run of accepted jobs and steps. What the stores acknowledged is there afterwards, whole.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "local_rig.hpp"
#include "shadow_vfs.hpp"

namespace bespoke {
namespace {

using namespace std::chrono_literals;
using adapters::local::sqlite::Connection;
using nlohmann::json;
using ports::ExecutionStatus;
using ports::RecordKind;
using Kind = ports::Transition::Kind;

const TenantId kTenant("alice");
constexpr int kCheckpointFrames = 30;  // so that the power also goes during checkpoints
constexpr int kSteps = 3;              // of each execution, the last one its end

/// What a worker was told of one job.
struct Acknowledged {
    int steps = 0;
    bool forgotten = false;  ///< asked for, so it may be gone
};

ports::Put job_record(const JobId& job, int steps) {
    ports::Put put;
    put.record = {RecordKind::Job,   RecordId(job.str()), 0, steps == kSteps ? "succeeded" : "active", {}, {}, {},
                  {{"steps", steps}}};
    return put;
}

ports::Batch batch_of(const JobId& job, int steps) {
    ports::Batch batch{{job_record(job, steps)}, {}, {}};
    batch.events.push_back({0, {}, "job.step", job.str(), {}, {{"steps", steps}}});
    batch.audit.push_back({0, {}, "system", "step", job.str(), "ok", {}, {}});
    return batch;
}

/// A server that dies again and again over one data directory, and what it promised in its lives.
class Machine {
public:
    explicit Machine(std::uint32_t seed) : random_(seed) {
        EXPECT_TRUE(LocalStores(directory_.path(), clock_, disk_.name()).system().create(kTenant, clock_.now()));
    }
    ShadowVfs& disk() { return disk_; }

    /// Works until the power goes, then puts the disk into a state that it may be in.
    void live_and_die(int threads, std::uint64_t operations) {
        {
            LocalStores stores(directory_.path(), clock_, disk_.name(), kCheckpointFrames);
            disk_.power_off_after(operations);
            std::vector<std::thread> workers;
            for (int thread = 0; thread < threads; ++thread) workers.emplace_back([&] { work(stores); });
            for (auto& worker : workers) worker.join();
        }
        disk_.restore_after_cut(random_);
    }

    /// What is wrong after the power came back; empty if nothing.
    std::string examine() {
        try {
            LocalStores stores(directory_.path(), clock_, disk_.name(), kCheckpointFrames);
            auto problem = damage(stores);
            for (auto job = jobs_.begin(); job != jobs_.end() && problem.empty(); ++job)
                problem = loss(stores, job->first, job->second);
            if (problem.empty()) problem = broken_chain(stores);
            if (problem.empty()) tidy(stores);
            return problem;
        } catch (const std::exception& exception) {
            return exception.what();
        }
    }
    [[nodiscard]] int acknowledged() const { return acknowledged_; }
    std::mt19937& random() { return random_; }

private:
    /// One worker: submits, claims, commits steps until something fails.
    void work(LocalStores& stores) {
        while (submit(stores) && step(stores)) {
        }
        EXPECT_TRUE(disk_.powered_off()) << "nothing else makes a call fail";
    }

    bool submit(LocalStores& stores) {
        const JobId job("job_" + std::to_string(next_job_++));
        if (!stores.journal().begin(kTenant, {job, {{"job", job.str()}}, {}}, "0", batch_of(job, 0), clock_.now())) return false;
        const std::lock_guard lock(mutex_);
        jobs_[job];
        ++acknowledged_;
        return true;
    }

    bool step(LocalStores& stores) {
        const auto claim = stores.journal().claim(kTenant, clock_.now(), clock_.now() + 1h);
        if (!claim) return false;
        if (!*claim) return true;
        const auto& held = **claim;
        const int steps = std::stoi(held.position.state) + 1;
        ports::Step next{
            ports::Position{std::to_string(steps), {{"steps", steps}}, json::object(), {}}, {}, batch_of(held.job, steps), {}};
        if (steps == kSteps) next.next = ports::Ending{ExecutionStatus::Succeeded, "end", {{"steps", steps}}, {}, {}, {}, {}};
        next.history.push_back(
            {0, clock_.now(), Kind::Succeeded, held.position.state, {}, {}, "Text of step " + std::to_string(steps)});
        if (!stores.journal().commit(held, next, {}, clock_.now())) return false;
        const std::lock_guard lock(mutex_);
        auto& known = jobs_[held.job].steps;
        known = std::max(known, steps);
        ++acknowledged_;
        return true;
    }

    static std::string damage(LocalStores& stores) {
        const auto database = stores.databases().open(kTenant);
        if (!database) return "does not open: " + database.error().reason + " " + database.error().detail;
        const auto sound = (*database)->read([](Connection& connection) -> Result<std::string> {
            auto rows = connection.query("PRAGMA integrity_check");
            return rows.next() && rows.text(0) == "ok" ? "" : "integrity: " + rows.text(0);
        });
        return sound ? *sound : "not readable: " + sound.error().detail;
    }

    /// An execution has all steps that were acknowledged, and its record, events and history tell of the same number of steps.
    static std::string loss(LocalStores& stores, const JobId& job, const Acknowledged& known) {
        const auto execution = stores.journal().describe(kTenant, job).value();
        const auto record = stores.metadata().get(kTenant, RecordKind::Job, RecordId(job.str())).value();
        if (known.forgotten && !execution) return "";
        if (!execution || !record) return job.str() + " is lost";
        const int steps = execution->output.value("steps", 0);
        const auto told = static_cast<int>(stores.metadata().events(kTenant, 0, job.str(), 100).value().size()) - 1;
        const auto noted = std::ranges::count(execution->history, Kind::Succeeded, &ports::Transition::kind);
        if (steps < known.steps) return fmt::format("{}: {} steps of {} acknowledged ones", job.str(), steps, known.steps);
        const int recorded = record->body.at("steps");
        if (recorded != steps || told != steps || noted != steps ||
            (steps == kSteps) != (execution->status == ExecutionStatus::Succeeded)) {
            return fmt::format("{}: half done: {} steps, {} in the record, {} events, {} in the history", job.str(), steps,
                               recorded, told, noted);
        }
        return "";
    }

    std::string broken_chain(LocalStores& stores) {
        const auto entries = stores.metadata().audit(kTenant, audited_, 100'000).value();
        for (const auto& entry : entries) {
            if (entry.sequence != audited_ + 1 || entry.hash != ports::audit_hash(last_hash_, entry))
                return fmt::format("audit entry {} is broken", entry.sequence);
            audited_ = entry.sequence;
            last_hash_ = entry.hash;
        }
        return "";
    }

    /// Takes leases of the dead back and forgets most of what has ended, which has to survive the next cut or be whole as well.
    void tidy(LocalStores& stores) {
        EXPECT_TRUE(stores.journal().void_leases(kTenant, std::nullopt, clock_.now()));
        std::erase_if(jobs_, [](const auto& job) { return job.second.forgotten; });
        for (auto& [job, known] : jobs_) {
            if (known.steps < kSteps || random_() % 4 == 0) continue;
            known.forgotten = stores.journal().forget(kTenant, job).has_value();
        }
    }

    std::mt19937 random_;
    ScratchDirectory directory_;
    adapters::memory::Clock clock_;
    ShadowVfs disk_{"powercut"};
    std::mutex mutex_;
    std::map<JobId, Acknowledged> jobs_;
    std::atomic<int> next_job_ = 0;
    std::atomic<int> acknowledged_ = 0;
    std::uint64_t audited_ = 0;
    std::string last_hash_;
};

void expect_nothing_lost(Machine& machine, int cuts, int threads) {
    std::uniform_int_distribution<std::uint64_t> operations(1, 300);
    for (int cut = 0; cut < cuts; ++cut) {
        machine.live_and_die(threads, operations(machine.random()));
        const auto problem = machine.examine();
        ASSERT_EQ(problem, "") << "after cut " << cut;
    }
    testing::Test::RecordProperty("acknowledged", machine.acknowledged());
    EXPECT_GT(machine.acknowledged(), cuts) << "the machine did some work between cuts";
}

TEST(PowerCut, NothingAcknowledgedIsLostInFourHundredCutsOfOneWorker) {
    Machine machine(20'260'101);
    expect_nothing_lost(machine, 400, 1);
}

TEST(PowerCut, NothingAcknowledgedIsLostInAHundredCutsOfEightWorkersThatCommitTogether) {
    Machine machine(20'260'102);
    expect_nothing_lost(machine, 100, 8);
}

// A test of the test: on a disk whose syncs do nothing, jobs are lost, and this notices.
TEST(PowerCut, ADiskThatLiesAboutSyncsIsFoundOut) {
    Machine machine(20'260'103);
    machine.live_and_die(1, 100);
    ASSERT_EQ(machine.examine(), "");
    machine.disk().lie_about_syncs();
    std::string problem;
    for (int cut = 0; cut < 50 && problem.empty(); ++cut) {
        machine.live_and_die(1, 300);
        problem = machine.examine();
    }
    EXPECT_NE(problem, "");
}

}  // namespace
}  // namespace bespoke
