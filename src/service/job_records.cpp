#include "service/job_records.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/artifacts.hpp"
#include "service/job_effects.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

constexpr std::pair<std::string_view, JobState> kEnds[] = {{"succeeded", JobState::Succeeded},
                                                           {"rejected", JobState::Rejected},
                                                           {"dead", JobState::Dead},
                                                           {"cancelled", JobState::Cancelled},
                                                           {"discarded", JobState::Discarded}};

/// What an active job is at. An execution that has ended while the record is active was redriven since.
JobState state_of(const ports::Execution& execution) {
    if (execution.status != ports::ExecutionStatus::Running || execution.history.empty()) return JobState::Queued;
    if (execution.leased) return JobState::Running;
    using Kind = ports::Transition::Kind;
    const auto last = execution.history.back().kind;
    if (last == Kind::Retried || last == Kind::Lost) return JobState::Waiting;
    // Between two stages no worker may hold it for a moment; before its first one, or the first since it was redriven, it is
    // queued.
    const auto begun =
        std::ranges::find_if(execution.history.rbegin(), execution.history.rend(),
                             [](const ports::Transition& it) { return it.kind == Kind::Started || it.kind == Kind::Redriven; });
    const bool worked = std::any_of(execution.history.rbegin(), begun, [](const ports::Transition& it) {
        return it.kind == Kind::Succeeded || it.kind == Kind::Failed;
    });
    return worked ? JobState::Running : JobState::Queued;
}

/// Stages that came to their end, each counted once.
std::size_t stages_done(const ports::Execution& execution) {
    std::set<std::string> done;
    for (const auto& it : execution.history) {
        if (it.kind == ports::Transition::Kind::Succeeded && is_stage(it.state)) done.insert(it.state);
    }
    return done.size();
}

json result_from_changes(const json& changes) {
    return {{"before", changes.at("before")},
            {"after", changes.at("after")},
            {"proposedEdits", changes.at("proposed")},
            {"acceptedEdits", changes.at("accepted")},
            {"gaps", changes.at("gaps").size()}};
}

/// What the job came to. Null where its artifacts are gone.
json result_of(const ServicePorts& ports, const TenantId& tenant, const StoredJob& job) {
    const auto& output = job.execution->output;
    try {
        const auto persisted = output.find("persist");
        if (persisted != output.end() && persisted->contains("result")) return persisted->at("result");
        const auto artifact = get_artifact(ports, tenant, JobId(job.record.id.str()), "changes.json");
        if (!artifact) return nullptr;
        const auto bytes = artifact_content(ports, tenant, *artifact, Deadline::after(std::chrono::seconds(10)));
        if (!bytes) return nullptr;
        return result_from_changes(json::parse(as_text(*bytes)));
    } catch (const json::exception&) {
        return nullptr;  // the job itself can still be shown
    }
}

std::optional<JobState> end_of(const ports::Record& record) {
    const auto* end = std::ranges::find(kEnds, record.state, [](const auto& it) { return it.first; });
    return end == std::end(kEnds) ? std::nullopt : std::optional(end->second);
}

Job from_record(const ports::Record& record) {
    const auto& body = record.body;
    Job job;
    job.id = JobId(record.id.str());
    job.resume = RecordId(body.at("resume").get<std::string>());
    job.job_description = RecordId(body.at("jobDescription").get<std::string>());
    job.style = style_from_json(body.at("style")).value_or(JobStyle(std::string("classic")));
    job.max_pages = body.at("maxPages").get<int>();
    job.generator = stages::generator_from(body.value("generator", "")).value_or(stages::Generator::Rules);
    job.label = body.at("label").get<std::string>();
    job.trace = body.at("trace").get<std::string>();
    job.created_at = record.created_at;
    job.updated_at = record.updated_at;
    job.revision = fmt::format("{}-0", record.version);
    if (const auto end = end_of(record)) job.state = *end;
    return job;
}

void add_execution(Job& job, const ports::Execution& execution) {
    if (is_stage(execution.state)) job.stage = execution.state;
    if (ended(job.state) && is_stage(execution.failed_state)) job.stage = execution.failed_state;
    if (job.state == JobState::Succeeded) job.stage.clear();
    job.progress = job.state == JobState::Succeeded ? 1.0 : static_cast<double>(stages_done(execution)) / kStageCount;
    if (!execution.history.empty()) job.updated_at = std::max(job.updated_at, execution.history.back().at);
    const bool failed = job.state == JobState::Rejected || job.state == JobState::Dead || job.state == JobState::Discarded;
    if (failed) job.problem = problem_of(execution);
}

}  // namespace

