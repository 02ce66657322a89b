#include "adapters/aws/step_functions/orchestrator.hpp"

#include <thread>

#include "telemetry/log.hpp"

namespace bespoke::adapters::aws {
namespace {

using ports::Batch;
using ports::ExecutionEnd;
using ports::ExecutionRecord;
using ports::RecordKind;
using ports::Transition;
using Standing = ExecutionRecord::Standing;

constexpr int kTries = 16;
constexpr std::size_t kMostAtATime = 100;
constexpr std::chrono::milliseconds kPause{3};
Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

Transition line(Transition::Kind kind, std::string state, Timestamp now) {
    Transition transition;
    transition.at = now;
    transition.kind = kind;
    transition.state = std::move(state);
    return transition;
}

Executions::Wish wish_of(const TenantId& tenant, const ExecutionRecord& record) {
    return {ports::tag_of(tenant, record), record.input};
}

bool is_open(const ExecutionRecord& record) {
    return record.standing == Standing::Waiting || record.standing == Standing::Running;
}

/// Nothing was heard of its tasks yet, so that the service may not know of it.
bool is_fresh(const ExecutionRecord& record) {
    using Kind = Transition::Kind;
    if (record.history.size() < 2 || record.history.back().kind != Kind::Entered) return false;
    const auto before = record.history[record.history.size() - 2].kind;
    return before == Kind::Started || before == Kind::Redriven;
}

bool may_pass(const Error& error) { return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout; }

tl::unexpected<Error> busy() {
    return fail(ErrorCode::Unavailable, "busy", "Too much changes at once here; try again in a moment.");
}

}  // namespace

StepFunctionsOrchestrator::StepFunctionsOrchestrator(Client& client, ports::MetadataStore& store, const ports::Clock& clock,
                                                     Options options, Effects effects)
    : store_(store),
      clock_(clock),
      options_(std::move(options)),
      effects_(std::move(effects)),
      executions_(client, options_.state_machine),
      admission_(store, options_.jobs_at_once) {}

/// Stores the record as running or, if no place is free, as waiting. `Conflict` where the record has changed.
Status StepFunctionsOrchestrator::commit_admitted(const TenantId& tenant, Record& record, const Batch& effects) {
    for (int tries = 0; tries < kTries; ++tries) {
        auto places = admission_.read(tenant);
        if (!places) return tl::unexpected(places.error());
        record.standing = places->take(record.job) ? Standing::Running : Standing::Waiting;
        auto batch = effects;
        batch.writes.emplace_back(ports::put_execution(record));
        places->store_with(batch);
        const auto done = store_.commit(tenant, batch);
        if (done) ++record.version;
        const bool of_places =
            Admission::lost_race(done, record.job) && done.error().where != ports::execution_record_id(record.job).str();
        if (!of_places) return done;
        std::this_thread::sleep_for(kPause * tries);  // somebody else got through
    }
    return busy();
}

Status StepFunctionsOrchestrator::start(const TenantId& tenant, const ports::NewExecution& wish) {
    const auto known = ports::get_execution(store_, tenant, wish.job);
    if (!known) return tl::unexpected(known.error());
    if (*known) {
        if ((*known)->input != wish.input)
            return fail(ErrorCode::Conflict, "job-exists", "There is a job of this name with other input; use a new one.");
        return is_fresh(**known) ? begin_or_leave(tenant, **known) : Status{};
    }
    const auto now = clock_.now();
    Record record;
    record.job = wish.job;
    record.input = wish.input;
    record.trace = wish.trace;
    record.created_at = now;
    record.position = {options_.start_state, wish.input, nlohmann::json::object(), std::nullopt};
    record.add({line(Transition::Kind::Started, "", now), line(Transition::Kind::Entered, options_.start_state, now)});
    if (ports::tagged(wish.input, ports::tag_of(tenant, record)).dump().size() > ports::kMaxStateBytes)
        return fail(ErrorCode::LimitExceeded, "state-too-large", "The request is too long to be passed on; shorten its texts.");
    const auto stored = commit_admitted(tenant, record, effects_.started ? effects_.started(tenant, wish) : Batch{});
    if (Admission::lost_race(stored, wish.job)) return start(tenant, wish);  // begun by somebody else this moment
    return stored ? begin_or_leave(tenant, record) : stored;
}

Status StepFunctionsOrchestrator::begin_or_leave(const TenantId& tenant, const Record& record) {
    if (record.standing != Standing::Running) return {};
    auto begun = begin(tenant, record);
    if (begun || !may_pass(begun.error())) return begun;
    telemetry::log(telemetry::Level::Warning, "execution-start-failed", record.trace,
                   {{"job", record.job.str()}, {"reason", begun.error().reason}});
    return {};
}

/// Where the name is another execution's (of a job that was forgotten, or another tenant's of the same id), the next run's name is tried.
Status StepFunctionsOrchestrator::begin(const TenantId& tenant, Record record) {
    for (int tries = 0; tries < kTries; ++tries) {
        const auto begun = executions_.start(wish_of(tenant, record), soon());
        if (!begun) return tl::unexpected(begun.error());
        if (*begun == Executions::Start::Begun) return {};
        ++record.run;
        Batch batch;
        batch.writes.emplace_back(ports::put_execution(record));
        const auto stored = store_.commit(tenant, batch);
        if (!stored && !Admission::lost_race(stored, record.job)) return stored;
        auto again = existing(tenant, record.job);
        if (!again) return tl::unexpected(again.error());
        if (again->standing != Standing::Running) return {};
        record = std::move(*again);
    }
    return busy();
}

Result<StepFunctionsOrchestrator::Record> StepFunctionsOrchestrator::existing(const TenantId& tenant, const JobId& job) {
    auto record = ports::get_execution(store_, tenant, job);
    if (!record) return tl::unexpected(record.error());
    if (*record) return std::move(**record);
    return fail(ErrorCode::NotFound, "no-job", "There is no such job; look at the list of jobs.");
}

Result<std::optional<ports::Execution>> StepFunctionsOrchestrator::describe(const TenantId& tenant, const JobId& job) {
    const auto record = ports::get_execution(store_, tenant, job);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return std::nullopt;
    return ports::described(**record);
}

Status StepFunctionsOrchestrator::cancel(const TenantId& tenant, const JobId& job) {
    for (int tries = 0; tries < kTries; ++tries) {
        auto record = existing(tenant, job);
        if (!record) return tl::unexpected(record.error());
        if (!is_open(*record)) return fail(ErrorCode::Conflict, "job-ended", "The job has ended; there is nothing to cancel.");
        const auto before = record->standing;
        record->standing = Standing::Cancelled;
        record->ending =
            ports::Ending{ports::ExecutionStatus::Cancelled, record->position.state, record->position.data, {}, {}, {}, {}};
        record->add({line(Transition::Kind::Cancelled, "", clock_.now())});
        auto batch = effects_.cancelled ? effects_.cancelled(tenant, job) : Batch{};
        batch.writes.emplace_back(ports::put_execution(*record));
        const auto stored = store_.commit(tenant, batch);
        if (Admission::lost_race(stored, job)) continue;
        if (!stored) return stored;
        // From here on it is cancelled: its tasks commit nothing any more, whether or not the service can be told.
        const auto stopped = before == Standing::Running ? executions_.stop(ports::tag_of(tenant, *record), soon()) : Status{};
        const auto released = release(tenant, job);
        for (const auto* told : {&stopped, &released}) {
            if (!*told)
                telemetry::log(telemetry::Level::Warning, "execution-stop-failed", record->trace,
                               {{"job", job.str()}, {"reason", told->error().reason}});
        }
        return {};
    }
    return busy();
}

Status StepFunctionsOrchestrator::redrive(const TenantId& tenant, const JobId& job) {
    auto record = existing(tenant, job);
    if (!record) return tl::unexpected(record.error());
    const auto not_failed = [] {
        return fail(ErrorCode::Conflict, "job-not-failed", "Only a failed job can be tried again; submit a new one instead.");
    };
    if (record->standing != Standing::Failed || !record->ending || !record->ending->again) return not_failed();
    const auto now = clock_.now();
    ++record->run;
    record->position = *record->ending->again;
    record->ending.reset();
    ports::forget_endings(*record);
    record->add({line(Transition::Kind::Redriven, "", now), line(Transition::Kind::Entered, record->position.state, now)});
    const auto stored = commit_admitted(tenant, *record, effects_.redriven ? effects_.redriven(tenant, job) : Batch{});
    if (Admission::lost_race(stored, job)) return not_failed();  // redriven by somebody else this moment
    return stored ? begin_or_leave(tenant, *record) : stored;
}

Status StepFunctionsOrchestrator::forget(const TenantId& tenant, const JobId& job) {
    const auto record = ports::get_execution(store_, tenant, job);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return {};
    const auto running = [] { return fail(ErrorCode::Conflict, "job-running", "The job has not ended; cancel it first."); };
    if (is_open(**record)) return running();
    Batch batch;
    batch.writes.emplace_back(ports::put_execution(**record));
    batch.writes.emplace_back(ports::Remove{RecordKind::Marker, ports::execution_record_id(job)});
    const auto removed = store_.commit(tenant, batch);
    return Admission::lost_race(removed, job) ? running() : removed;
}

Result<std::vector<ExecutionRecord>> StepFunctionsOrchestrator::standing(const TenantId& tenant, Standing standing,
                                                                         std::size_t limit) {
    ports::RecordQuery query;
    query.kind = RecordKind::Marker;
    query.state = std::string(ports::to_string(standing));
    query.order = ports::RecordQuery::Order::OldestFirst;
    query.limit = limit;
    const auto records = store_.list(tenant, query);
    if (!records) return tl::unexpected(records.error());
    std::vector<ExecutionRecord> found;
    for (const auto& it : *records) {
        auto record = ports::execution_from(it);
        if (!record) return tl::unexpected(record.error());
        found.push_back(std::move(*record));
    }
    return found;
}

Status StepFunctionsOrchestrator::release(const TenantId& tenant, const JobId& job) {
    const auto left = leave(tenant, job);
    const auto done = left ? fill(tenant) : left;
    if (!done && done.error().code == ErrorCode::NotFound) return {};  // the tenant was erased, and its places with it
    return done;
}

Status StepFunctionsOrchestrator::leave(const TenantId& tenant, const JobId& job) {
    for (int tries = 0; tries < kTries; ++tries) {
        auto places = admission_.read(tenant);
        if (!places) return tl::unexpected(places.error());
        if (!places->jobs().contains(job.str())) return {};
        const auto record = ports::get_execution(store_, tenant, job);
        if (!record) return tl::unexpected(record.error());
        if (*record && (*record)->standing == Standing::Running) return {};
        places->leave(job);
        Batch batch;
        places->store_with(batch);
        const auto left = store_.commit(tenant, batch);
        if (!Admission::lost_race(left, job)) return left;
    }
    return busy();
}

/// Begins those that wait, as far as there are places.
Status StepFunctionsOrchestrator::fill(const TenantId& tenant) {
    const auto places = admission_.read(tenant);
    if (!places) return tl::unexpected(places.error());
    const auto free = std::min<std::size_t>(static_cast<std::size_t>(places->free()), kMostAtATime);
    if (free == 0) return {};
    auto waiting = standing(tenant, Standing::Waiting, free);
    if (!waiting) return tl::unexpected(waiting.error());
    for (auto& record : *waiting) {
        const auto stored = commit_admitted(tenant, record, {});
        if (Admission::lost_race(stored, record.job)) continue;  // cancelled, or begun by somebody else
        if (!stored) return stored;
        if (auto begun = begin_or_leave(tenant, record); !begun) return begun;
    }
    return {};
}

Result<std::optional<ExecutionEnd>> StepFunctionsOrchestrator::check(const TenantId& tenant, const Record& record,
                                                                     Deadline deadline) {
    const auto told = executions_.describe(wish_of(tenant, record), deadline);
    if (!told) return tl::unexpected(told.error());
    if (told->state == Executions::State::Running) return std::nullopt;
    if (told->state == Executions::State::Ended) return told->end;
    if (auto begun = begin(tenant, record); !begun) return tl::unexpected(begun.error());
    return std::nullopt;
}

Result<std::vector<ExecutionEnd>> StepFunctionsOrchestrator::look_after(const TenantId& tenant, Deadline deadline) {
    auto running = standing(tenant, Standing::Running, kMostAtATime);
    if (!running) return tl::unexpected(running.error());
    std::vector<ExecutionEnd> ends;
    for (const auto& record : *running) {
        if (record.updated_at + options_.quiet > clock_.now()) continue;
        if (deadline.passed()) return ends;
        auto end = check(tenant, record, deadline);
        if (!end) return tl::unexpected(end.error());
        if (*end) ends.push_back(std::move(**end));
    }
    const auto places = admission_.read(tenant);
    if (!places) return tl::unexpected(places.error());
    for (const auto& job : places->jobs()) {
        if (auto released = release(tenant, JobId(job)); !released) return tl::unexpected(released.error());
    }
    if (auto filled = fill(tenant); !filled) return tl::unexpected(filled.error());
    return ends;
}

Result<std::vector<ports::NotedFailure>> StepFunctionsOrchestrator::failures(const ports::ExecutionTag& tag, Deadline deadline) {
    return executions_.failures(tag, deadline);
}

Status StepFunctionsOrchestrator::drop(const TenantId& tenant, Deadline deadline) {
    const auto running = standing(tenant, Standing::Running, kMostAtATime);
    if (!running) return tl::unexpected(running.error());
    for (const auto& record : *running) {
        if (auto stopped = executions_.stop(ports::tag_of(tenant, record), deadline); !stopped) return stopped;
    }
    return {};
}

}  // namespace bespoke::adapters::aws
