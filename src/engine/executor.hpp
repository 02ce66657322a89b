#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <vector>

#include "engine/durable_orchestrator.hpp"
#include "engine/fair_queue.hpp"
#include "engine/interpreter.hpp"
#include "engine/stepping.hpp"

namespace bespoke::engine {

/// What workers and the watcher of the durable engine do: claim executions, run their tasks, commit what comes of it; no thread
/// of its own. Safe from many threads.
class Executor {
public:
    Executor(Definition, Tasks, Effects, DurableOrchestrator::Ports, const DurableOptions&, FairQueue&);

    /// Claim the next due execution and take it as far as it goes. False: nothing was due.
    bool work_once();
    /// Extend leases, take them from overrun tasks, commit what a full disk held up, heed a clock that was set back. Gives the number of tasks newly abandoned:
    /// each still occupies its thread.
    int watch();
    /// True once for each abandoned task that has come back after all.
    bool take_returned();

    /// It is that late at least: what is earlier from now on comes from a clock that was set back.
    void saw(Timestamp now);

    /// From now on claims nothing, and gives leases back after the state at work.
    void drain() { draining_ = true; }
    /// Tells the tasks at work of a tenant (and of one job, if it is named) to stop.
    void stop_tasks(const TenantId&, const JobId&);
    /// Tasks at work, abandoned ones too; of one tenant if it is not empty.
    [[nodiscard]] std::size_t at_work(const TenantId&) const;

private:
    struct AtWork;
    /// Shared by the worker that runs the task, the watcher, and the list of outcomes that wait for the disk.
    using Slot = std::shared_ptr<AtWork>;
    struct Parked {
        Slot slot;
        ports::Step step;
    };
    enum class Next { GoOn, Stop };

    /// Why a claimed state is not tried: what is stored of it is damaged, or too many workers vanished with it.
    [[nodiscard]] std::optional<Failure> failure_before_work(const ports::Claim& claim) const;
    void run(const FairQueue::Turn&, ports::Claim);
    Next step(const Slot&);
    Next run_task_of(const Slot&, const TaskCall&);
    Advance conclude(const Moment&, const Slot&, Result<TaskOutput>, ports::Batch& effects) const;
    Next commit(const Slot&, Advance, ports::Batch of_task);
    Next commit_step(const Slot&, ports::Step);
    Next refused(const Slot&, const ports::Step&, const Error&);
    void committed(const Slot&, const ports::Step&);
    void commit_late(const Slot&, Result<TaskOutput>);
    void commit_parked();
    void heed_set_back(Timestamp now);
    void extend(const Slot&, Timestamp now);
    bool abandon_if_overrun(const Slot&);
    void measure(const Slot&, const ports::Step&);
    void end_turn(const Slot&);
    [[nodiscard]] std::vector<Slot> slots() const;
    Moment moment(const Slot&);
    [[nodiscard]] ports::Batch on_cancel(const Slot&) const;

    const Interpreter interpreter_;
    const Tasks tasks_;
    const Effects effects_;
    const DurableOrchestrator::Ports ports_;
    const DurableOptions options_;
    FairQueue& queue_;
    std::atomic<bool> draining_{false};
    std::atomic<int> returned_{0};

    mutable std::mutex mutex_;  ///< guards what follows; held for no call of a port
    std::list<Slot> slots_;
    std::list<Parked> parked_;
    Timestamp latest_{};                 ///< that the clock has shown since it was set back last
    std::set<TenantId> to_be_computed_;  ///< whose timers are to be computed anew
    std::mt19937_64 random_;
};

}  // namespace bespoke::engine
