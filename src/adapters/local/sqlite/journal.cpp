#include "adapters/local/sqlite/journal.hpp"

#include "adapters/local/sqlite/execution_values.hpp"
#include "adapters/local/sqlite/journal_steps.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using ports::Batch;
using ports::Claim;
using ports::Execution;
using ports::ExecutionStatus;
using ports::Step;
using Kind = ports::Transition::Kind;

tl::unexpected<Error> conflict(const char* reason, const char* text, const JobId& job) {
    return fail(ErrorCode::Conflict, reason, text, {}, job.str());
}
tl::unexpected<Error> stale(const JobId& job) { return conflict("stale-lease", "Another worker has taken this job over.", job); }
tl::unexpected<Error> no_job(const JobId& job) {
    return fail(ErrorCode::NotFound, "no-job", "There is no such job; look at the list of jobs.", {}, job.str());
}

/// An execution with its history as read in one snapshot.
struct ClosedExecution {
    ExecutionRow row;
    SealedColumns columns;
    std::vector<std::pair<ports::Transition, Bytes>> history;
};

Result<Execution> open_execution(Sealer& sealer, ClosedExecution&& closed) {
    const auto& row = closed.row;
    ExecutionValues values(sealer, row.job);
    Execution execution{row.job, row.status, row.state, {}, {}, row.error_name, row.failed_state, row.trace, row.leased, {}, {}};
    if (!row.leased && row.wake) execution.wake_at = row.due;
    if (auto opened = values.open_ending(row, closed.columns, execution); !opened) return tl::unexpected(opened.error());
    for (auto& [transition, sealed] : closed.history) {
        auto text = values.open_text(sealed);
        if (!text) return tl::unexpected(text.error());
        transition.public_text = std::move(*text);
        execution.history.push_back(std::move(transition));
    }
    return execution;
}

}  // namespace

Status Journal::begin(const TenantId& tenant, const ports::NewExecution& execution, const std::string& start_state,
                      const Batch& batch, Timestamp now) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    Sealer sealer(keys_, tenant);
    ExecutionValues values(sealer, execution.job);
    const auto sealed_batch = seal_batch(sealer, batch, now);
    if (!sealed_batch) return tl::unexpected(sealed_batch.error());
    const auto input = values.seal_input(execution.input);
    if (!input) return tl::unexpected(input.error());
    Bytes known;  // input of the same job, if there is one
    auto written = (*database)->write([&](Connection& connection) -> Status {
        known.clear();
        if (const auto row = find_execution(connection, execution.job)) {
            known = sealed_columns(connection, row->number).input;
            return {};
        }
        insert_execution(connection, execution, start_state, *input, now);
        return apply(connection, *sealed_batch);
    });
    if (!written || known.empty()) return written;
    const auto known_input = values.open_input(known);
    if (!known_input) return tl::unexpected(known_input.error());
    if (*known_input == execution.input) return {};
    return conflict("job-exists", "A job with this id was started with other input; use a new id.", execution.job);
}

Result<std::optional<Claim>> Journal::claim(const TenantId& tenant, Timestamp now, Timestamp lease_until) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    // Workers ask all tenants again and again; those with nothing to do answer from a snapshot.
    const auto any =
        (*database)->read([&](Connection& connection) -> Result<bool> { return first_due(connection, now).has_value(); });
    if (!any) return tl::unexpected(any.error());
    if (!*any) return std::nullopt;
    Sealer sealer(keys_, tenant);
    std::optional<ClosedClaim> closed;
    const auto written =
        (*database)->write([&](Connection& connection) { return claim_first(connection, sealer, now, lease_until, closed); });
    if (!written) return tl::unexpected(written.error());
    if (!closed) return std::nullopt;
    const auto& row = closed->row;
    auto position = ExecutionValues(sealer, row.job).open_position(row, closed->columns);
    std::optional<Error> damage;
    if (!position && position.error().code != ErrorCode::Corrupt) return tl::unexpected(position.error());
    if (!position) {
        damage = Error{ErrorCode::Corrupt,
                       "integrity",
                       "What was stored of this job is damaged; start it again.",
                       position.error().detail,
                       {}};
        position = ports::Position{row.state, nlohmann::json::object(), {}, {}};
    }
    return Claim{tenant, row.job, row.token, std::move(*position), row.trace, row.losses, lease_until, std::move(damage)};
}

Result<Journal::Heartbeat> Journal::extend(const Claim& claim, Timestamp lease_until) {
    const auto database = databases_.open(claim.tenant);
    if (!database) return tl::unexpected(database.error());
    Heartbeat result{};
    const auto written = (*database)->write([&](Connection& connection) -> Status {
        auto row = find_held(connection, claim);
        if (!row) return stale(claim.job);
        row->due = lease_until;
        save(connection, *row);
        result = row->cancel_requested ? Heartbeat::CancelRequested : Heartbeat::Extended;
        return {};
    });
    if (!written) return tl::unexpected(written.error());
    return result;
}

Status Journal::commit(const Claim& claim, const Step& step, const Batch& on_cancel, Timestamp now) {
    const auto database = databases_.open(claim.tenant);
    if (!database) return tl::unexpected(database.error());
    Sealer sealer(keys_, claim.tenant);
    const auto sealed = seal_step(sealer, claim.job, step, on_cancel, now);
    if (!sealed) return tl::unexpected(sealed.error());
    Status answer;  // a refusal that is committed: with an audit entry, or the end as cancelled
    const auto written = (*database)->write([&](Connection& connection) -> Status {
        answer = {};
        auto row = find_held(connection, claim);
        if (!row) {
            write_stale_entry(connection, claim, now);
            answer = stale(claim.job);
            return {};
        }
        if (!row->cancel_requested) return take_step(connection, *row, step, *sealed, now);
        answer = conflict("cancelled", "The job was cancelled.", claim.job);
        return end_cancelled(connection, *row, sealed->on_cancel, now);
    });
    return written ? answer : written;
}

