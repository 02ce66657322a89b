#include "stages/stages.hpp"

namespace bespoke::stages {

engine::Tasks make_tasks(const StagePorts& ports) {
    using Stage = Result<nlohmann::json> (*)(const StagePorts&, const engine::TaskContext&, const nlohmann::json&);
    const auto task = [&ports](Stage stage) -> engine::Task {
        return [&ports, stage](const engine::TaskContext& context, const nlohmann::json& state) {
            return stage(ports, context, state);
        };
    };
    return {{"ingest", task(ingest)},     {"parse", task(parse)},       {"embed", task(embed)},
            {"retrieve", task(retrieve)}, {"generate", task(generate)}, {"validate", task(validate)},
            {"render", task(render)},     {"persist", task(persist)},   {"notify", task(notify)}};
}

}  // namespace bespoke::stages
