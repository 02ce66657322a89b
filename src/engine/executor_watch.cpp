// What the watcher does for the tasks at work.

#include "engine/at_work.hpp"
#include "engine/executor.hpp"
#include "telemetry/log.hpp"

namespace bespoke::engine {
namespace {

using telemetry::Level;
// What a clock is corrected by all the time; that much longer a wait may be.
constexpr std::chrono::milliseconds kSteady{1'000};

/// The name of the time-out that has passed, with its grace; null if none has.
const char* overrun(std::chrono::milliseconds ran, std::chrono::milliseconds timeout, std::chrono::milliseconds silent,
                    const std::optional<std::chrono::milliseconds>& heartbeat, std::chrono::milliseconds grace) {
    if (ran > timeout + grace) return "States.Timeout";
    if (heartbeat && silent > *heartbeat + grace) return "States.HeartbeatTimeout";
    return nullptr;
}

}  // namespace

int Executor::watch() {
    commit_parked();
    const auto now = ports_.clock.now();
    heed_set_back(now);
    int abandoned = 0;
    for (const auto& slot : slots()) {
        if (abandon_if_overrun(slot)) {
            ++abandoned;
        } else {
            extend(slot, now);
        }
    }
    ports_.metrics.set("bespoke_tenants_waiting", {}, static_cast<double>(queue_.waiting(now)));
    return abandoned;
}

bool Executor::take_returned() {
    int returned = returned_;
    while (returned > 0 && !returned_.compare_exchange_weak(returned, returned - 1)) {
    }
    return returned > 0;
}

void Executor::commit_parked() {
    std::list<Parked> waiting;
    {
        const std::lock_guard lock(mutex_);
        waiting.swap(parked_);
    }
    for (auto& outcome : waiting) {
        const auto& slot = outcome.slot;
        const std::lock_guard committing(slot->committing);
        slot->parked = false;
        outcome.step.lease_until.reset();  // its worker has gone on to other work
        (void)commit_step(slot, std::move(outcome.step));
        if (slot->parked) continue;  // still no room
        const std::lock_guard lock(mutex_);
        slots_.remove(slot);
    }
}

void Executor::saw(Timestamp now) {
    const std::lock_guard lock(mutex_);
    latest_ = std::max(latest_, now);
}

void Executor::heed_set_back(Timestamp now) {
    std::set<TenantId> waiting;
    {
        const std::lock_guard lock(mutex_);
        if (now + kSteady < latest_) {
            for (auto& tenant : queue_.tenants()) to_be_computed_.insert(std::move(tenant));
            latest_ = now;
        }
        latest_ = std::max(latest_, now);
        waiting.swap(to_be_computed_);
    }
    for (const auto& tenant : waiting) {
        const auto computed = ports_.journal.recompute_timers(tenant, now, now + options_.lease);
        if (computed) {
            queue_.note(tenant, now);
        } else if (computed.error().code != ErrorCode::NotFound) {  // else the tenant was erased
            const std::lock_guard lock(mutex_);
            to_be_computed_.insert(tenant);
        }
    }
}

void Executor::extend(const Slot& slot, Timestamp now) {
    {
        const std::unique_lock lock(slot->committing, std::try_to_lock);
        if (!lock || slot->phase == AtWork::Phase::Abandoned) return;  // a commit extends by itself
    }
    const auto extended = now + options_.lease;
    const auto gained = extended - from_millis(slot->lease_until);  // negative: the clock was set back
    if (gained >= gained.zero() && gained < options_.heartbeat) return;
    const auto answer = ports_.journal.extend(slot->claim, extended);
    if (answer) {
        slot->lease_until = to_millis(extended);
        if (*answer == ports::Journal::Heartbeat::CancelRequested) slot->stop = true;
    } else if (answer.error().code == ErrorCode::Conflict || answer.error().code == ErrorCode::NotFound) {
        slot->stop = true;
    }
}

bool Executor::abandon_if_overrun(const Slot& slot) {
    const std::unique_lock lock(slot->committing, std::try_to_lock);
    if (!lock || slot->phase != AtWork::Phase::Running) return false;
    const auto elapsed = ports_.elapsed(), ran = elapsed - slot->began;
    const auto* const name = overrun(ran, slot->timeout, elapsed - std::chrono::milliseconds(slot->last_beat), slot->heartbeat,
                                     options_.overrun_grace);
    if (name == nullptr) return false;
    slot->phase = AtWork::Phase::Abandoned;
    slot->stop = true;
    ports_.metrics.change("bespoke_workers_abandoned", {}, 1);
    telemetry::log(Level::Error, "stage-overran", slot->claim.trace,
                   {{"job", slot->claim.job.str()}, {"stage", slot->position.state}});
    auto when = moment(slot);
    when.took = ran;
    (void)commit(slot, interpreter_.fail(when, slot->position, overrun_failure(name, slot->position.state)), {});
    queue_.done(slot->turn);  // or the tenant would wait for a task that may never come back
    return true;
}

}  // namespace bespoke::engine
