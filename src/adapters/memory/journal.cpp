#include "adapters/memory/journal.hpp"

#include <algorithm>

namespace bespoke::adapters::memory {
namespace {

using ports::Batch;
using ports::Claim;
using ports::Ending;
using ports::Execution;
using ports::ExecutionStatus;
using ports::Position;
using ports::Step;
using ports::Transition;
using std::chrono::milliseconds;
using Kind = Transition::Kind;

tl::unexpected<Error> conflict(const char* reason, const char* text, const JobId& job) {
    return fail(ErrorCode::Conflict, reason, text, job.str());
}

Batch stale_lease_entry(const Claim& claim, Timestamp now) {
    Batch batch;
    batch.audit.push_back({0, now, "system", "commitStage", claim.job.str(), "stale-lease", claim.trace, {}});
    return batch;
}

Position start_position(const std::string& state, const nlohmann::json& data) {
    return {state, data, nlohmann::json::object(), std::nullopt};
}

}  // namespace

Status Journal::apply(const TenantId& tenant, const Batch& batch) {
    const bool empty = batch.writes.empty() && batch.events.empty() && batch.audit.empty();
    return empty || store_ == nullptr ? Status{} : store_->commit(tenant, batch);
}

void Journal::note(Row& row, Transition transition) {
    transition.sequence = row.history.size() + 1;
    row.history.push_back(std::move(transition));
}

void Journal::note(Row& row, Kind kind, const std::string& state, Timestamp now) {
    Transition transition;
    transition.at = now;
    transition.kind = kind;
    transition.state = state;
    note(row, std::move(transition));
}

void Journal::queue(Tenant& tenant, Row& row, Timestamp due) {
    tenant.queue.erase({row.due, row.order, row.job});
    row.due = due;
    tenant.queue.insert({row.due, row.order, row.job});
}

void Journal::lose_lease(Row& row, const ports::Loss& loss, Timestamp now) {
    row.leased = false;
    row.losses += loss.counts;
    note(row, Kind::Lost, row.position.state, now);
    row.history.back().crash = loss.crash;
}

void Journal::finish(Tenant& tenant, Row& row, Ending ending) {
    tenant.queue.erase({row.due, row.order, row.job});
    row.leased = false;
    row.losses = 0;
    row.cancel.reset();
    row.ending = std::move(ending);
}

Status Journal::end_cancelled(const TenantId& tenant_id, Tenant& tenant, Row& row, const Batch& batch, Timestamp now) {
    if (auto applied = apply(tenant_id, batch); !applied) return applied;
    note(row, Kind::Cancelled, "", now);
    finish(tenant, row, {ExecutionStatus::Cancelled, row.position.state, row.position.data, {}, {}, {}, {}});
    return {};
}

Result<Journal::Row*> Journal::find(const TenantId& tenant, const JobId& job) {
    const auto rows = tenants_.find(tenant);
    if (rows != tenants_.end()) {
        if (const auto row = rows->second.rows.find(job); row != rows->second.rows.end()) return &row->second;
    }
    return fail(ErrorCode::NotFound, "no-job", "There is no such job; look at the list of jobs.", job.str());
}

Journal::Row* Journal::held(const Claim& claim) {
    const auto row = find(claim.tenant, claim.job);
    const bool holds = row && !(*row)->ending && (*row)->leased && (*row)->token == claim.token;
    return holds ? *row : nullptr;
}

Status Journal::begin(const TenantId& tenant_id, const ports::NewExecution& execution, const std::string& start_state,
                      const Batch& batch, Timestamp now) {
    const std::lock_guard lock(mutex_);
    auto& tenant = tenants_[tenant_id];
    if (const auto found = tenant.rows.find(execution.job); found != tenant.rows.end()) {
        if (found->second.input == execution.input) return {};
        return conflict("job-exists", "A job with this id was started with other input; use a new id.", execution.job);
    }
    if (auto applied = apply(tenant_id, batch); !applied) return applied;
    auto& row = tenant.rows[execution.job];
    row.job = execution.job;
    row.input = execution.input;
    row.trace = execution.trace;
    row.order = ++tenant.begun;
    row.position = start_position(start_state, execution.input);
    note(row, Kind::Started, "", now);
    note(row, Kind::Entered, start_state, now);
    queue(tenant, row, now);
    return {};
}

Result<std::optional<Claim>> Journal::claim(const TenantId& tenant_id, Timestamp now, Timestamp lease_until) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(tenant_id);
    if (found == tenants_.end()) return std::nullopt;
    auto& tenant = found->second;
    while (!tenant.queue.empty() && std::get<Timestamp>(*tenant.queue.begin()) <= now) {
        auto& row = tenant.rows.at(std::get<JobId>(*tenant.queue.begin()));
        if (row.leased) lose_lease(row, {}, now);
        if (row.cancel) {
            if (auto ended = end_cancelled(tenant_id, tenant, row, *row.cancel, now); !ended)
                return tl::unexpected(ended.error());
            continue;
        }
        row.leased = true;
        ++row.token;
        queue(tenant, row, lease_until);
        return Claim{tenant_id, row.job, row.token, row.position, row.trace, row.losses, lease_until};
    }
    return std::nullopt;
}

