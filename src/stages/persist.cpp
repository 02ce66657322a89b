#include "stages/payload.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

/// What a list of jobs shows, so that it reads no blobs.
Result<json> summary_of(const Payload& payload) {
    const auto changes = payload.get_json("render", "changes.json");
    if (!changes) return tl::unexpected(changes.error());
    return json{{"before", changes->at("before")},
                {"after", changes->at("after")},
                {"proposedEdits", changes->at("proposed")},
                {"acceptedEdits", changes->at("accepted")},
                {"gaps", changes->at("gaps").size()}};
}

}  // namespace

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
    auto summary = summary_of(payload);
    if (!summary) return tl::unexpected(summary.error());
    return with_output(
        state, "persist",
        {{"manifest.json", std::move(*stored)}, {"artifacts", std::move(manifest)}, {"result", std::move(*summary)}});
}

}  // namespace bespoke::stages
