// The durable engine over the stores of the local profile: SQLite files, the machine's clock, restarts.

#include <condition_variable>

#include "../contract/local_rig.hpp"
#include "adapters/local/system_clock.hpp"
#include "engine_rig.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::ExecutionStatus;
using std::chrono::seconds;
using Types = std::vector<std::string>;

constexpr int kJobs = 120;
constexpr int kRounds = 4;

JobId job_of(int number) { return JobId(fmt::format("job-{}", number)); }
const TenantId& tenant_of(int number) { return number % 2 == 0 ? kAlice : kBob; }

/// How many states have been committed, for whoever waits for that.
class Progress {
public:
    void add() {
        const std::lock_guard lock(mutex_);
        ++count_;
        changed_.notify_all();
    }
    bool reaches(int count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, seconds(60), [&] { return count_ >= count; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
};

/// One process's life: until so many states were committed, then it stops, two of its workers having vanished.
void live(const std::filesystem::path& data, const ports::Clock& clock, Progress& progress, int until, bool first) {
    LocalStores stores(data, clock);
    telemetry::Metrics metrics;
    Effects effects;
    effects.transition = [&](const TenantId&, const JobId&, const ports::Transition& line) -> ports::Batch {
        if (line.kind == ports::Transition::Kind::Succeeded && line.state != "Done") progress.add();
        return {};
    };
    DurableOptions options;
    options.workers = 4;
    auto engine =
        DurableOrchestrator::create(definition_of(kTwoSteps), sound_tasks(), effects, {stores.journal(), clock, metrics}, options)
            .value();
    for (const auto& tenant : {kAlice, kBob}) {
        if (!first) continue;
        ASSERT_TRUE(stores.system().create(tenant, clock.now()));
        ASSERT_TRUE(stores.databases().create(tenant));
    }
    ASSERT_TRUE(engine->recover({kAlice, kBob}));
    for (int i = 0; first && i < kJobs; ++i) ASSERT_TRUE(engine->start(tenant_of(i), {job_of(i), {{"n", i}}, {}}));
    engine->run();
    ASSERT_TRUE(progress.reaches(until));
    ASSERT_TRUE(engine->stop());
    for (const auto& tenant : {kAlice, kBob}) (void)stores.journal().claim(tenant, clock.now(), clock.now() + seconds(30));
}

TEST(DurableLocal, RestartsLoseNothingAndDoNothingTwice) {
    telemetry::set_log_level(telemetry::Level::Error);
    const ScratchDirectory data;
    const adapters::local::SystemClock clock;
    Progress progress;
    for (int round = 1; round <= kRounds; ++round) {
        ASSERT_NO_FATAL_FAILURE(live(data.path(), clock, progress, 2 * kJobs * round / kRounds, round == 1)) << round;
    }
    LocalStores stores(data.path(), clock);
    for (int i = 0; i < kJobs; ++i) {
        const auto execution = stores.journal().describe(tenant_of(i), job_of(i)).value();
        ASSERT_TRUE(execution);
        EXPECT_EQ(execution->status, ExecutionStatus::Succeeded) << i;
        EXPECT_EQ(execution->output, json({{"n", i}}));
        const auto events = stores.metadata().events(tenant_of(i), 0, job_of(i).str(), 10).value();
        Types types;
        for (const auto& event : events) types.push_back(event.type);
        EXPECT_EQ(types, (Types{"first", "second"})) << i;
    }
}

TEST(DurableLocal, AJobWhoseStoredStateIsDamagedFailsAndHoldsUpNoOther) {
    const ScratchDirectory data;
    const adapters::local::SystemClock clock;
    LocalStores stores(data.path(), clock);
    telemetry::Metrics metrics;
    auto engine =
        DurableOrchestrator::create(definition_of(kTwoSteps), sound_tasks(), {}, {stores.journal(), clock, metrics}, {}).value();
    ASSERT_TRUE(stores.system().create(kAlice, clock.now()));
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(engine->start(kAlice, {job_of(i), {{"n", i}}, {}}));
    ASSERT_TRUE(stores.databases().open(kAlice).value()->write([](adapters::local::sqlite::Connection& connection) -> Status {
        connection.script("UPDATE execution SET input = zeroblob(length(input)) WHERE job = 'job-0'");
        return {};
    }));
    while (engine->work_once()) {
    }
    const auto damaged = stores.journal().describe(kAlice, job_of(0));
    ASSERT_TRUE(damaged) << damaged.error().detail;
    EXPECT_EQ((*damaged)->status, ExecutionStatus::Failed);
    EXPECT_EQ((*damaged)->error->reason, "integrity");
    EXPECT_EQ(stores.journal().describe(kAlice, job_of(1)).value()->status, ExecutionStatus::Succeeded);
}

}  // namespace
}  // namespace bespoke::engine