Status Journal::cancel(const TenantId& tenant, const JobId& job, const Batch& on_cancel, Timestamp now) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    Sealer sealer(keys_, tenant);
    const auto batch = seal_batch(sealer, on_cancel, now);
    if (!batch) return tl::unexpected(batch.error());
    const auto kept = ExecutionValues(sealer, job).seal_cancel(on_cancel);
    if (!kept) return tl::unexpected(kept.error());
    return (*database)->write([&](Connection& connection) -> Status {
        auto row = find_execution(connection, job);
        if (!row) return no_job(job);
        if (row->status != ExecutionStatus::Running) return conflict("job-ended", "The job has ended already.", job);
        if (!row->leased || *row->due <= now) return end_cancelled(connection, *row, *batch, now);
        connection.run("UPDATE execution SET cancel = ? WHERE number = ?", *kept, row->number);
        return {};
    });
}

Status Journal::redrive(const TenantId& tenant, const JobId& job, const Batch& batch, Timestamp now) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    Sealer sealer(keys_, tenant);
    ExecutionValues values(sealer, job);
    const auto sealed_batch = seal_batch(sealer, batch, now);
    if (!sealed_batch) return tl::unexpected(sealed_batch.error());
    return (*database)->write([&](Connection& connection) -> Status {
        auto row = find_execution(connection, job);
        if (!row) return no_job(job);
        if (row->status != ExecutionStatus::Failed || !row->can_go_on)
            return conflict("job-not-failed", "Only a job that failed can be run again.", job);
        const auto position = values.open_again(sealed_columns(connection, row->number).again);
        if (!position) return tl::unexpected(position.error());
        const auto sealed_position = values.seal_position(*position);
        if (!sealed_position) return tl::unexpected(sealed_position.error());
        if (auto applied = apply(connection, *sealed_batch); !applied) return applied;
        row->status = ExecutionStatus::Running;
        row->state = position->state;
        row->wake = position->wake;
        row->due = now;
        row->error_name.clear();
        row->failed_state.clear();
        note(connection, *row, Kind::Redriven, "", now);
        note(connection, *row, Kind::Entered, row->state, now);
        save(connection, *row);
        connection.run("UPDATE execution SET position = ?, ending = NULL, again = NULL WHERE number = ?", *sealed_position,
                       row->number);
        return {};
    });
}

Status Journal::forget(const TenantId& tenant, const JobId& job) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    return (*database)->write([&](Connection& connection) -> Status {
        const auto row = find_execution(connection, job);
        if (!row) return {};
        if (row->status == ExecutionStatus::Running)
            return conflict("job-running", "The job is still running; cancel it first.", job);
        connection.run("DELETE FROM execution WHERE number = ?", row->number);  // and its history, which refers to it
        return {};
    });
}

Result<std::optional<Execution>> Journal::describe(const TenantId& tenant, const JobId& job) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    auto closed = (*database)->read([&](Connection& connection) -> Result<std::optional<ClosedExecution>> {
        auto row = find_execution(connection, job);
        if (!row) return std::nullopt;
        const auto number = row->number;
        return ClosedExecution{std::move(*row), sealed_columns(connection, number), read_history(connection, number)};
    });
    if (!closed) return tl::unexpected(closed.error());
    if (!*closed) return std::nullopt;
    Sealer sealer(keys_, tenant);
    auto execution = open_execution(sealer, std::move(**closed));
    if (!execution) return tl::unexpected(execution.error());
    return std::move(*execution);
}

Result<std::optional<Timestamp>> Journal::next_due(const TenantId& tenant) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    return (*database)->read([](Connection& connection) -> Result<std::optional<Timestamp>> {
        auto rows = connection.query("SELECT min(due_at) FROM execution WHERE due_at IS NOT NULL");
        return rows.next() ? rows.maybe_time(0) : std::nullopt;
    });
}

Status Journal::void_leases(const TenantId& tenant, const std::optional<ports::CrashTrace>& trace, Timestamp now) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    return (*database)->write([&](Connection& connection) -> Status {
        std::vector<JobId> leased;
        for (auto rows = connection.query("SELECT job FROM execution WHERE due_at IS NOT NULL AND leased = 1"); rows.next();)
            leased.emplace_back(rows.text(0));
        for (const auto& job : leased) {
            auto row = *find_execution(connection, job);
            lose_lease(connection, row, ports::loss_of(trace, {tenant, job, {}, row.token}), now);
            row.due = now;
            save(connection, row);
        }
        return {};
    });
}

Status Journal::recompute_timers(const TenantId& tenant, Timestamp now, Timestamp lease_until) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    return (*database)->write([&](Connection& connection) -> Status {
        connection.run(
            "UPDATE execution SET due_at = min(due_at, CASE WHEN leased = 1 THEN ?2 WHEN wake_at IS NULL THEN ?1 ELSE ?1 + "
            "max(0, "
            "wake_at - (SELECT at FROM transition WHERE execution = number ORDER BY sequence DESC LIMIT 1)) END) WHERE due_at > "
            "?1",
            now, lease_until);
        return {};
    });
}

}  // namespace bespoke::adapters::local::sqlite
