#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/definition.hpp"
#include "engine/task.hpp"
#include "ports/clock.hpp"
#include "ports/journal.hpp"
#include "ports/orchestrator.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::engine {

/// All times and bounds of the durable engine.
struct DurableOptions {
    int workers = 2;                                  ///< threads that run tasks
    int jobs_per_tenant = 0;                          ///< at work at once; 0: as many as workers
    int replacements = 4;                             ///< workers that may be replaced while their overrun tasks still run
    int losses_before_crash = 3;                      ///< then the state fails as "Bespoke.Crashed" and its Catch decides
    std::chrono::milliseconds lease{30'000};          ///< a worker that vanished is noticed after this
    std::chrono::milliseconds heartbeat{10'000};      ///< how often leases are extended
    std::chrono::milliseconds watch{250};             ///< how often overrun tasks and full disks are looked at
    std::chrono::milliseconds overrun_grace{5'000};   ///< past TimeoutSeconds, before the lease is taken from a task
    std::chrono::milliseconds storage_pause{10'000};  ///< before a state is tried again that found the disk full
    std::chrono::milliseconds poll{1'000};    ///< the longest sleep of an idle worker; wakes are by signal, clocks may step
    std::chrono::milliseconds drain{30'000};  ///< how long stop() waits for tasks at work
    std::uint64_t seed = 0;                   ///< of the retries' jitter
};

/// The machine's own steady clock.
inline std::chrono::milliseconds steady_elapsed() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

/// Runs executions over a Journal: whatever happens to the process, each comes to its end and each state's effects are committed
/// once.
///
/// Tenants with due work take turns, so one tenant's queue delays another's first job by at most the job each worker is at. A
/// worker holds an execution by a lease with a fencing token and takes it as far as it goes: to its end or to a wait. Threads:
/// any may call the Orchestrator's part; the tasks run on the workers and must be safe to run side by side.
///
/// Errors of the engine itself, by name: "States.Timeout", "States.HeartbeatTimeout", "States.Runtime" (a path that leads
/// nowhere), "States.ParameterPathFailure", "States.ResultPathMatchFailure", "States.NoChoiceMatched", "Bespoke.Crashed". A task
/// that throws fails as "Internal", one that finds no memory as "Unavailable". A task or commit that finds the disk full
/// ("storage-full") waits and is done again without using up an attempt.
///
/// A clock that steps does no harm: who may commit is decided by tokens alone, tasks overrun by a clock that never steps, and once
/// the clock is seen to have been set back, all waits are computed anew; one set forward lets waits end early.
class DurableOrchestrator final : public ports::Orchestrator {
public:
    /// What it needs of the world; outlives it.
    struct Ports {
        ports::Journal& journal;
        const ports::Clock& clock;  ///< may step; then timers are computed anew
        telemetry::Metrics& metrics;
        /// Time since some moment, by which tasks overrun; never steps.
        std::function<std::chrono::milliseconds()> elapsed = steady_elapsed;
        ports::CrashWitness* witness = nullptr;  ///< told what each worker is at, so that a crash can be laid to its cause
    };
    /// Every `Resource` of the definition must be a key of `tasks`, else `InvalidInput` with the pointer. Starts no thread.
    static Result<std::unique_ptr<DurableOrchestrator>> create(Definition, Tasks, Effects, Ports, DurableOptions = {});
    ~DurableOrchestrator() override;  ///< stops
    DurableOrchestrator(const DurableOrchestrator&) = delete;
    DurableOrchestrator& operator=(const DurableOrchestrator&) = delete;

    /// At the start of the one process that owns the store: voids the leases of a process that died and queues what is due. A
    /// tenant that fails (e.g. was erased) is skipped; the first such error is given back after the others are done. If that process
    /// left a trace of its crash, it is laid to the execution whose task crashed (Journal::void_leases). `resting`: tenants whose
    /// work waits, suspended ones; nothing of theirs is queued, but take_up() will find what is due without waiting for leases.
    Status recover(const std::vector<TenantId>&, const std::optional<ports::CrashTrace>& = std::nullopt,
                   const std::vector<TenantId>& resting = {});
    /// Queue what is due for a tenant that workers were kept from: one that was suspended and is let in again.
    Status take_up(const TenantId&);
    /// Start the threads.
    void run();
    /// Take no more work, let tasks at work finish for up to `drain`, commit them and give their leases back. `Timeout`
    /// "stage-busy": a task is still at work on its thread; then leave the process without destroying what the tasks use. Again
    /// does not wait.
    Status stop();
    /// A tenant is being erased: drop its queue, tell its tasks at work to stop, and wait until none runs any more. `Timeout`
    /// "stage-busy" if one still does.
    Status drop(const TenantId&, Deadline);

    Status start(const TenantId&, const ports::NewExecution&) override;
    Result<std::optional<ports::Execution>> describe(const TenantId&, const JobId&) override;
    Status cancel(const TenantId&, const JobId&) override;
    Status redrive(const TenantId&, const JobId&) override;
    Status forget(const TenantId&, const JobId&) override;

    /// What a worker does in its loop: claim the next due execution and take it as far as it goes. False: nothing was due.
    /// Without run(), tests and simulations drive the engine by these two.
    bool work_once();
    /// What the watching thread does: extend leases, take them from overrun tasks, commit what a full disk held up.
    void tick();

private:
    class Core;
    explicit DurableOrchestrator(std::shared_ptr<Core>);
    std::shared_ptr<Core> core_;  ///< shared with its threads
};

}  // namespace bespoke::engine
