// What a job that kills its worker each time leaves: real processes that crash, until it is buried.

#include <spawn.h>
#include <sys/wait.h>

#include <fstream>

#include "../contract/local_rig.hpp"
#include "adapters/local/system_clock.hpp"
#include "poison.hpp"

extern char** environ;

namespace bespoke::engine {
namespace {

using ports::ExecutionStatus;
using Kind = ports::Transition::Kind;

// A sanitizer turns signals into its own report and an exit code.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

/// Runs the worker to its end; gives the signal that ended it, 0 for exit code 0.
int run_worker(const std::filesystem::path& data, const std::string& fault) {
    auto directory = data.string();
    auto named = fault;
    std::string program = BESPOKE_POISON_WORKER;
    std::array<char*, 4> arguments = {program.data(), directory.data(), named.data(), nullptr};
    pid_t worker = 0;
    if (::posix_spawn(&worker, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) return -1;
    int status = 0;
    if (::waitpid(worker, &status, 0) != worker) return -1;
    if (WIFSIGNALED(status)) return WTERMSIG(status);
    return WEXITSTATUS(status) == 0 ? 0 : -WEXITSTATUS(status);
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<ports::Transition> lost_lines(const ports::Execution& execution) {
    std::vector<ports::Transition> lines;
    std::ranges::copy_if(execution.history, std::back_inserter(lines), [](const auto& line) { return line.kind == Kind::Lost; });
    return lines;
}

struct Fault {
    const char* name;
    const char* signal;
    int number;
};

/// A data directory in which poison_worker lives and dies.
class Poisoned {
public:
    explicit Poisoned(std::string fault) : fault_(std::move(fault)) {}

    int live() { return run_worker(data_.path(), fault_); }
    [[nodiscard]] std::filesystem::path trace() const { return data_.path() / "crash-trace"; }
    ports::Execution described(const JobId& job) {
        LocalStores stores(data_.path(), clock_);
        return *stores.journal().describe(kAlice, job).value();
    }
    [[nodiscard]] const std::filesystem::path& data() const { return data_.path(); }
    /// Crashes three times, then ends; gives the crash that all three were.
    std::optional<ports::Crash> die_and_be_buried(int signal) {
        for (int i = 0; i < 3; ++i) {
            const int ended = live();
            EXPECT_TRUE(kSanitized ? ended != 0 : ended == signal) << ended;
            EXPECT_EQ(bytes_of(trace()).find("Lovelace"), std::string::npos);
        }
        EXPECT_EQ(live(), 0);
        EXPECT_FALSE(std::filesystem::exists(trace()));
        const auto poison = described(kPoison);
        EXPECT_EQ(poison.status, ExecutionStatus::Failed);
        EXPECT_EQ(poison.error->reason, "stage-crashed");
        EXPECT_EQ(poison.failed_state, "First");
        const auto lost = lost_lines(poison);
        EXPECT_EQ(lost.size(), 3U);
        for (const auto& line : lost) EXPECT_EQ(line.crash, lost.front().crash);
        return lost.empty() ? std::nullopt : lost.front().crash;
    }

private:
    const std::string fault_;
    ScratchDirectory data_;
    adapters::local::SystemClock clock_;
};

TEST(Crash, BuriesThePoisonWithItsSignatureAndNothingElse) {
    Poisoned poisoned("read");
    const auto crash = poisoned.die_and_be_buried(SIGSEGV);
    ASSERT_TRUE(crash);
    EXPECT_EQ(crash->signal, "SIGSEGV");
    EXPECT_EQ(crash->signature.size(), 64U);
    for (const auto& job : poison_jobs()) {
        if (job == kPoison) continue;
        const auto other = poisoned.described(job);
        EXPECT_EQ(other.status, ExecutionStatus::Succeeded) << job.str();
        for (const auto& line : lost_lines(other)) EXPECT_FALSE(line.crash) << "it did not crash";
    }
    EXPECT_EQ(lost_lines(poisoned.described(kBystander)).size(), 3U) << "it was there each time, and was not buried for it";
}

TEST(Crash, OfTheSameFaultHasTheSameSignatureAndOfAnotherFaultAnother) {
    const std::vector<Fault> faults = {
        {"read", "SIGSEGV", SIGSEGV},  {"read-elsewhere", "SIGSEGV", SIGSEGV},
        {"divide", "SIGFPE", SIGFPE},  {"call", "SIGSEGV", SIGSEGV},
        {"bus", "SIGBUS", SIGBUS},     {"overflow", "SIGSEGV", SIGSEGV},
        {"abort", "SIGABRT", SIGABRT}, {"terminate", "SIGABRT", SIGABRT},
        {"illegal", "SIGILL", SIGILL},
    };
    std::map<std::string, std::string> fault_of;
    for (const auto& fault : faults) {
        SCOPED_TRACE(fault.name);
        Poisoned here(fault.name), there(fault.name);
        const auto crash = here.die_and_be_buried(fault.number);
        ASSERT_TRUE(crash);
        EXPECT_EQ(crash->signal, fault.signal);
        EXPECT_TRUE(fault_of.emplace(crash->signature, fault.name).second) << "as of " << fault_of[crash->signature];
        (void)there.live();
        ASSERT_TRUE(std::filesystem::exists(there.trace()));
        (void)there.live();
        EXPECT_EQ(lost_lines(there.described(kPoison)).at(0).crash, crash);
    }
}

TEST(Crash, ByWhatCantBeCaughtLeavesNoTraceAndBuriesAllTheSame) {
    Poisoned poisoned("kill");
    EXPECT_FALSE(poisoned.die_and_be_buried(SIGKILL));
}

TEST(Crash, WhoseTraceIsTornOrGarbageIsIgnored) {
    Poisoned poisoned("read");
    for (const auto* kept : {"",
                             "\x7f"
                             "ELF",
                             "BspCrsh1"}) {
        (void)poisoned.live();
        const auto whole = bytes_of(poisoned.trace());
        ASSERT_FALSE(whole.empty());
        std::ofstream(poisoned.trace(), std::ios::binary) << kept << whole.substr(0, whole.size() / 2);
    }
    EXPECT_EQ(poisoned.live(), 0);
    EXPECT_FALSE(std::filesystem::exists(poisoned.trace()));
    for (const auto& line : lost_lines(poisoned.described(kPoison))) EXPECT_FALSE(line.crash);
    EXPECT_EQ(poisoned.described(kPoison).status, ExecutionStatus::Failed);
}

TEST(Crash, StaysInTheHistoryAfterARedrive) {
    Poisoned poisoned("abort");
    const auto crash = poisoned.die_and_be_buried(SIGABRT);
    const adapters::local::SystemClock clock;
    LocalStores stores(poisoned.data(), clock);
    telemetry::Metrics metrics;
    auto engine =
        DurableOrchestrator::create(definition_of(kTwoSteps), sound_tasks(), {}, {stores.journal(), clock, metrics}, {}).value();
    ASSERT_TRUE(engine->redrive(kAlice, kPoison));
    work_all(*engine);
    const auto execution = *stores.journal().describe(kAlice, kPoison).value();
    EXPECT_EQ(execution.status, ExecutionStatus::Succeeded);
    EXPECT_EQ(lost_lines(execution).size(), 3U);
    EXPECT_EQ(lost_lines(execution).at(2).crash, crash);
    EXPECT_EQ(std::ranges::count(execution.history, Kind::Redriven, &ports::Transition::kind), 1);
}

}  // namespace
}  // namespace bespoke::engine
