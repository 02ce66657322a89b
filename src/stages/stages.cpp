#include "stages/stages.hpp"

namespace bespoke::stages {
namespace {

using engine::Task;
using engine::TaskContext;
using engine::TaskOutput;
using nlohmann::json;

/// A stage of which the outside learns nothing.
Task quiet(const StagePorts& ports, Result<json> (*stage)(const StagePorts&, const TaskContext&, const json&)) {
    return [ports, stage](const TaskContext& context, const json& state) -> Result<TaskOutput> {
        auto result = stage(ports, context, state);
        if (!result) return tl::unexpected(std::move(result.error()));
        return TaskOutput{std::move(*result), {}};
    };
}

Task telling(const StagePorts& ports, Result<TaskOutput> (*stage)(const StagePorts&, const TaskContext&, const json&)) {
    return [ports, stage](const TaskContext& context, const json& state) { return stage(ports, context, state); };
}

}  // namespace

engine::Tasks make_tasks(const StagePorts& ports) {
    return {{"ingest", quiet(ports, ingest)},
            {"parse", quiet(ports, parse)},
            {"embed", quiet(ports, embed)},
            {"retrieve", quiet(ports, retrieve)},
            {"generate", quiet(ports, generate)},
            {"validate", quiet(ports, validate)},
            {"render", quiet(ports, render)},
            {"persist", quiet(ports, persist)},
            {"notify", telling(ports, notify)},
            {"reject", telling(ports, reject)},
            {"dead-letter", telling(ports, dead_letter)}};
}

}  // namespace bespoke::stages
