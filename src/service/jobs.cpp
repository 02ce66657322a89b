#include "service/jobs.hpp"

#include <fmt/format.h>

#include "artifacts/style_guide.hpp"
#include "crypto/random.hpp"
#include "service/documents.hpp"
#include "service/feedback.hpp"
#include "service/job_records.hpp"
#include "service/quota.hpp"
#include "service/settings.hpp"
#include "stages/request.hpp"
#include "telemetry/log.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

constexpr int kMaxPages = 10;
constexpr int kTries = 8;

tl::unexpected<Error> bad(std::string reason, std::string text, std::string where) {
    return fail(ErrorCode::InvalidInput, std::move(reason), std::move(text), {}, std::move(where));
}

resume::Date date_of(Timestamp now) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(now));
    return {int(day.year()), int(unsigned(day.month())), int(unsigned(day.day()))};
}

/// A document as the pipeline takes it.
Result<stages::Upload> referred(const ServicePorts& ports, const TenantId& tenant, const RecordId& id, DocumentKind kind,
                                std::string where) {
    const auto document = get_document(ports, tenant, id);
    if (!document) return tl::unexpected(at(document.error(), std::move(where)));
    if (document->kind != kind) {
        return bad("wrong-kind", fmt::format("This has to name a document of kind {}; choose one.", to_string(kind)),
                   std::move(where));
    }
    return stages::Upload{content_key(*document), display_name(document->name)};
}

Result<stages::StyleChoice> styled(const ServicePorts& ports, const TenantId& tenant, const JobStyle& style) {
    if (const auto* sample = std::get_if<RecordId>(&style)) {
        auto upload = referred(ports, tenant, *sample, DocumentKind::StyleSample, "/style/documentId");
        if (!upload) return tl::unexpected(upload.error());
        return stages::StyleChoice(std::move(*upload));
    }
    const auto& name = std::get<std::string>(style);
    if (artifacts::builtin_style(name)) return stages::StyleChoice(name);
    return bad("unknown-style", "The built-in styles are classic, modern and compact; choose one or a style sample.",
               "/style/name");
}

/// The job that is wished for, with what the settings say where the wish says nothing.
Result<Job> wished(const ServicePorts& ports, const TenantId& tenant, const NewJob& wish) {
    const auto settings = get_settings(ports, tenant);
    if (!settings) return tl::unexpected(settings.error());
    Job job;
    job.created_at = job.updated_at = ports.clock.now();
    job.id = JobId(wish.seed.empty() ? crypto::random_id("job", job.created_at) : "job_" + wish.seed);
    job.resume = wish.resume;
    job.job_description = wish.job_description;
    job.style = wish.style.value_or(settings->default_style);
    job.max_pages = wish.max_pages.value_or(settings->max_pages);
    job.generator = wish.generator.value_or(settings->generator);
    job.label = wish.label;
    job.trace = wish.trace;
    job.revision = "1-0";
    if (job.max_pages >= 0 && job.max_pages <= kMaxPages) return job;
    return bad("bad-page-budget", "A page budget is 1 to 10 pages, or 0 for none; give one of these.", "/maxPages");
}

Result<json> input_of(const ServicePorts& ports, const TenantId& tenant, const Job& job, const std::string& as_of) {
    stages::Request request;
    auto resume = referred(ports, tenant, job.resume, DocumentKind::Resume, "/resumeId");
    if (!resume) return tl::unexpected(resume.error());
    auto description = referred(ports, tenant, job.job_description, DocumentKind::JobDescription, "/jobDescriptionId");
    if (!description) return tl::unexpected(description.error());
    auto style = styled(ports, tenant, job.style);
    if (!style) return tl::unexpected(style.error());
    request.resume = std::move(*resume);
    request.job_description = std::move(*description);
    request.style = std::move(*style);
    request.max_pages = job.max_pages;
    request.generator = job.generator;
    const auto settings = get_settings(ports, tenant);
    if (!settings) return tl::unexpected(settings.error());
    request.policy = settings->policy;
    request.today = date_of(job.created_at);
    if (!as_of.empty()) request.as_of = resume::Date::from_iso(as_of);
    if (as_of.empty() || request.as_of) return stages::to_state(request);
    return bad("bad-as-of", "This is no date; write it like 2026, 2026-03 or 2026-03-31.", "/asOf");
}

