#include "service/job_effects.hpp"

#include <algorithm>

namespace bespoke::service {
namespace {

using ports::Transition;

ports::Event event_of(std::string type, const JobId& job, nlohmann::json data = nlohmann::json::object()) {
    ports::Event event;
    event.type = std::move(type);
    event.subject = job.str();
    event.data = std::move(data);
    return event;
}

ports::Batch state_and_event(const JobId& job, const char* state, const char* event) {
    ports::Batch batch;
    batch.writes.emplace_back(ports::SetState{ports::RecordKind::Job, RecordId(job.str()), state, std::nullopt});
    batch.events.push_back(event_of(event, job));
    return batch;
}

/// Only beginnings and retries: the end of one stage is the beginning of the next. The machine's other states say how the job
/// ended, which has events of its own.
ports::Batch of_transition(const JobId& job, const Transition& transition) {
    ports::Batch batch;
    if (!is_stage(transition.state)) return batch;
    if (transition.kind == Transition::Kind::Entered) {
        batch.events.push_back(event_of("job.stage", job, {{"stage", transition.state}, {"status", "entered"}}));
    } else if (transition.kind == Transition::Kind::Retried) {
        batch.events.push_back(
            event_of("job.stage", job, {{"stage", transition.state}, {"status", "waiting"}, {"error", transition.error}}));
    }
    return batch;
}

}  // namespace

engine::Effects job_effects() {
    engine::Effects effects;
    effects.started = [](const TenantId&, const ports::NewExecution& execution) {
        ports::Batch batch;
        batch.events.push_back(event_of("job.created", execution.job));
        return batch;
    };
    effects.transition = [](const TenantId&, const JobId& job, const Transition& transition) {
        return of_transition(job, transition);
    };
    effects.cancelled = [](const TenantId&, const JobId& job) { return state_and_event(job, "cancelled", "job.cancelled"); };
    effects.redriven = [](const TenantId&, const JobId& job) { return state_and_event(job, "active", "job.redriven"); };
    return effects;
}

bool is_stage(std::string_view state) {
    constexpr std::string_view kStages[] = {"Ingest",   "Parse",  "Embed",   "Retrieve", "Generate",
                                            "Validate", "Render", "Persist", "Notify"};
    static_assert(std::size(kStages) == kStageCount);
    return std::ranges::find(kStages, state) != std::end(kStages);
}

}  // namespace bespoke::service