std::string_view to_string(JobState state) {
    switch (state) {
        case JobState::Queued: return "queued";
        case JobState::Running: return "running";
        case JobState::Waiting: return "waiting";
        case JobState::Cancelling: return "cancelling";
        case JobState::Succeeded: return "succeeded";
        case JobState::Rejected: return "rejected";
        case JobState::Dead: return "dead";
        case JobState::Cancelled: return "cancelled";
        case JobState::Discarded: return "discarded";
    }
    return "";
}

bool ended(JobState state) { return state >= JobState::Succeeded; }

ports::Record job_record(const Job& job, const json& input) {
    const json body = {{"resume", job.resume.str()},
                       {"jobDescription", job.job_description.str()},
                       {"style", to_json(job.style)},
                       {"maxPages", job.max_pages},
                       {"generator", stages::to_string(job.generator)},
                       {"label", job.label},
                       {"trace", job.trace},
                       {"input", input}};
    return {ports::RecordKind::Job, RecordId(job.id.str()), 0, std::string(kActive), {}, job.created_at, {}, body};
}

Result<ports::NewExecution> execution_of(const ports::Record& record) {
    const auto input = record.body.find("input");
    if (input == record.body.end()) return damaged(record, "no input");
    return ports::NewExecution{JobId(record.id.str()), *input, record.body.value("trace", "")};
}

Result<ports::Record> get_job_record(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    auto record = ports.store.get(tenant, ports::RecordKind::Job, RecordId(id.str()));
    if (!record) return tl::unexpected(record.error());
    if (!*record || (*record)->state == kRemoving) return not_found();
    return std::move(**record);
}

Result<StoredJob> with_execution(const ServicePorts& ports, const TenantId& tenant, ports::Record record) {
    // The record was read first, so an active one may have ended since: then the record is read again.
    auto execution = ports.orchestrator.describe(tenant, JobId(record.id.str()));
    if (!execution) return tl::unexpected(execution.error());
    if (*execution && record.state == kActive && (*execution)->status != ports::ExecutionStatus::Running) {
        auto again = get_job_record(ports, tenant, JobId(record.id.str()));
        if (!again) return tl::unexpected(again.error());
        record = std::move(*again);
    }
    return StoredJob{std::move(record), std::move(*execution)};
}

Result<StoredJob> get_stored_job(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    auto record = get_job_record(ports, tenant, id);
    if (!record) return tl::unexpected(record.error());
    return with_execution(ports, tenant, std::move(*record));
}

Result<Job> job_from_record(const ports::Record& record) {
    try {
        return from_record(record);
    } catch (const json::exception& error) {
        return damaged(record, error.what());
    }
}

Result<Job> job_from(const ServicePorts& ports, const TenantId& tenant, const StoredJob& stored) {
    auto job = job_from_record(stored.record);
    if (!job || !stored.execution) return job;
    if (!end_of(stored.record)) job->state = state_of(*stored.execution);
    add_execution(*job, *stored.execution);
    if (job->state == JobState::Succeeded) job->result = result_of(ports, tenant, stored);
    job->revision = fmt::format("{}-{}", stored.record.version, stored.execution->history.size());
    return job;
}

JobProblem problem_of(const ports::Execution& execution) {
    JobProblem problem{"internal", "Something failed on our side; try the job again or ask the operator.", execution.failed_state,
                       execution.error_name};
    if (!is_stage(problem.stage)) problem.stage.clear();
    // The machine's end has a name of its own; what people ask for is what the stage met.
    for (const auto& it : execution.history) {
        if (it.kind == ports::Transition::Kind::Failed && is_stage(it.state)) problem.error_name = it.error;
    }
    if (execution.error) {
        const auto& error = *execution.error;
        problem.slug = error.reason.empty() ? std::string(to_string(error.code)) : error.reason;
        if (!error.public_text.empty()) problem.text = error.public_text;
    }
    return problem;
}

Result<json> manifest_of(const StoredJob& stored) {
    const auto unfinished = [] {
        return fail(ErrorCode::Conflict, "job-not-finished",
                    "The job has not succeeded; wait for its end, or look at its problem.");
    };
    if (stored.record.state != to_string(JobState::Succeeded) || !stored.execution) return unfinished();
    const auto persisted = stored.execution->output.find("persist");
    if (persisted == stored.execution->output.end() || !persisted->contains("artifacts")) return unfinished();
    return persisted->at("artifacts");
}

}  // namespace bespoke::service
