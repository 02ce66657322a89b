#include "engine/durable_orchestrator.hpp"

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/executor.hpp"
#include "engine/fair_queue.hpp"
#include "telemetry/log.hpp"

namespace bespoke::engine {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLook{5};  // how often somebody who waits for tasks to end looks

int jobs_per_tenant(const DurableOptions& options) {
    return options.jobs_per_tenant > 0 ? options.jobs_per_tenant : std::max(1, options.workers);
}

}  // namespace

/// The queue, what works on it, and the threads. Shared by the orchestrator and its threads: one whose task never comes back
/// outlives stop().
class DurableOrchestrator::Core : public std::enable_shared_from_this<Core> {
public:
    Core(Definition definition, Tasks tasks, Effects given, Ports given_ports, const DurableOptions& given_options)
        : start_at(definition.start_at),
          effects(given),
          ports(given_ports),
          options(given_options),
          queue(jobs_per_tenant(given_options)),
          executor(std::move(definition), std::move(tasks), std::move(given), given_ports, given_options, queue) {}

    void run() {
        for (int i = 0; i < options.workers; ++i) spawn(&Core::work);
        spawn(&Core::watch);
    }
    /// False: a task did not end in time; its thread goes on by itself.
    bool stop() {
        executor.drain();
        stopping = true;
        queue.wake_all();
        std::unique_lock lock(mutex);
        changed.notify_all();
        const auto longest = gone ? milliseconds(0) : options.drain;
        const bool ended = changed.wait_for(lock, longest, [this] { return threads == 0; });
        gone = true;
        return ended;
    }
    void tick() {
        for (int abandoned = executor.watch(); abandoned > 0; --abandoned) replace_worker();
    }

    const std::string start_at;
    const Effects effects;
    const Ports ports;
    const DurableOptions options;
    FairQueue queue;
    Executor executor;

private:
    void spawn(void (Core::*body)()) {
        const std::lock_guard lock(mutex);
        ++threads;
        std::thread([self = shared_from_this(), body] {
            ((*self).*body)();
            const std::lock_guard ended(self->mutex);
            --self->threads;
            self->changed.notify_all();
        }).detach();
    }
    void work() {
        ::pthread_setname_np(::pthread_self(), "worker");  // for whoever looks at the process's threads
        while (!stopping) {
            if (executor.take_returned() && retire()) return;
            if (!executor.work_once() && !stopping) queue.wait(ports.clock.now(), options.poll);
        }
    }
    void watch() {
        std::unique_lock lock(mutex);
        while (!gone && (!stopping || threads > 1)) {  // leases are extended while tasks drain
            lock.unlock();
            tick();
            lock.lock();
            changed.wait_for(lock, stopping ? kLook : options.watch);
        }
    }
    void replace_worker() {
        {
            const std::lock_guard lock(mutex);
            if (threads == 0 || stopping || replaced >= options.replacements) return;
            ++replaced;
        }
        ports.metrics.add("bespoke_workers_replaced_total");
        spawn(&Core::work);
    }
    /// After an abandoned task came back there is a worker too many, if it was replaced.
    bool retire() {
        const std::lock_guard lock(mutex);
        if (replaced == 0) return false;
        --replaced;
        return true;
    }

    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::condition_variable changed;
    int threads = 0, replaced = 0;
    bool gone = false;  ///< stop() has waited long enough
};

Result<std::unique_ptr<DurableOrchestrator>> DurableOrchestrator::create(Definition definition, Tasks tasks, Effects effects,
                                                                         Ports ports, DurableOptions options) {
    if (auto sound = check_tasks(definition, tasks); !sound) return tl::unexpected(sound.error());
    auto core = std::make_shared<Core>(std::move(definition), std::move(tasks), std::move(effects), ports, options);
    return std::unique_ptr<DurableOrchestrator>(new DurableOrchestrator(std::move(core)));
}

DurableOrchestrator::DurableOrchestrator(std::shared_ptr<Core> core) : core_(std::move(core)) {}

