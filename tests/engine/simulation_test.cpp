// A seeded scheduler plays workers that stall, are killed and come back, a clock that stands still or steps by up to a day, disks that fill up, cancels and
// redrives against the durable engine, and checks after each step that nothing was done twice. BESPOKE_SIM_SEEDS sets the number
// of seeds.

#include <cstdlib>
#include <random>

#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;
using std::chrono::milliseconds;
using Kind = ports::Transition::Kind;

/// The journal as one process sees it; a killed process reaches it no more.
class ProcessJournal final : public ports::Journal {
public:
    explicit ProcessJournal(ports::Journal& real) : real_(real) {}
    bool killed = false;

    Status begin(const TenantId& t, const ports::NewExecution& e, const std::string& s, const ports::Batch& b,
                 Timestamp n) override {
        return killed ? gone() : real_.begin(t, e, s, b, n);
    }
    Result<std::optional<ports::Claim>> claim(const TenantId& t, Timestamp n, Timestamp l) override {
        if (killed) return gone();
        return real_.claim(t, n, l);
    }
    Result<Heartbeat> extend(const ports::Claim& c, Timestamp l) override {
        if (killed) return gone();
        return real_.extend(c, l);
    }
    Status commit(const ports::Claim& c, const ports::Step& s, const ports::Batch& b, Timestamp n) override {
        return killed ? gone() : real_.commit(c, s, b, n);
    }
    Status cancel(const TenantId& t, const JobId& j, const ports::Batch& b, Timestamp n) override {
        return killed ? gone() : real_.cancel(t, j, b, n);
    }
    Status redrive(const TenantId& t, const JobId& j, const ports::Batch& b, Timestamp n) override {
        return killed ? gone() : real_.redrive(t, j, b, n);
    }
    Status recompute_timers(const TenantId& t, Timestamp n, Timestamp l) override {
        return killed ? gone() : real_.recompute_timers(t, n, l);
    }
    Status forget(const TenantId& t, const JobId& j) override { return killed ? gone() : real_.forget(t, j); }
    Result<std::optional<ports::Execution>> describe(const TenantId& t, const JobId& j) override { return real_.describe(t, j); }
    Result<std::optional<Timestamp>> next_due(const TenantId& t) override {
        if (killed) return gone();
        return real_.next_due(t);
    }
    Status void_leases(const TenantId& t, const std::optional<ports::CrashTrace>& c, Timestamp n) override {
        return killed ? gone() : real_.void_leases(t, c, n);
    }

private:
    static tl::unexpected<Error> gone() { return fail(ErrorCode::Unavailable, "killed", "The process is dead."); }
    ports::Journal& real_;
};

struct Process {
    explicit Process(ports::Journal& shared) : journal(shared) {}
    ProcessJournal journal;
    std::unique_ptr<DurableOrchestrator> engine;
};

class Simulation {
public:
    explicit Simulation(std::uint64_t seed) : random_(seed) {
        rig_.effects.transition = [](const TenantId&, const JobId& job, const ports::Transition& line) -> ports::Batch {
            if (line.kind != Kind::Finished) return {};
            return {{}, {event_of(job, "finished")}, {}};
        };
        rig_.effects.cancelled = [](const TenantId&, const JobId& job) -> ports::Batch {
            return {{}, {event_of(job, "cancelled")}, {}};
        };
        for (int i = 0; i < 3; ++i) processes_.push_back(birth());
    }

