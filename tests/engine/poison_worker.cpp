// A process of the durable engine with a job that ends it: poison_worker DATA FAULT. Exit code 0: every job has ended.
//
// "poison" does FAULT in its first state while "bystander" is in its own; the bystander's goes on only once the poison is buried.

#include <sys/mman.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <map>
#include <thread>

#include "../contract/local_rig.hpp"
#include "adapters/local/crash/handler.hpp"
#include "adapters/local/crash/trace_file.hpp"
#include "adapters/local/file.hpp"
#include "adapters/local/system_clock.hpp"
#include "poison.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;

// Each where nothing inlines or folds it, a place of its own, and where no sanitizer ends the process without a signal.
[[gnu::noinline, gnu::no_sanitize("undefined")]] void read_nowhere() {
    volatile int* volatile nowhere = nullptr;
    *nowhere = 1;
}
[[gnu::noinline, gnu::no_sanitize("undefined")]] void read_elsewhere() {
    volatile int* volatile nowhere = nullptr;
    *nowhere = 2;
}
[[gnu::noinline, gnu::no_sanitize("undefined")]] void divide() {
    volatile int dividend = 7, zero = 0;
    volatile int result = dividend / zero;
    (void)result;
}
[[gnu::noinline, gnu::no_sanitize("undefined")]] void call_nothing() {
    void (*volatile nothing)() = nullptr;
    nothing();
}
[[gnu::noinline, gnu::no_sanitize("undefined")]] void read_past_a_file() {
    auto* const empty = std::tmpfile();
    auto* const page = static_cast<volatile char*>(::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, ::fileno(empty), 0));
    (void)*page;
}
[[gnu::noinline, gnu::no_sanitize("undefined")]] int descend(volatile int* depth) {
    volatile char room[512];
    room[0] = static_cast<char>(*depth);
    *depth = *depth + 1;
    return *depth < 0 ? 0 : descend(depth) + room[0];
}
[[gnu::noinline, gnu::no_sanitize("undefined")]] void run_over() {
    volatile int depth = 0;
    (void)descend(&depth);
}
[[gnu::noinline, gnu::no_sanitize("undefined")]] void throw_it() { throw std::runtime_error(kCanary); }
[[gnu::noinline, gnu::no_sanitize("undefined")]] void throw_where_nothing_may() noexcept { throw_it(); }

const std::map<std::string, void (*)()> kFaults = {
    {"read", read_nowhere},
    {"read-elsewhere", read_elsewhere},
    {"divide", divide},
    {"call", call_nothing},
    {"bus", read_past_a_file},
    {"overflow", run_over},
    {"abort", [] { std::abort(); }},
    {"terminate", throw_where_nothing_may},
    {"illegal", [] { __builtin_trap(); }},
    {"kill", [] { std::raise(SIGKILL); }},
};

/// What the tasks tell each other.
struct Stage {
    std::mutex mutex;
    std::condition_variable changed;
    bool bystander_began = false, poison_buried = false;
    std::size_t ended = 0;

    template <class Change>
    void tell(Change change) {
        const std::lock_guard lock(mutex);
        change();
        changed.notify_all();
    }
    template <class Condition>
    void wait(Condition condition) {
        std::unique_lock lock(mutex);
        if (!changed.wait_for(lock, std::chrono::seconds(30), condition)) std::_Exit(3);
    }
};

Tasks tasks_of(Stage& stage, void (*fault)()) {
    auto tasks = sound_tasks();
    tasks["first"] = [&stage, fault](const TaskContext& context, const json& input) {
        const auto resume = input.dump();  // on the stack and the heap when it crashes
        if (context.job == kPoison) {
            stage.wait([&] { return stage.bystander_began; });
            fault();
        } else if (context.job == kBystander) {
            stage.tell([&] { stage.bystander_began = true; });
            stage.wait([&] { return stage.poison_buried; });
        }
        return telling("first")(context, json::parse(resume));
    };
    tasks["bury"] = [&stage](const TaskContext& context, const json& input) {
        stage.tell([&] { stage.poison_buried = true; });
        return telling("buried")(context, input);
    };
    return tasks;
}

Effects effects_of(Stage& stage) {
    Effects effects;
    effects.transition = [&stage](const TenantId&, const JobId&, const ports::Transition& line) -> ports::Batch {
        if (line.kind == ports::Transition::Kind::Finished) stage.tell([&] { ++stage.ended; });
        return {};
    };
    return effects;
}

std::size_t ended(ports::Journal& journal) {
    std::size_t count = 0;
    for (const auto& job : poison_jobs()) {
        const auto execution = journal.describe(kAlice, job).value();
        if (execution && execution->status != ports::ExecutionStatus::Running) ++count;
    }
    return count;
}

int live(const std::filesystem::path& data, void (*fault)()) {
    namespace crash = adapters::local::crash;
    const adapters::local::SystemClock clock;
    LocalStores stores(data, clock);
    telemetry::Metrics metrics;
    crash::Handler crashes;
    Stage stage;
    DurableOptions options;
    options.workers = 3;
    (void)stores.system().create(kAlice, clock.now());
    (void)stores.databases().create(kAlice);
    auto engine = DurableOrchestrator::create(definition_of(kTwoSteps), tasks_of(stage, fault), effects_of(stage),
                                              {stores.journal(), clock, metrics, steady_elapsed, &crashes}, options)
                      .value();
    const auto file = crash::trace_file(data);
    if (!engine->recover({kAlice}, crash::read_trace(file, metrics))) return 4;
    if (!adapters::local::remove_durably(file) || !crashes.install(file)) return 5;
    for (const auto& job : poison_jobs()) {
        if (!engine->start(kAlice, {job, {{"resume", kCanary}, {"job", job.str()}}, {}})) return 6;
    }
    stage.ended = ended(stores.journal());
    engine->run();
    stage.wait([&] { return stage.ended == poison_jobs().size(); });
    return engine->stop() ? 0 : 7;
}

}  // namespace
}  // namespace bespoke::engine

int main(int argc, char** argv) {
    const auto found = argc == 3 ? bespoke::engine::kFaults.find(argv[2]) : bespoke::engine::kFaults.end();
    if (found == bespoke::engine::kFaults.end()) return 2;
    return bespoke::engine::live(argv[1], found->second);
}
