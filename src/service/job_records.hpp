#pragma once

#include "base/bytes.hpp"
#include "service/jobs.hpp"
#include "service/records.hpp"

// How a job is kept; for the files of this folder.

namespace bespoke::service {

/// State of the record of a job that has not ended; the finer states are the execution's.
inline constexpr std::string_view kActive = "active";

/// A job's record, read, and its execution, if it has begun.
struct StoredJob {
    ports::Record record;
    std::optional<ports::Execution> execution;
};

ports::Record job_record(const Job&, const nlohmann::json& input);
/// The input of a job's execution, as its record keeps it.
Result<ports::NewExecution> execution_of(const ports::Record&);

/// `NotFound` "not-found" if there is none or it is going.
Result<ports::Record> get_job_record(const ServicePorts&, const TenantId&, const JobId&);
/// With the execution as it stood at the same moment or later.
Result<StoredJob> get_stored_job(const ServicePorts&, const TenantId&, const JobId&);
/// The same for a record at hand.
Result<StoredJob> with_execution(const ServicePorts&, const TenantId&, ports::Record);

/// What the record and the execution say, put together.
Result<Job> job_from(const ServicePorts&, const TenantId&, const StoredJob&);

/// What the record alone says of a job: the part that never changes, and the state.
Result<Job> job_from_record(const ports::Record&);

/// What an ended job came to, as its record remembers it, so that lists need not read whole executions. `nullopt` if it remembers
/// nothing or the job was redriven since.
std::optional<Job> job_from_digest(const ports::Record&);
/// The record with the digest. A write that is lost does no harm: the next reader writes it.
ports::Put remember(ports::Record, const Job&);

/// Why an execution failed. From its error, or from what its failed stage left in the state data.
JobProblem problem_of(const ports::Execution&);

/// What the execution of a finished job says of its artifacts: [{name, blob, bytes, sha256}]. `Conflict` "job-not-finished".
Result<nlohmann::json> manifest_of(const StoredJob&);

}  // namespace bespoke::service