    void run(int steps) {
        for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
            act();
            check();
        }
        calm_ = true;
        frozen_ = false;
        rig_.journal.refuse_commits = 0;
        for (int i = 0; i < 2'000 && !all_ended(); ++i) {
            rig_.clock.advance(milliseconds(5'000));
            for (std::size_t p = 0; p < processes_.size(); ++p) {
                processes_[p]->engine->tick();
                work_all(*processes_[p]->engine);
            }
            check();
        }
        EXPECT_TRUE(all_ended()) << "every execution comes to its end";
    }
    [[nodiscard]] int jobs() const { return jobs_; }
    [[nodiscard]] int kills() const { return kills_; }
    /// Steps of a day that the clock made.
    [[nodiscard]] int days() const { return days_; }

private:
    int roll(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(random_); }

    /// Shared by the simulation and the tasks of its own engine that are at work when it is killed.
    std::shared_ptr<Process> birth() {
        auto process = std::make_shared<Process>(rig_.journal);
        auto options = rig_.options;
        options.seed = random_();
        Tasks tasks = {{"first", task("first")}, {"second", task("second")}, {"bury", task("bury")}};
        process->engine = DurableOrchestrator::create(definition_of(kTwoSteps), std::move(tasks), rig_.effects,
                                                      rig_.ports(process->journal), options)
                              .value();
        return process;
    }

    Task task(const std::string& name) {
        return [this, name](const TaskContext& context, const json& input) -> Result<TaskOutput> {
            for (int i = roll(3); i > 0 && !calm_ && depth_ < 4; --i) {
                ++depth_;
                act();
                --depth_;
            }
            const int fate = calm_ ? 99 : roll(100);
            if (fate < 15) return fail(ErrorCode::Unavailable, "away", "It is away.");
            if (fate < 18) return fail(ErrorCode::InvalidInput, "bad", "It is bad.");
            if (fate < 21) return fail(ErrorCode::Unavailable, "storage-full", "The disk is full.");
            if (fate < 24) throw std::runtime_error("thrown");
            return telling(name)(context, input);
        };
    }

    void act() {
        const auto process = processes_[static_cast<std::size_t>(roll(static_cast<int>(processes_.size())))];
        const int what = roll(100);
        if (what < 40) {
            (void)process->engine->work_once();
        } else if (what < 60) {
            process->engine->tick();
        } else if (what < 74) {
            pass(milliseconds(roll(40'000)));
        } else if (what < 79) {
            turn_the_clock();
        } else if (what < 82) {
            kill(process);
        } else if (what < 83) {
            restart_all();
        } else if (what < 92) {
            const JobId job(fmt::format("job-{}", jobs_++));
            (void)process->engine->start(tenant(jobs_ - 1), {job, {{"n", jobs_}}, {}});
        } else if (what < 94) {
            if (jobs_ > 0) with_job([&](const TenantId& t, const JobId& j) { (void)process->engine->cancel(t, j); });
        } else if (what < 97) {
            if (jobs_ > 0) with_job([&](const TenantId& t, const JobId& j) { (void)process->engine->redrive(t, j); });
        } else {
            rig_.journal.refuse_commits = roll(4);
        }
    }
    void pass(milliseconds time) {
        if (frozen_) {
            rig_.stepped -= time.count();
        } else {
            rig_.clock.advance(time);
        }
    }
    /// A correction, a step of a day, or a clock that stands still from now on, or goes again.
    void turn_the_clock() {
        constexpr int kDay = 86'400'000;
        const int what = roll(10);
        if (what < 6) {
            rig_.step(milliseconds(roll(40'000) - 20'000));
        } else if (what < 8) {
            rig_.step(milliseconds(what == 6 ? kDay : -kDay));
            ++days_;
        } else {
            frozen_ = !frozen_;
        }
    }
    template <class Action>
    void with_job(Action action) {
        const int job = roll(jobs_);
        action(tenant(job), JobId(fmt::format("job-{}", job)));
    }
    static const TenantId& tenant(int job) { return job % 3 == 0 ? kBob : kAlice; }

    void kill(const std::shared_ptr<Process>& process) {
        ++kills_;
        process->journal.killed = true;
        graveyard_.push_back(process);  // its frames may still be on the stack
        std::ranges::replace(processes_, process, birth());
        // The others live on: what it held comes back by its lease's end. They must know of the tenants.
        for (const auto& each : processes_) {
            learn(*each->engine);
            for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(each->engine->take_up(tenant));
        }
    }
    void restart_all() {
        for (auto& process : processes_) {
            process->journal.killed = true;
            graveyard_.push_back(process);
            process = birth();
        }
        for (const auto& process : processes_) EXPECT_TRUE(process->engine->recover({kAlice, kBob}));
    }
    /// A repeated start of a job that is there tells an engine of its tenant.
    void learn(DurableOrchestrator& engine) {
        for (int job = 0; job < std::min(jobs_, 4); ++job) {
            (void)engine.start(tenant(job), {JobId(fmt::format("job-{}", job)), {{"n", job + 1}}, {}});
        }
    }

    bool all_ended() {
        for (int job = 0; job < jobs_; ++job) {
            const auto execution = rig_.memory.describe(tenant(job), JobId(fmt::format("job-{}", job))).value();
            if (execution && execution->status == ExecutionStatus::Running) return false;
        }
        return true;
    }

    /// Each commit of a state has its effects once, each end has its event once, and nothing has more than that.
    void check() {
        for (int job = 0; job < jobs_; ++job) check(tenant(job), JobId(fmt::format("job-{}", job)));
    }
    void check(const TenantId& tenant, const JobId& job) {
        const auto execution = rig_.memory.describe(tenant, job).value();
        if (!execution) return;  // its start met a dead process
        check_walk(*execution);
        std::map<std::string, int> committed, told;
        for (const auto& line : execution->history) {
            if (line.kind == Kind::Succeeded && line.state != "Done") ++committed[task_of(line.state)];
            if (line.kind == Kind::Finished) ++committed["finished"];
            if (line.kind == Kind::Cancelled) ++committed["cancelled"];
        }
        for (const auto& type : rig_.events(tenant, job)) ++told[type];
        EXPECT_EQ(committed, told) << job.str();
        // A redrive goes on where it failed, so what worked once is never done again.
        EXPECT_LE(committed["first"], 1) << job.str();
        EXPECT_LE(committed["second"], 1) << job.str();
        if (execution->status == ExecutionStatus::Succeeded) {
            EXPECT_EQ(committed["first"] + committed["second"], 2) << job.str();
        }
        EXPECT_FALSE(execution->leased && execution->status != ExecutionStatus::Running);
    }
    /// The history is one walk: each line is of the state that the execution is at, and nothing but a redrive follows an end.
    static void check_walk(const ports::Execution& execution) {
        std::string at;
        bool ended = false;
        for (const auto& line : execution.history) {
            EXPECT_TRUE(!ended || line.kind == Kind::Redriven) << execution.job.str() << " line " << line.sequence;
            if (line.kind == Kind::Entered) at = line.state;
            EXPECT_TRUE(line.state.empty() || line.state == at) << execution.job.str() << " line " << line.sequence;
            ended = line.kind == Kind::Finished || line.kind == Kind::Cancelled;
        }
        EXPECT_EQ(ended, execution.status != ExecutionStatus::Running) << execution.job.str();
    }
    static std::string task_of(const std::string& state) {
        return state == "First" ? "first" : state == "Second" ? "second" : "bury";
    }

    EngineRig rig_;
    std::mt19937_64 random_;
    std::vector<std::shared_ptr<Process>> processes_, graveyard_;
    int jobs_ = 0, kills_ = 0, days_ = 0, depth_ = 0;
    bool calm_ = false, frozen_ = false;
};

TEST(Simulation, NothingIsLostAndNothingDoneTwice) {
    const char* const wanted = std::getenv("BESPOKE_SIM_SEEDS");
    const int seeds = wanted != nullptr ? std::atoi(wanted) : 300;
    int jobs = 0, kills = 0, days = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        Simulation simulation(static_cast<std::uint64_t>(seed));
        simulation.run(200);
        jobs += simulation.jobs();
        kills += simulation.kills();
        days += simulation.days();
        ASSERT_FALSE(HasFailure());
    }
    EXPECT_GT(jobs, seeds);
    EXPECT_GT(kills, seeds);
    EXPECT_GT(days, seeds);
    RecordProperty("jobs", jobs);
    RecordProperty("kills", kills);
    RecordProperty("days", days);
}

}  // namespace
}  // namespace bespoke::engine
