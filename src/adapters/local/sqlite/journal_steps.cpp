#include "adapters/local/sqlite/journal_steps.hpp"

#include "adapters/local/sqlite/execution_values.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using ports::Batch;
using ports::Claim;
using ports::Ending;
using ports::ExecutionStatus;
using ports::Position;
using ports::Step;
using Kind = ports::Transition::Kind;

/// Takes a row to its end: what only a running one needs is forgotten.
void finish(Connection& connection, ExecutionRow& row, ExecutionStatus status) {
    row.status = status;
    row.due = row.wake = std::nullopt;
    row.leased = false;
    row.losses = 0;
    save(connection, row);
    connection.run("UPDATE execution SET cancel = NULL WHERE number = ?", row.number);
}

void go_on(Connection& connection, ExecutionRow& row, const Step& step, const Bytes& sealed_position, Timestamp now) {
    const auto& position = std::get<Position>(step.next);
    row.state = position.state;
    row.wake = position.wake;
    row.leased = step.lease_until.has_value();
    row.due = step.lease_until.value_or(position.wake.value_or(now));
    row.losses = 0;
    save(connection, row);
    connection.run("UPDATE execution SET position = ? WHERE number = ?", sealed_position, row.number);
}

void end(Connection& connection, ExecutionRow& row, const Ending& ending, const SealedStep& sealed) {
    row.state = ending.state;
    row.error_name = ending.error_name;
    row.failed_state = ending.failed_state;
    finish(connection, row, ending.status);
    connection.run("UPDATE execution SET ending = ?, again = ? WHERE number = ?", sealed.ending,
                   sealed.again.empty() ? std::nullopt : std::optional(sealed.again), row.number);
}

/// Ends a cancelled execution whose worker vanished, with the batch that cancel() left.
Status end_with_kept_batch(Connection& connection, Sealer& sealer, ExecutionRow& row, Timestamp now) {
    const auto batch = ExecutionValues(sealer, row.job).open_cancel(sealed_columns(connection, row.number).cancel);
    if (!batch) return tl::unexpected(batch.error());
    const auto sealed = seal_batch(sealer, *batch, now);
    if (!sealed) return tl::unexpected(sealed.error());
    return end_cancelled(connection, row, *sealed, now);
}

}  // namespace

std::optional<ExecutionRow> find_held(Connection& connection, const Claim& claim) {
    auto row = find_execution(connection, claim.job);
    const bool held = row && row->status == ExecutionStatus::Running && row->leased && row->token == claim.token;
    return held ? row : std::nullopt;
}

void lose_lease(Connection& connection, ExecutionRow& row, const ports::Loss& loss, Timestamp now) {
    row.leased = false;
    row.losses += loss.counts;
    note(connection, row, Kind::Lost, row.state, now, loss.crash);
}

Status end_cancelled(Connection& connection, ExecutionRow& row, const SealedBatch& batch, Timestamp now) {
    if (auto applied = apply(connection, batch); !applied) return applied;
    note(connection, row, Kind::Cancelled, "", now);
    finish(connection, row, ExecutionStatus::Cancelled);
    return {};
}

void write_stale_entry(Connection& connection, const Claim& claim, Timestamp now) {
    Batch batch;
    batch.audit.push_back({0, now, "system", "commitStage", claim.job.str(), "stale-lease", claim.trace, {}});
    // Only audit entries: cannot fail but by exception.
    [[maybe_unused]] const auto applied = apply(connection, {&batch, now, {}, {}});
}

Result<SealedStep> seal_step(Sealer& sealer, const JobId& job, const Step& step, const Batch& on_cancel, Timestamp now) {
    ExecutionValues values(sealer, job);
    SealedStep result;
    Error error;
    const auto keep = [&error](auto sealed, auto& target) {
        if (!sealed) return error = std::move(sealed.error()), false;
        target = std::move(*sealed);
        return true;
    };
    bool done = keep(seal_batch(sealer, step.batch, now), result.batch) &&
                keep(seal_batch(sealer, on_cancel, now), result.on_cancel) &&
                keep(seal_history(sealer, job, step.history), result.history);
    if (const auto* position = std::get_if<Position>(&step.next)) {
        done = done && keep(values.seal_position(*position), result.position);
    } else {
        const auto& ending = std::get<Ending>(step.next);
        done = done && keep(values.seal_ending(ending), result.ending);
        if (ending.again) done = done && keep(values.seal_again(*ending.again), result.again);
    }
    if (!done) return tl::unexpected(std::move(error));
    return result;
}

Status take_step(Connection& connection, ExecutionRow& row, const Step& step, const SealedStep& sealed, Timestamp now) {
    if (auto applied = apply(connection, sealed.batch); !applied) return applied;
    note(connection, row, sealed.history);
    if (const auto* ending = std::get_if<Ending>(&step.next)) {
        end(connection, row, *ending, sealed);
    } else {
        go_on(connection, row, step, sealed.position, now);
    }
    return {};
}

Status claim_first(Connection& connection, Sealer& sealer, Timestamp now, Timestamp lease_until,
                   std::optional<ClosedClaim>& result) {
    result.reset();
    while (auto row = first_due(connection, now)) {
        if (row->leased) lose_lease(connection, *row, {}, now);
        if (row->cancel_requested) {
            if (auto ended = end_with_kept_batch(connection, sealer, *row, now); !ended) return ended;
            continue;
        }
        row->leased = true;
        ++row->token;
        row->due = lease_until;
        save(connection, *row);
        auto columns = sealed_columns(connection, row->number);
        result = ClosedClaim{std::move(*row), std::move(columns)};
        return {};
    }
    return {};
}

void insert_execution(Connection& connection, const ports::NewExecution& execution, const std::string& start_state,
                      const Bytes& input, Timestamp now) {
    connection.run(
        "INSERT INTO execution (job, status, state, trace, due_at, leased, token, losses, transitions, error_name, failed_state, "
        "input) "
        "VALUES (?, 'running', ?, ?, ?, 0, 0, 0, 0, '', '', ?)",
        execution.job.str(), start_state, execution.trace, now, input);
    auto row = *find_execution(connection, execution.job);
    note(connection, row, Kind::Started, "", now);
    note(connection, row, Kind::Entered, start_state, now);
    save(connection, row);
}

}  // namespace bespoke::adapters::local::sqlite
