#pragma once

#include <functional>
#include <map>

#include "base/deadline.hpp"
#include "ports/journal.hpp"
#include "ports/metadata_store.hpp"
#include "ports/orchestrator.hpp"

namespace bespoke::ports {

// Where a service outside our process runs the state machine, that service says what comes next, and this record says what has come of it.
// The orchestrator begins, cancels and redrives by it; each task commits its effects together with its line here, on condition that the
// record is as it read it. So effects are committed once though tasks are called more than once, and a cancelled execution's tasks
// commit nothing more.

/// One execution, as a record of kind Marker of its tenant.
struct ExecutionRecord {
    /// Waiting: for room among the tenant's executions.
    enum class Standing { Waiting, Running, Succeeded, Failed, Cancelled };

    JobId job;
    Standing standing = Standing::Waiting;
    int run = 1;  ///< counts redrives; tasks of an earlier run are refused
    nlohmann::json input;
    std::string trace;
    Position position;             ///< where it is; notes of the interpreter in its context
    std::optional<Ending> ending;  ///< set unless it is waiting or running
    std::vector<Transition> history;
    /// Results of the visits that are committed, by visit_key().
    std::map<std::string, nlohmann::json> results;
    Timestamp created_at{}, updated_at{};
    std::uint64_t version = 0;  ///< as read; 0: not stored yet

    /// Adds lines at the end and numbers them.
    void add(std::vector<Transition>);
};

/// Whether a visit led to the execution's end: then the next run has to make it anew.
enum class VisitEnds { Nothing, Execution };
/// Names a visit by its state and what it was given.
std::string visit_key(const std::string& state, const nlohmann::json& given, VisitEnds);
/// The result of a committed visit, if it is kept.
const nlohmann::json* find_result(const ExecutionRecord&, const std::string& state, const nlohmann::json& given);
/// True if the visit is committed, though its result may have been too large to keep.
bool is_committed(const ExecutionRecord&, const std::string& state, const nlohmann::json& given);
/// Notes a committed visit; results that are too large are noted without their value.
void keep_result(ExecutionRecord&, const std::string& state, const nlohmann::json& given, const nlohmann::json& result,
                 VisitEnds);
/// Before another run: forgets the visits that led to the end.
void forget_endings(ExecutionRecord&);

std::string_view to_string(ExecutionRecord::Standing);
RecordId execution_record_id(const JobId&);
/// `nullopt` if there is none; `Corrupt` "store-damaged".
Result<std::optional<ExecutionRecord>> get_execution(MetadataStore&, const TenantId&, const JobId&);
/// `Corrupt` "store-damaged".
Result<ExecutionRecord> execution_from(const Record&);
/// Stores it on condition that it is as it was read (or not there, at version 0).
Put put_execution(const ExecutionRecord&);
/// What ports::Orchestrator::describe() says of it.
Execution described(const ExecutionRecord&);

/// What travels through the outside service beside the state data.
struct ExecutionTag {
    TenantId tenant;
    JobId job;
    std::string trace;
    int run = 1;
    Timestamp since{};  ///< when the execution's record was made: tells it from one of the same job that was forgotten
};
ExecutionTag tag_of(const TenantId&, const ExecutionRecord&);
/// State data with the members "tenantId", "jobId", "trace", "run" and "since"; the text is the same for the same values.
nlohmann::json tagged(const nlohmann::json& data, const ExecutionTag&);
/// Takes them out again. `InvalidInput` "bad-event" if they aren't there.
Result<ExecutionTag> take_tag(nlohmann::json& data);

/// State data may be this long as JSON text in UTF-8 (AWS Step Functions, "Quotas": input or result of a task, state or execution).
inline constexpr std::size_t kMaxStateBytes = 262'144;

/// That the outside service's execution came to an end, whatever the record says.
struct ExecutionEnd {
    ExecutionTag tag;
    enum class Outcome { Succeeded, Failed, TimedOut, Aborted } outcome = Outcome::Failed;
    std::string error, cause;  ///< the service's
};

/// A failure by the outside service's own history of an execution.
struct NotedFailure {
    std::string state;         ///< the one that it was at; empty if none was entered
    std::string error, cause;  ///< the service's words, or what a task reported
};
/// Asks for an execution's failures, newest first.
using FailureHistory = std::function<Result<std::vector<NotedFailure>>(const ExecutionTag&, Deadline)>;

}  // namespace bespoke::ports