Result<Journal::Heartbeat> Journal::extend(const Claim& claim, Timestamp lease_until) {
    const std::lock_guard lock(mutex_);
    auto* row = held(claim);
    if (row == nullptr) return conflict("stale-lease", "Another worker has taken this job over.", claim.job);
    queue(tenants_.at(claim.tenant), *row, lease_until);
    return row->cancel ? Heartbeat::CancelRequested : Heartbeat::Extended;
}

Status Journal::commit(const Claim& claim, const Step& step, const Batch& on_cancel, Timestamp now) {
    const std::lock_guard lock(mutex_);
    auto* row = held(claim);
    if (row == nullptr) {
        if (auto applied = apply(claim.tenant, stale_lease_entry(claim, now)); !applied) return applied;
        return conflict("stale-lease", "Another worker has taken this job over.", claim.job);
    }
    auto& tenant = tenants_.at(claim.tenant);
    if (row->cancel) {
        if (auto ended = end_cancelled(claim.tenant, tenant, *row, on_cancel, now); !ended) return ended;
        return conflict("cancelled", "The job was cancelled.", claim.job);
    }
    if (auto applied = apply(claim.tenant, step.batch); !applied) return applied;
    for (const auto& transition : step.history) note(*row, transition);
    row->losses = 0;
    if (const auto* ending = std::get_if<Ending>(&step.next)) {
        finish(tenant, *row, *ending);
        return {};
    }
    row->position = std::get<Position>(step.next);
    row->leased = step.lease_until.has_value();
    queue(tenant, *row, step.lease_until.value_or(row->position.wake.value_or(now)));
    return {};
}

Status Journal::cancel(const TenantId& tenant, const JobId& job, const Batch& on_cancel, Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto row = find(tenant, job);
    if (!row) return tl::unexpected(row.error());
    if ((*row)->ending) return conflict("job-ended", "The job has ended already.", job);
    if (!(*row)->leased || (*row)->due <= now) return end_cancelled(tenant, tenants_.at(tenant), **row, on_cancel, now);
    (*row)->cancel = on_cancel;
    return {};
}

Status Journal::redrive(const TenantId& tenant, const JobId& job, const Batch& batch, Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto found = find(tenant, job);
    if (!found) return tl::unexpected(found.error());
    auto& row = **found;
    if (!row.ending || row.ending->status != ExecutionStatus::Failed || !row.ending->again) {
        return conflict("job-not-failed", "Only a job that failed can be run again.", job);
    }
    if (auto applied = apply(tenant, batch); !applied) return applied;
    row.position = *row.ending->again;
    row.ending.reset();
    note(row, Kind::Redriven, "", now);
    note(row, Kind::Entered, row.position.state, now);
    queue(tenants_.at(tenant), row, now);
    return {};
}

Status Journal::forget(const TenantId& tenant, const JobId& job) {
    const std::lock_guard lock(mutex_);
    const auto row = find(tenant, job);
    if (!row) return {};
    if (!(*row)->ending) return conflict("job-running", "The job is still running; cancel it first.", job);
    tenants_.at(tenant).rows.erase(job);
    return {};
}

Result<std::optional<Execution>> Journal::describe(const TenantId& tenant, const JobId& job) {
    const std::lock_guard lock(mutex_);
    const auto found = find(tenant, job);
    if (!found) return std::nullopt;
    const auto& row = **found;
    Execution execution;
    execution.job = job;
    execution.trace = row.trace;
    execution.history = row.history;
    if (row.ending) {
        execution.status = row.ending->status;
        execution.state = row.ending->state;
        execution.output = row.ending->output;
        execution.error = row.ending->error;
        execution.error_name = row.ending->error_name;
        execution.failed_state = row.ending->failed_state;
        return execution;
    }
    execution.state = row.position.state;
    execution.output = row.position.data;
    execution.leased = row.leased;
    if (!row.leased && row.position.wake) execution.wake_at = row.due;
    return execution;
}

Result<std::optional<Timestamp>> Journal::next_due(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(tenant);
    if (found == tenants_.end() || found->second.queue.empty()) return std::nullopt;
    return std::get<Timestamp>(*found->second.queue.begin());
}

Status Journal::void_leases(const TenantId& tenant_id, const std::optional<ports::CrashTrace>& trace, Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(tenant_id);
    if (found == tenants_.end()) return {};
    for (auto& [job, row] : found->second.rows) {
        if (!row.leased || row.ending) continue;
        lose_lease(row, ports::loss_of(trace, {tenant_id, job, {}, row.token}), now);
        queue(found->second, row, now);
    }
    return {};
}

Status Journal::recompute_timers(const TenantId& tenant_id, Timestamp now, Timestamp lease_until) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(tenant_id);
    if (found == tenants_.end()) return {};
    for (auto& [job, row] : found->second.rows) {
        if (row.ending || row.due <= now) continue;
        auto latest = row.leased ? lease_until : now;
        if (!row.leased && row.position.wake)
            latest = now + std::max(*row.position.wake - row.history.back().at, milliseconds(0));
        queue(found->second, row, std::min(row.due, latest));
    }
    return {};
}

}  // namespace bespoke::adapters::memory
