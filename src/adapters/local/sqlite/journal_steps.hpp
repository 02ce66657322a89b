#pragma once

#include "adapters/local/sqlite/batch.hpp"
#include "adapters/local/sqlite/executions.hpp"
#include "ports/journal.hpp"

namespace bespoke::adapters::local::sqlite {

// What the journal does inside an open transaction. All but seal_step() throw SQLite::Exception.

/// The row that a claim still holds.
std::optional<ExecutionRow> find_held(Connection& connection, const ports::Claim& claim);

/// Add an execution that waits at `start_state`, due at once.
void insert_execution(Connection& connection, const ports::NewExecution& execution, const std::string& start_state,
                      const Bytes& input, Timestamp now);

/// Take the lease away and count the loss; the caller saves the row.
void lose_lease(Connection& connection, ExecutionRow& row, const ports::Loss& loss, Timestamp now);

Status end_cancelled(Connection& connection, ExecutionRow& row, const SealedBatch& batch, Timestamp now);

/// The late worker's step is dropped, but that it came is written down.
void write_stale_entry(Connection& connection, const ports::Claim& claim, Timestamp now);

/// A claim as the table knows it: its position still closed.
struct ClosedClaim {
    ExecutionRow row;
    SealedColumns columns;
};

/// Take the first that is due, after ending those that were cancelled. None is `nullopt`.
Status claim_first(Connection& connection, Sealer& sealer, Timestamp now, Timestamp lease_until,
                   std::optional<ClosedClaim>& result);

/// All that a step seals, made before its transaction.
struct SealedStep {
    SealedBatch batch, on_cancel;
    SealedHistory history;
    Bytes position, ending, again;
};

/// Refers to the step and the batch, which have to outlive it.
Result<SealedStep> seal_step(Sealer& sealer, const JobId& job, const ports::Step& step, const ports::Batch& on_cancel,
                             Timestamp now);

/// Do the step, for the holder of the lease.
Status take_step(Connection& connection, ExecutionRow& row, const ports::Step& step, const SealedStep& sealed, Timestamp now);

}  // namespace bespoke::adapters::local::sqlite
