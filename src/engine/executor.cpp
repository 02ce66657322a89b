#include "engine/executor.hpp"

#include "engine/at_work.hpp"
#include "telemetry/log.hpp"

namespace bespoke::engine {
namespace {

using ports::Claim;
using ports::Position;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using telemetry::Level;
using SteadyClock = std::chrono::steady_clock;

bool is_storage_full(const Error& error) { return error.reason == "storage-full"; }

}  // namespace

Executor::Executor(Definition definition, Tasks tasks, Effects effects, DurableOrchestrator::Ports ports,
                   const DurableOptions& options, FairQueue& queue)
    : interpreter_(std::move(definition)),
      tasks_(std::move(tasks)),
      effects_(std::move(effects)),
      ports_(ports),
      options_(options),
      queue_(queue),
      random_(options.seed) {}

bool Executor::work_once() {
    {
        const std::lock_guard lock(mutex_);
        // With the disk full, more claims would only pile up outcomes that can't be committed.
        if (draining_ || parked_.size() >= static_cast<std::size_t>(std::max(1, options_.workers))) return false;
    }
    const auto now = ports_.clock.now();
    saw(now);
    const auto turn = queue_.take(now);
    if (!turn) return false;
    auto claim = ports_.journal.claim(turn->tenant, now, now + options_.lease);
    if (claim && *claim) {
        run(*turn, std::move(**claim));
        return true;
    }
    if (claim) {
        auto due = ports_.journal.next_due(turn->tenant);
        // What is due already was taken by another worker this moment.
        if (due && *due) *due = std::max(**due, now + milliseconds(1));
        queue_.settle(*turn, due ? *due : std::optional(now + options_.storage_pause));
    } else if (claim.error().code == ErrorCode::NotFound) {
        queue_.drop(turn->tenant);
    } else {
        ports_.metrics.add("bespoke_journal_errors_total");
        telemetry::log(Level::Error, "journal-claim", "", {{"reason", claim.error().reason}, {"detail", claim.error().detail}});
        queue_.settle(*turn, now + options_.storage_pause);
    }
    queue_.done(*turn);
    return true;
}

std::optional<Failure> Executor::failure_before_work(const Claim& claim) const {
    if (claim.damage) return failure_of(*claim.damage, claim.position.state);
    if (claim.losses >= options_.losses_before_crash) return crash_failure(claim.losses, claim.position.state);
    return std::nullopt;
}

void Executor::run(const FairQueue::Turn& turn, Claim claim) {
    if (claim.losses > 0) ports_.metrics.add("bespoke_leases_lost_total");
    const auto position = claim.position;
    const auto slot = std::make_shared<AtWork>(std::move(claim), position, turn);
    {
        const std::lock_guard lock(mutex_);
        slots_.push_back(slot);
    }
    ports_.metrics.change("bespoke_workers_busy", {}, 1);
    auto next = Next::GoOn;
    if (const auto failure = failure_before_work(slot->claim)) {
        const std::lock_guard lock(slot->committing);
        next = commit(slot, interpreter_.fail(moment(slot), slot->position, *failure), {});
    }
    while (next == Next::GoOn) next = step(slot);
    end_turn(slot);
}

void Executor::end_turn(const Slot& slot) {
    if (ports_.witness != nullptr) ports_.witness->end();
    bool parked = false, abandoned = false;
    {
        const std::lock_guard lock(slot->committing);
        parked = slot->parked;
        abandoned = slot->phase == AtWork::Phase::Abandoned;
    }
    if (!parked) {  // a parked one keeps its slot, so that its lease is extended
        const std::lock_guard lock(mutex_);
        slots_.remove(slot);
    }
    ports_.metrics.change("bespoke_workers_busy", {}, -1);
    if (!abandoned) queue_.done(slot->turn);
}

Moment Executor::moment(const Slot& slot) {
    const auto now = ports_.clock.now();
    const std::lock_guard lock(mutex_);
    latest_ = std::max(latest_, now);
    return {slot->claim.job, now, std::uniform_real_distribution<double>(0, 1)(random_)};
}

ports::Batch Executor::on_cancel(const Slot& slot) const {
    if (!effects_.cancelled) return {};
    return stamped(effects_.cancelled(slot->claim.tenant, slot->claim.job), ports_.clock.now());
}

Executor::Next Executor::step(const Slot& slot) {
    std::unique_lock lock(slot->committing);
    const auto& claim = slot->claim;
    if (ports_.witness != nullptr) ports_.witness->begin({claim.tenant, claim.job, slot->position.state, claim.token});
    auto looked = interpreter_.look(moment(slot), slot->position);
    if (auto* advance = std::get_if<Advance>(&looked)) return commit(slot, std::move(*advance), {});
    const auto& call = std::get<TaskCall>(looked);
    slot->phase = AtWork::Phase::Running;
    slot->began = ports_.elapsed();
    slot->last_beat = slot->began.count();
    slot->timeout = call.timeout;
    slot->heartbeat = call.heartbeat;
    lock.unlock();
    return run_task_of(slot, call);
}

Executor::Next Executor::run_task_of(const Slot& slot, const TaskCall& call) {
    const auto alive = [this, slot] {
        slot->last_beat = ports_.elapsed().count();
        return !slot->stop;
    };
    const TaskContext context{slot->claim.tenant, slot->claim.job, Deadline::after(call.timeout), alive, slot->claim.trace};
    const auto begin = SteadyClock::now();
    auto output = run_task(tasks_.find(call.resource)->second, context, call.input);
    const auto took = duration_cast<microseconds>(SteadyClock::now() - begin);

    const std::lock_guard lock(slot->committing);
    if (slot->phase == AtWork::Phase::Abandoned) {
        commit_late(slot, std::move(output));
        return Next::Stop;
    }
    slot->phase = AtWork::Phase::Between;
    auto when = moment(slot);
    when.took = took;
    ports::Batch effects;
    auto advance = conclude(when, slot, std::move(output), effects);
    return commit(slot, std::move(advance), std::move(effects));
}

Advance Executor::conclude(const Moment& when, const Slot& slot, Result<TaskOutput> output, ports::Batch& effects) const {
    const auto& at = slot->position;
    if (output) {
        auto advance = interpreter_.succeed(when, at, std::move(output->data));
        if (advance.result_taken) effects = std::move(output->effects);
        return advance;
    }
    const auto failure = failure_of(output.error(), at.state);
    telemetry::log(
        Level::Warning, "stage-failed", slot->claim.trace,
        {{"job", slot->claim.job.str()}, {"stage", at.state}, {"error", failure.name}, {"reason", output.error().reason}});
    if (!is_storage_full(output.error())) return interpreter_.fail(when, at, failure);
    ports_.metrics.add("bespoke_storage_waits_total");
    return Interpreter::postpone(when, at, when.now + options_.storage_pause, failure);
}

/// Of a task whose lease the watcher has given back: the journal refuses it as stale and leaves that in the audit chain.
void Executor::commit_late(const Slot& slot, Result<TaskOutput> output) {
    ++returned_;
    ports_.metrics.change("bespoke_workers_abandoned", {}, -1);
    if (slot->parked || draining_) return;
    ports::Batch effects;
    auto advance = conclude(moment(slot), slot, std::move(output), effects);
    (void)commit(slot, std::move(advance), std::move(effects));
}

Executor::Next Executor::commit(const Slot& slot, Advance advance, ports::Batch of_task) {
    const auto when = moment(slot);
    advance = run_on(interpreter_, when, std::move(advance));
    ports::Step step;
    step.batch = effects_of(effects_, slot->claim.tenant, slot->claim.job, advance, std::move(of_task), when.now);
    step.next = std::move(advance.next);
    step.history = std::move(advance.history);
    const auto* position = std::get_if<Position>(&step.next);
    const bool keep =
        position != nullptr && !position->wake && !draining_ && !slot->stop && slot->phase == AtWork::Phase::Between;
    if (keep) step.lease_until = when.now + options_.lease;
    return commit_step(slot, std::move(step));
}

Executor::Next Executor::commit_step(const Slot& slot, ports::Step step) {
    const auto done = ports_.journal.commit(slot->claim, step, on_cancel(slot), ports_.clock.now());
    if (!done) return refused(slot, step, done.error());
    committed(slot, step);
    if (!step.lease_until) return Next::Stop;
    slot->lease_until = to_millis(*step.lease_until);
    slot->position = std::get<Position>(step.next);
    return Next::GoOn;
}

void Executor::committed(const Slot& slot, const ports::Step& step) {
    measure(slot, step);
    const auto* position = std::get_if<Position>(&step.next);
    if (position == nullptr || step.lease_until) return;
    queue_.note(slot->claim.tenant, position->wake.value_or(ports_.clock.now()));
}

Executor::Next Executor::refused(const Slot& slot, const ports::Step& step, const Error& error) {
    if (error.reason == "cancelled") {
        ports_.metrics.add("bespoke_executions_ended_total", {{"status", "cancelled"}});
        return Next::Stop;
    }
    if (error.code == ErrorCode::NotFound) return Next::Stop;  // the tenant or its data were erased
    if (error.reason == "stale-lease") {
        ports_.metrics.add("bespoke_stale_commits_total");
        telemetry::log(Level::Warning, "stale-lease", slot->claim.trace, {{"job", slot->claim.job.str()}});
        return Next::Stop;
    }
    ports_.metrics.add("bespoke_journal_errors_total");
    telemetry::log(Level::Error, "journal-commit", slot->claim.trace,
                   {{"job", slot->claim.job.str()}, {"reason", error.reason}, {"detail", error.detail}});
    if (error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout) {
        ports_.metrics.add("bespoke_storage_waits_total");
        slot->parked = true;
        const std::lock_guard lock(mutex_);
        parked_.push_back({slot, step});
        return Next::Stop;
    }
    // The journal works but won't have this step, e.g. a condition of its effects failed: the state failed then, without them. If
    // that can't be committed either, the lease runs out and the crash budget decides.
    const auto failed = interpreter_.fail(moment(slot), slot->position, failure_of(error, slot->position.state));
    ports::Step instead{failed.next, failed.history, {}, std::nullopt};
    if (ports_.journal.commit(slot->claim, instead, on_cancel(slot), ports_.clock.now())) committed(slot, instead);
    return Next::Stop;
}

void Executor::stop_tasks(const TenantId& tenant, const JobId& job) {
    for (const auto& slot : slots()) {
        if (slot->claim.tenant == tenant && (job.empty() || slot->claim.job == job)) slot->stop = true;
    }
}

std::size_t Executor::at_work(const TenantId& tenant) const {
    const auto all = slots();
    return static_cast<std::size_t>(
        std::ranges::count_if(all, [&](const auto& slot) { return tenant.empty() || slot->claim.tenant == tenant; }));
}

std::vector<Executor::Slot> Executor::slots() const {
    const std::lock_guard lock(mutex_);
    return {slots_.begin(), slots_.end()};
}

void Executor::measure(const Slot& slot, const ports::Step& step) {
    using Kind = ports::Transition::Kind;
    for (const auto& line : step.history) {
        const auto seconds = std::chrono::duration<double>(line.took).count();
        if (line.kind == Kind::Retried) ports_.metrics.add("bespoke_stage_retries_total", {{"stage", line.state}});
        if (line.took.count() == 0) continue;  // no task ran
        const bool worked = line.kind == Kind::Succeeded;
        ports_.metrics.observe("bespoke_stage_seconds", {{"stage", line.state}, {"outcome", worked ? "ok" : "failed"}}, seconds);
    }
    const auto* ending = std::get_if<ports::Ending>(&step.next);
    if (ending == nullptr) return;
    const bool worked = ending->status == ports::ExecutionStatus::Succeeded;
    ports_.metrics.add("bespoke_executions_ended_total", {{"status", worked ? "succeeded" : "failed"}});
    telemetry::log(Level::Info, "execution-ended", slot->claim.trace,
                   {{"job", slot->claim.job.str()}, {"status", worked ? "succeeded" : "failed"}, {"error", ending->error_name}});
}

}  // namespace bespoke::engine
