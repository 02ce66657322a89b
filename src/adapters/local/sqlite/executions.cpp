#include "adapters/local/sqlite/executions.hpp"

#include <array>

namespace bespoke::adapters::local::sqlite {
namespace {

using ports::ExecutionStatus;
using ports::Transition;

constexpr std::array<const char*, 4> kStatuses = {"running", "succeeded", "failed", "cancelled"};
constexpr std::array<const char*, 11> kKinds = {"started", "entered", "succeeded", "failed",    "retried", "caught",
                                                "waited",  "lost",    "finished",  "cancelled", "redriven"};

template <class Enum, std::size_t kCount>
const char* spell(const std::array<const char*, kCount>& spellings, Enum value) {
    return spellings.at(static_cast<std::size_t>(value));
}

/// The table is written by us alone; a spelling that we don't know means damage, and the first value is as good as any.
template <class Enum, std::size_t kCount>
Enum read_spelling(const std::array<const char*, kCount>& spellings, std::string_view text) {
    const auto found = std::ranges::find(spellings, text);
    return found == spellings.end() ? Enum{} : static_cast<Enum>(found - spellings.begin());
}

#define EXECUTION_COLUMNS                                                                                                       \
    "SELECT number, job, status, state, trace, due_at, wake_at, leased, token, losses, transitions, error_name, failed_state, " \
    "cancel IS NOT NULL, again IS NOT NULL FROM execution "

std::optional<ExecutionRow> read_row(Rows rows) {
    if (!rows.next()) return std::nullopt;
    ExecutionRow row;
    row.number = rows.integer(0);
    row.job = JobId(rows.text(1));
    row.status = read_spelling<ExecutionStatus>(kStatuses, rows.text(2));
    row.state = rows.text(3);
    row.trace = rows.text(4);
    row.due = rows.maybe_time(5);
    row.wake = rows.maybe_time(6);
    row.leased = rows.integer(7) != 0;
    row.token = static_cast<std::uint64_t>(rows.integer(8));
    row.losses = static_cast<int>(rows.integer(9));
    row.transitions = static_cast<std::uint64_t>(rows.integer(10));
    row.error_name = rows.text(11);
    row.failed_state = rows.text(12);
    row.cancel_requested = rows.integer(13) != 0;
    row.can_go_on = rows.integer(14) != 0;
    return row;
}

void insert(Connection& connection, ExecutionRow& row, const Transition& transition, const std::optional<Bytes>& text) {
    connection.run(
        "INSERT INTO transition (execution, sequence, at, kind, state, took, error, public_text, signal, crash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.number, ++row.transitions, transition.at, spell(kKinds, transition.kind), transition.state,
        static_cast<std::int64_t>(transition.took.count()), transition.error, text,
        transition.crash ? std::optional(transition.crash->signal) : std::nullopt,
        transition.crash ? std::optional(transition.crash->signature) : std::nullopt);
}

}  // namespace

Place execution_place(const JobId& job, std::string_view column) { return {"execution", "execution:" + job.str(), column}; }

Result<SealedHistory> seal_history(Sealer& sealer, const JobId& job, const std::vector<Transition>& transitions) {
    SealedHistory result{&transitions, {}};
    for (const auto& transition : transitions) {
        auto& text = result.texts.emplace_back();
        if (transition.public_text.empty()) continue;
        auto sealed = sealer.seal(execution_place(job, "history"), transition.public_text);
        if (!sealed) return tl::unexpected(sealed.error());
        text = std::move(*sealed);
    }
    return result;
}

std::optional<ExecutionRow> find_execution(Connection& connection, const JobId& job) {
    return read_row(connection.query(EXECUTION_COLUMNS "WHERE job = ?", job.str()));
}

std::optional<ExecutionRow> first_due(Connection& connection, Timestamp now) {
    return read_row(connection.query(EXECUTION_COLUMNS "WHERE due_at <= ? ORDER BY due_at, number LIMIT 1", now));
}

SealedColumns sealed_columns(Connection& connection, std::int64_t number) {
    auto rows = connection.query("SELECT input, position, ending, again, cancel FROM execution WHERE number = ?", number);
    if (!rows.next()) return {};
    return {rows.bytes(0), rows.bytes(1), rows.bytes(2), rows.bytes(3), rows.bytes(4)};
}

std::vector<std::pair<Transition, Bytes>> read_history(Connection& connection, std::int64_t number) {
    std::vector<std::pair<Transition, Bytes>> result;
    auto rows = connection.query(
        "SELECT sequence, at, kind, state, took, error, public_text, signal, crash FROM transition WHERE execution = ? "
        "ORDER BY sequence",
        number);
    while (rows.next()) {
        Transition transition;
        transition.sequence = static_cast<std::uint64_t>(rows.integer(0));
        transition.at = rows.time(1);
        transition.kind = read_spelling<Transition::Kind>(kKinds, rows.text(2));
        transition.state = rows.text(3);
        transition.took = std::chrono::microseconds(rows.integer(4));
        transition.error = rows.text(5);
        if (auto signature = rows.text(8); !signature.empty()) transition.crash = {rows.text(7), std::move(signature)};
        result.emplace_back(std::move(transition), rows.bytes(6));
    }
    return result;
}

void note(Connection& connection, ExecutionRow& row, const SealedHistory& history) {
    for (std::size_t i = 0; i < history.texts.size(); ++i) {
        const auto& text = history.texts[i];
        insert(connection, row, history.transitions->at(i), text.empty() ? std::nullopt : std::optional(text));
    }
}

void note(Connection& connection, ExecutionRow& row, Transition::Kind kind, const std::string& state, Timestamp at,
          const std::optional<ports::Crash>& crash) {
    Transition transition;
    transition.at = at;
    transition.kind = kind;
    transition.state = state;
    transition.crash = crash;
    insert(connection, row, transition, std::nullopt);
}

void save(Connection& connection, const ExecutionRow& row) {
    connection.run(
        "UPDATE execution SET status = ?, state = ?, due_at = ?, wake_at = ?, leased = ?, token = ?, losses = ?, transitions = "
        "?, "
        "error_name = ?, failed_state = ? WHERE number = ?",
        spell(kStatuses, row.status), row.state, row.due, row.wake, static_cast<int>(row.leased), row.token, row.losses,
        row.transitions, row.error_name, row.failed_state, row.number);
}

}  // namespace bespoke::adapters::local::sqlite
