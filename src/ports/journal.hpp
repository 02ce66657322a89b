#pragma once

#include <variant>

#include "ports/metadata_store.hpp"
#include "ports/orchestrator.hpp"

namespace bespoke::ports {

/// Where an execution goes on.
struct Position {
    std::string state;
    nlohmann::json data;  ///< the state's raw input
    nlohmann::json context =
        nlohmann::json::object();   ///< the engine's own notes on this visit: attempts by retrier, when it began
    std::optional<Timestamp> wake;  ///< not before
};

/// How an execution ended.
struct Ending {
    ExecutionStatus status{};
    std::string state;
    nlohmann::json output;
    std::optional<Error> error;
    std::string error_name, failed_state;
    /// Where a redrive goes on: at the state that failed, with the data it had. Set if and only if `status` is Failed.
    std::optional<Position> again;
};

/// The right to work on one execution until `lease_until`, for the holder of `token` alone.
struct Claim {
    TenantId tenant;
    JobId job;
    std::uint64_t token = 0;  ///< fencing token: grows with each claim of this execution
    Position position;
    std::string trace;
    int losses = 0;  ///< how often a loss was counted (see void_leases) since the last commit, redrive or begin
    Timestamp lease_until{};
    /// Why what is stored of the position can't be read any more: then its state is right and its data an empty object.
    std::optional<Error> damage;
};

/// What a worker did with its claim. Written in one transaction: token checked, position or ending set (losses 0 again), history,
/// records, events and audit entries added.
struct Step {
    std::variant<Position, Ending> next;
    std::vector<Transition> history;  ///< sequence set by the journal
    Batch batch;                      ///< what the outside learns of it
    /// Keep the lease, under the same token, for the next state (until this moment), or give it back. An Ending gives it back.
    std::optional<Timestamp> lease_until;
};

/// The durable memory of the engine. Safe from many threads. Every call touches one tenant. `now` is the caller's clock.
class Journal {
public:
    virtual ~Journal() = default;

    /// Add an execution that waits at `start_state` (history: Started, then Entered of that state), with the batch. Same job and
    /// same input: success, nothing done, the batch dropped; other input: `Conflict` "job-exists".
    virtual Status begin(const TenantId&, const NewExecution&, const std::string& start_state, const Batch&, Timestamp now) = 0;

    /// Take the lease of the execution that has waited longest among those that are running, due, and not leased (or leased past
    /// `lease_until`, which counts as a loss and is written to the history as Lost). Nothing to do is `nullopt`.
    virtual Result<std::optional<Claim>> claim(const TenantId&, Timestamp now, Timestamp lease_until) = 0;

    enum class Heartbeat { Extended, CancelRequested };
    /// Keep the lease (also one past its end that nobody has claimed). Another token holds it, it was given back or voided, or
    /// the execution ended or is unknown: `Conflict` "stale-lease".
    virtual Result<Heartbeat> extend(const Claim&, Timestamp lease_until) = 0;

    /// Commit a step. `Conflict` "stale-lease" where extend() says so: the step is dropped, and an audit entry (actor "system",
    /// action "commitStage", object the job, outcome "stale-lease") is left. `Conflict` "cancelled" if it was cancelled
    /// meanwhile: then it has been ended as Cancelled (history: Cancelled) with `on_cancel`, and the step was dropped. A full
    /// disk is `Unavailable` "storage-full": nothing was done, the claim holds, commit it again later.
    virtual Status commit(const Claim&, const Step&, const Batch& on_cancel, Timestamp now) = 0;

    /// Cancel: at once if no worker holds it (with the batch; history: Cancelled), else at the worker's next commit, or when it
    /// is next due to be claimed: then claim() ends it with the batch kept from here. Again is success. `Conflict` "job-ended";
    /// `NotFound` "no-job".
    virtual Status cancel(const TenantId&, const JobId&, const Batch& on_cancel, Timestamp now) = 0;
    /// Put a failed execution back to its ending's `again` (history: Redriven, then Entered). `Conflict` "job-not-failed";
    /// `NotFound` "no-job".
    virtual Status redrive(const TenantId&, const JobId&, const Batch&, Timestamp now) = 0;
    /// Forget an execution that has ended, history and all; `Conflict` "job-running" otherwise. Missing is success.
    virtual Status forget(const TenantId&, const JobId&) = 0;

    virtual Result<std::optional<Execution>> describe(const TenantId&, const JobId&) = 0;

    /// When the earliest running execution is due: in the past if one can be claimed now; leased ones count at the lease's end.
    virtual Result<std::optional<Timestamp>> next_due(const TenantId&) = 0;
    /// Void all leases (history: Lost); cancelled ones end at their next claim(). For the one process that has just taken the store
    /// over from a dead one, which may have left a trace of its crash. Each counts as a loss, with that crash in its line; but if the
    /// trace names the lease whose task crashed, of this tenant or another, then only that one: the others did nothing wrong.
    virtual Status void_leases(const TenantId&, const std::optional<CrashTrace>&, Timestamp now) = 0;
    /// For a clock that was set back, so that nothing waits for what was tomorrow: a lease ends at `lease_until` at the latest; a wait
    /// lasts from `now` on no longer than it was meant to when it began (from its line of the history to its wake); what was due then
    /// is due. Nothing becomes due later, and doing it again changes nothing more.
    virtual Status recompute_timers(const TenantId&, Timestamp now, Timestamp lease_until) = 0;
};

}  // namespace bespoke::ports
