#include "stages/payload.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {

Result<nlohmann::json> persist(const StagePorts& ports, const engine::TaskContext& context, const nlohmann::json& state) {
    const Payload payload(ports.blobs, context, "persist", state);
    auto manifest = nlohmann::ordered_json::array();
    for (const auto& [name, key] : state.at("render").items()) {
        const auto bytes = payload.get("render", name);
        if (!bytes) return tl::unexpected(bytes.error());
        manifest.push_back({{"name", name}, {"blob", key}, {"bytes", bytes->size()}, {"sha256", sha256_hex(*bytes)}});
    }
    auto stored = payload.put_json("manifest.json", manifest);
    if (!stored) return tl::unexpected(stored.error());
    return with_output(state, "persist", {{"manifest.json", std::move(*stored)}, {"artifacts", std::move(manifest)}});
}

}  // namespace bespoke::stages
