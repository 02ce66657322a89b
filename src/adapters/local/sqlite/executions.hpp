#pragma once

#include "adapters/local/sqlite/connection.hpp"
#include "adapters/local/sqlite/sealer.hpp"
#include "ports/journal.hpp"

namespace bespoke::adapters::local::sqlite {

/// A row of the table `execution` without its sealed columns.
struct ExecutionRow {
    std::int64_t number = 0;  ///< order of begin
    JobId job;
    ports::ExecutionStatus status{};
    std::string state, trace;
    std::optional<Timestamp> due;   ///< when it can be claimed: at its wake, or at its lease's end; none when it has ended
    std::optional<Timestamp> wake;  ///< as its position says
    bool leased = false;
    std::uint64_t token = 0;
    int losses = 0;
    std::uint64_t transitions = 0;
    std::string error_name, failed_state;
    bool cancel_requested = false;
    bool can_go_on = false;  ///< has a position to be redriven from
};

/// Its sealed columns, closed; empty where null.
struct SealedColumns {
    Bytes input, position, ending, again, cancel;
};

/// Lines of an execution's history with their texts sealed. Refers to the transitions.
struct SealedHistory {
    const std::vector<ports::Transition>* transitions = nullptr;
    std::vector<Bytes> texts;  ///< empty for none
};

/// Where the sealed columns of an execution stand.
Place execution_place(const JobId& job, std::string_view column);

Result<SealedHistory> seal_history(Sealer& sealer, const JobId& job, const std::vector<ports::Transition>& transitions);

// All of these throw SQLite::Exception.
std::optional<ExecutionRow> find_execution(Connection& connection, const JobId& job);
/// The one that has been due longest, at `now`.
std::optional<ExecutionRow> first_due(Connection& connection, Timestamp now);
SealedColumns sealed_columns(Connection& connection, std::int64_t number);
/// Its history with the texts still closed.
std::vector<std::pair<ports::Transition, Bytes>> read_history(Connection& connection, std::int64_t number);

/// Add lines to the row's history; counts them in `row` and in the table.
void note(Connection& connection, ExecutionRow& row, const SealedHistory& history);
void note(Connection& connection, ExecutionRow& row, ports::Transition::Kind kind, const std::string& state, Timestamp at,
          const std::optional<ports::Crash>& crash = std::nullopt);
/// Write the unsealed columns that change: all but number, job and trace.
void save(Connection& connection, const ExecutionRow& row);

}  // namespace bespoke::adapters::local::sqlite