/// Whether a document went while the job was recorded; see begin_removal() in documents.cpp for the other side.
Status check_references(const ServicePorts& ports, const TenantId& tenant, const Job& job) {
    std::vector<RecordId> ids = {job.resume, job.job_description};
    if (const auto* sample = std::get_if<RecordId>(&job.style)) ids.push_back(*sample);
    for (const auto& id : ids) {
        if (const auto document = get_document(ports, tenant, id); !document) return tl::unexpected(document.error());
    }
    return {};
}

/// Begins an execution. What can't be begun now is begun by start_missing_jobs(): the job is recorded, so it is not lost.
void start(const ServicePorts& ports, const TenantId& tenant, const ports::NewExecution& execution) {
    const auto started = ports.orchestrator.start(tenant, execution);
    if (started) return;
    telemetry::log(telemetry::Level::Warning, "job.start-failed", execution.trace,
                   {{"job", execution.job.str()}, {"reason", started.error().reason}});
}

/// One damaged record must not keep the jobs behind it from being begun.
bool passed_over(const ports::Record& record, const Error& error) {
    telemetry::log(telemetry::Level::Warning, "job.start-failed", "", {{"job", record.id.str()}, {"reason", error.reason}});
    return true;
}

/// The job that the same request made before.
Result<Job> made_before(const ServicePorts& ports, const TenantId& tenant, const Job& wish) {
    const auto stored = get_stored_job(ports, tenant, wish.id);
    if (!stored) return tl::unexpected(stored.error());
    auto job = job_from(ports, tenant, *stored);
    if (!job) return job;
    const bool same = job->resume == wish.resume && job->job_description == wish.job_description && job->style == wish.style &&
                      job->max_pages == wish.max_pages && job->generator == wish.generator && job->label == wish.label;
    if (!same) {
        return fail(ErrorCode::Conflict, "seed-used",
                    "This request was made before with other wishes; use a new Idempotency-Key.");
    }
    if (!stored->execution && !ended(job->state)) {
        auto execution = execution_of(stored->record);
        if (!execution) return tl::unexpected(execution.error());
        start(ports, tenant, *execution);
    }
    return job;
}

Status forget_execution(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    auto forgotten = ports.orchestrator.forget(tenant, id);
    if (forgotten || forgotten.error().reason == "no-job") return {};
    return forgotten;
}

Status remove_blobs(const ServicePorts& ports, const TenantId& tenant, const JobId& id, Deadline deadline) {
    const auto entries = ports.blobs.list(tenant, fmt::format("jobs/{}/", id.str()), deadline);
    if (!entries) return tl::unexpected(entries.error());
    for (const auto& entry : *entries) {
        if (auto removed = ports.blobs.remove(tenant, entry.key, deadline); !removed) return removed;
    }
    return {};
}

/// The second half of a removal, done by whoever finds it begun. The execution goes first: without one, nothing can wake the job.
/// The record goes last: while it stands, the next one finds what there is left to do.
Status finish_removal(const ServicePorts& ports, const TenantId& tenant, const ports::Record& record, Deadline deadline) {
    const JobId id(record.id.str());
    if (auto forgotten = forget_execution(ports, tenant, id); !forgotten) return forgotten;
    if (auto removed = remove_blobs(ports, tenant, id, deadline); !removed) return removed;
    if (auto removed = ports.vectors.remove(tenant, record.id); !removed) return removed;
    if (auto removed = remove_feedback(ports, tenant, id, deadline); !removed) return removed;
    ports::Batch batch;
    batch.writes.emplace_back(ports::Put{record, ports::Put::If::Matches, record.version});
    batch.writes.emplace_back(ports::Remove{ports::RecordKind::Job, record.id});
    batch.events.push_back(told(ports, "job.deleted", id.str()));
    const auto done = ports.store.commit(tenant, batch);
    return lost_race(done) ? Status{} : done;
}

