#include "stages/payload.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {
namespace {

using engine::TaskContext;
using engine::TaskOutput;
using nlohmann::json;

/// The job's record and whoever listens learn how it ended, in the transaction that commits the stage.
ports::Batch ending(const TaskContext& context, const std::string& state, json data) {
    ports::Batch batch;
    batch.writes.emplace_back(ports::SetState{ports::RecordKind::Job, RecordId(context.job.str()), state, std::nullopt});
    ports::Event event;
    event.type = "job." + state;
    event.subject = context.job.str();
    event.data = std::move(data);
    batch.events.push_back(std::move(event));
    return batch;
}

/// What Catch left at "/failure": the name of the error, and what the engine says of it. Only names pass on; a sentence may quote
/// the document.
json cause_of(const json& state) {
    const auto failure = state.value("failure", json::object());
    const auto cause = json::parse(failure.value("Cause", ""), nullptr, false);
    const auto text = [&](const char* key) { return cause.is_object() ? cause.value(key, "") : std::string{}; };
    return {{"error", failure.value("Error", "")}, {"stage", text("state")}, {"reason", text("reason")}};
}

}  // namespace

Result<TaskOutput> notify(const StagePorts&, const TaskContext& context, const json& state) {
    const auto& validated = state.at("validate");
    auto effects = ending(context, "succeeded", {{"accepted", validated.at("accepted")}, {"refused", validated.at("refused")}});
    return TaskOutput{with_output(state, "notify", {{"event", "job.succeeded"}}), std::move(effects)};
}

Result<TaskOutput> reject(const StagePorts&, const TaskContext& context, const json& state) {
    return TaskOutput{state, ending(context, "rejected", cause_of(state))};
}

Result<TaskOutput> dead_letter(const StagePorts&, const TaskContext& context, const json& state) {
    return TaskOutput{state, ending(context, "dead", cause_of(state))};
}

}  // namespace bespoke::stages
