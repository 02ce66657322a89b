#include "stages/generation.hpp"
#include "stages/models.hpp"
#include "stages/payload.hpp"
#include "stages/stages.hpp"
#include "stages/vectors.hpp"

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

std::vector<Wording> wordings_of(const std::vector<tailoring::Edit>& kept, const resume::Resume& original,
                                 const evidence::Embeddings& embeddings) {
    std::vector<Wording> wordings;
    for (const auto& edit : kept) {
        if (edit.kind != tailoring::EditKind::RewriteHighlight) continue;
        auto texts = tailoring::compared_texts(json(tailoring::to_json(edit, original)));
        const auto vector = embeddings.of(texts.before);
        wordings.push_back({edit.id, std::move(texts.before), std::move(texts.after), {vector.begin(), vector.end()}});
    }
    return wordings;
}

/// Rewritten texts that are in the finished resume can be found again by this tenant's next jobs.
Status remember_wordings(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload) {
    if (ports.memory == nullptr) return {};
    const auto original = load_resume(payload);
    if (!original) return tl::unexpected(original.error());
    const auto edits = load_edits(payload);
    if (!edits) return tl::unexpected(edits.error());
    const auto verdicts = load_verdicts(payload);
    if (!verdicts) return tl::unexpected(verdicts.error());
    const auto embeddings = load_embeddings(payload, {"embed", "validate"});
    if (!embeddings) return tl::unexpected(embeddings.error());
    const auto wordings = wordings_of(accepted(*edits, *verdicts), *original, *embeddings);
    return wordings.empty() ? Status{} : ports.memory->remember(context.tenant, context.job, wordings);
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
    if (auto done = remember_wordings(ports, context, payload); !done) return tl::unexpected(done.error());
    auto summary = summary_of(payload);
    if (!summary) return tl::unexpected(summary.error());
    return with_output(
        state, "persist",
        {{"manifest.json", std::move(*stored)}, {"artifacts", std::move(manifest)}, {"result", std::move(*summary)}});
}

}  // namespace bespoke::stages