/// Marks an ended job as going. The condition keeps a job that was redriven meanwhile; what else changes it is no hindrance.
Result<ports::Record> begin_removal(const ServicePorts& ports, const TenantId& tenant, ports::Record record) {
    for (int tries = 1;; ++tries) {
        if (record.state == kActive) {
            return fail(ErrorCode::Conflict, "job-running", "The job has not ended; cancel it first, or wait for its end.");
        }
        const auto version = record.version;
        record.state = kRemoving;
        const auto marked = commit_one(ports, tenant, ports::Put{record, ports::Put::If::Matches, version});
        record.version = version + 1;
        if (marked) return record;
        if (!lost_race(marked) || tries == kTries) return tl::unexpected(marked.error());
        auto again = get_job_record(ports, tenant, JobId(record.id.str()));
        if (!again) return again;
        record = std::move(*again);
    }
}

/// The job of a record. What it came to is added to `learnt` where the record doesn't say it yet.
Result<Job> shown(const ServicePorts& ports, const TenantId& tenant, ports::Record record, ports::Batch& learnt) {
    if (auto known = job_from_digest(record)) return std::move(*known);
    auto stored = with_execution(ports, tenant, std::move(record));
    if (!stored) return tl::unexpected(stored.error());
    auto job = job_from(ports, tenant, *stored);
    const bool whole =
        job && stored->execution && ended(job->state) && (job->state != JobState::Succeeded || !job->result.is_null());
    if (whole) learnt.writes.emplace_back(remember(std::move(stored->record), *job));
    return job;
}

/// Only saves the next reader work: an error, such as a full disk or a job that has just changed, is nobody's trouble.
void keep_learnt(const ServicePorts& ports, const TenantId& tenant, const ports::Batch& learnt) {
    if (!learnt.writes.empty()) (void)ports.store.commit(tenant, learnt);
}

}  // namespace

Result<Job> submit_job(const ServicePorts& ports, const TenantId& tenant, const NewJob& wish) {
    auto job = wished(ports, tenant, wish);
    if (!job) return job;
    const auto input = input_of(ports, tenant, *job, wish.as_of);
    if (!input) return tl::unexpected(input.error());
    ports::Batch batch;
    batch.writes.emplace_back(ports::Put{job_record(*job, *input), ports::Put::If::Absent});
    const auto recorded = commit_counted(ports, tenant, {1, 0, 0}, batch);
    if (!recorded) {
        // The same request may have been made before, and have used up the quota itself.
        auto before = made_before(ports, tenant, *job);
        if (before || before.error().code != ErrorCode::NotFound) return before;
        return tl::unexpected(recorded.error());
    }
    // The job is accepted once it is recorded: only a document that is known to be gone takes that back. One that went unseen,
    // because the store was away or because taking back failed, has the job rejected by the pipeline.
    if (auto there = check_references(ports, tenant, *job); !there && there.error().code == ErrorCode::NotFound) {
        (void)commit_counted(ports, tenant, {-1, 0, 0},
                             {{ports::Remove{ports::RecordKind::Job, RecordId(job->id.str())}}, {}, {}});
        return tl::unexpected(there.error());
    }
    start(ports, tenant, {job->id, *input, job->trace});
    return job;
}

Result<Job> get_job(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    auto record = get_job_record(ports, tenant, id);
    if (!record) return tl::unexpected(record.error());
    ports::Batch learnt;
    auto job = shown(ports, tenant, std::move(*record), learnt);
    keep_learnt(ports, tenant, learnt);
    return job;
}

Result<Page<Job>> list_jobs(const ServicePorts& ports, const TenantId& tenant, std::optional<std::string> state,
                            const PageQuery& query) {
    auto records = list_page(ports, tenant, ports::RecordKind::Job, std::move(state), query);
    if (!records) return tl::unexpected(records.error());
    Page<Job> page{{}, records->next};
    ports::Batch learnt;
    for (auto& record : records->records) {
        auto job = shown(ports, tenant, std::move(record), learnt);
        if (!job && job.error().code == ErrorCode::NotFound) continue;  // went meanwhile
        if (!job) return tl::unexpected(job.error());
        page.items.push_back(std::move(*job));
    }
    keep_learnt(ports, tenant, learnt);
    return page;
}