DurableOrchestrator::~DurableOrchestrator() { (void)stop(); }

Status DurableOrchestrator::recover(const std::vector<TenantId>& tenants, const std::optional<ports::CrashTrace>& trace,
                                    const std::vector<TenantId>& resting) {
    Status first;
    const auto note = [&](Status done) {
        if (!done && first) first = std::move(done);
    };
    const auto freed = [&](const TenantId& tenant) {
        return core_->ports.journal.void_leases(tenant, trace, core_->ports.clock.now());
    };
    for (const auto& tenant : tenants) note(freed(tenant).and_then([&] { return take_up(tenant); }));
    for (const auto& tenant : resting) note(freed(tenant));
    return first;
}

Status DurableOrchestrator::take_up(const TenantId& tenant) {
    const auto now = core_->ports.clock.now();
    // The clock may have been set back while nobody looked.
    auto computed = core_->ports.journal.recompute_timers(tenant, now, now + core_->options.lease);
    if (!computed) return computed;
    core_->executor.saw(now);
    const auto due = core_->ports.journal.next_due(tenant);
    if (!due) return tl::unexpected(due.error());
    if (*due) core_->queue.note(tenant, **due);
    return {};
}

void DurableOrchestrator::run() { core_->run(); }

Status DurableOrchestrator::stop() {
    if (core_->stop()) return {};
    telemetry::log(telemetry::Level::Error, "stage-busy", "");
    return fail(ErrorCode::Timeout, "stage-busy", "A step of a job did not end in time; it is done again at the next start.");
}

Status DurableOrchestrator::drop(const TenantId& tenant, Deadline deadline) {
    core_->queue.drop(tenant);
    core_->executor.stop_tasks(tenant, {});
    while (core_->executor.at_work(tenant) > 0) {
        if (deadline.passed())
            return fail(ErrorCode::Timeout, "stage-busy", "A step of a job is still at work; try again in a minute.");
        std::this_thread::sleep_for(kLook);
    }
    return {};
}

Status DurableOrchestrator::start(const TenantId& tenant, const ports::NewExecution& execution) {
    const auto now = core_->ports.clock.now();
    auto batch = core_->effects.started ? stamped(core_->effects.started(tenant, execution), now) : ports::Batch{};
    if (auto begun = core_->ports.journal.begin(tenant, execution, core_->start_at, batch, now); !begun) return begun;
    core_->ports.metrics.add("bespoke_executions_started_total");
    core_->executor.saw(now);
    core_->queue.note(tenant, now);
    return {};
}

Result<std::optional<ports::Execution>> DurableOrchestrator::describe(const TenantId& tenant, const JobId& job) {
    return core_->ports.journal.describe(tenant, job);
}

Status DurableOrchestrator::cancel(const TenantId& tenant, const JobId& job) {
    const auto now = core_->ports.clock.now();
    auto batch = core_->effects.cancelled ? stamped(core_->effects.cancelled(tenant, job), now) : ports::Batch{};
    auto cancelled = core_->ports.journal.cancel(tenant, job, batch, now);
    if (cancelled) core_->executor.stop_tasks(tenant, job);
    return cancelled;
}

Status DurableOrchestrator::redrive(const TenantId& tenant, const JobId& job) {
    const auto now = core_->ports.clock.now();
    auto batch = core_->effects.redriven ? stamped(core_->effects.redriven(tenant, job), now) : ports::Batch{};
    auto redriven = core_->ports.journal.redrive(tenant, job, batch, now);
    if (!redriven) return redriven;
    core_->executor.saw(now);
    core_->queue.note(tenant, now);
    return redriven;
}

Status DurableOrchestrator::forget(const TenantId& tenant, const JobId& job) { return core_->ports.journal.forget(tenant, job); }

bool DurableOrchestrator::work_once() { return core_->executor.work_once(); }

void DurableOrchestrator::tick() { core_->tick(); }

}  // namespace bespoke::engine