Result<Job> cancel_job(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    const auto record = get_job_record(ports, tenant, id);
    if (!record) return tl::unexpected(record.error());
    const auto over = [] {
        return fail(ErrorCode::Conflict, "job-ended", "The job has ended already; there is nothing to cancel.");
    };
    if (record->state != kActive) return over();
    auto cancelled = ports.orchestrator.cancel(tenant, id);
    if (!cancelled && cancelled.error().code == ErrorCode::NotFound) {
        // Recorded and not begun yet: begun and cancelled, so that nobody else begins it later.
        auto execution = execution_of(*record);
        if (!execution) return tl::unexpected(execution.error());
        if (auto started = ports.orchestrator.start(tenant, *execution); !started) return tl::unexpected(started.error());
        cancelled = ports.orchestrator.cancel(tenant, id);
    }
    if (!cancelled && cancelled.error().reason == "job-ended") return over();
    if (!cancelled) return tl::unexpected(cancelled.error());
    auto job = get_job(ports, tenant, id);
    if (job && !ended(job->state)) job->state = JobState::Cancelling;
    return job;
}

Result<Job> retry_job(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    const auto record = get_job_record(ports, tenant, id);
    if (!record) return tl::unexpected(record.error());
    if (record->state != to_string(JobState::Dead)) {
        return fail(ErrorCode::Conflict, "job-not-failed", "Only a dead job can be tried again; submit a new one instead.");
    }
    if (auto redriven = ports.orchestrator.redrive(tenant, id); !redriven) return tl::unexpected(redriven.error());
    return get_job(ports, tenant, id);
}

Status remove_job(const ServicePorts& ports, const TenantId& tenant, const JobId& id, Deadline deadline) {
    auto record = get_job_record(ports, tenant, id);
    if (!record) return tl::unexpected(record.error());
    if (auto free = check_no_hold(ports, tenant); !free) return free;
    const auto going = begin_removal(ports, tenant, std::move(*record));
    if (!going) return tl::unexpected(going.error());
    return finish_removal(ports, tenant, *going, deadline);
}

Result<std::vector<ports::Transition>> job_history(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    auto stored = get_stored_job(ports, tenant, id);
    if (!stored) return tl::unexpected(stored.error());
    if (!stored->execution) return std::vector<ports::Transition>{};
    return std::move(stored->execution->history);
}

Result<std::size_t> start_missing_jobs(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    std::size_t begun = 0;
    const auto walked = walk_records(ports, tenant, ports::RecordKind::Job, std::string(kActive),
                                     [&](const ports::Record& record) -> Result<bool> {
                                         const auto known = ports.orchestrator.describe(tenant, JobId(record.id.str()));
                                         if (!known) return tl::unexpected(known.error());
                                         if (!*known) {
                                             const auto execution = execution_of(record);
                                             if (!execution) return passed_over(record, execution.error());
                                             if (auto started = ports.orchestrator.start(tenant, *execution); !started)
                                                 return tl::unexpected(started.error());
                                             ++begun;
                                         }
                                         return !deadline.passed();
                                     });
    if (!walked) return tl::unexpected(walked.error());
    return begun;
}

Result<std::size_t> expire_jobs(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    const auto settings = get_settings(ports, tenant);
    if (!settings) return tl::unexpected(settings.error());
    Sweep sweep;
    const auto finish = [&](const ports::Record& record) {
        sweep.count(finish_removal(ports, tenant, record, deadline).map([] { return true; }));
        return !deadline.passed();
    };
    auto walked = walk_records(ports, tenant, ports::RecordKind::Job, std::string(kRemoving), finish);
    if (!walked) return tl::unexpected(walked.error());
    walked = walk_records(ports, tenant, ports::RecordKind::Job, std::nullopt, [&](const ports::Record& old) -> Result<bool> {
        const auto end = expiry(*settings, settings->job_days, old.created_at);
        if (!end || *end > ports.clock.now()) return false;
        if (old.state == kActive || old.state == kRemoving) return true;
        const auto going = begin_removal(ports, tenant, old);
        if (!going) return true;  // it changed meanwhile; the next run looks again
        return finish(*going);
    });
    if (!walked) return tl::unexpected(walked.error());
    return sweep.result();
}

}  // namespace bespoke::service
