#include "evidence/evidence.hpp"
#include "stages/models.hpp"
#include "stages/stages.hpp"
#include "stages/vectors.hpp"

namespace bespoke::stages {

Result<nlohmann::json> embed(const StagePorts& ports, const engine::TaskContext& context, const nlohmann::json& state) {
    const Payload payload(ports.blobs, context, "embed", state);
    const auto resume = load_resume(payload);
    if (!resume) return tl::unexpected(resume.error());
    const auto job_description = load_job_description(payload);
    if (!job_description) return tl::unexpected(job_description.error());

    const auto texts = evidence::collect(*resume);
    auto stored = payload.put_json("evidence.json", evidence::to_json(texts));
    if (!stored) return tl::unexpected(stored.error());
    nlohmann::json output = {{"evidence.json", std::move(*stored)}};
    JobVectors vectors(ports, payload, context);
    if (auto done = vectors.embed(evidence::texts_to_embed(texts, *job_description)); !done) return tl::unexpected(done.error());
    const auto stored_vectors = vectors.store();
    if (!stored_vectors) return tl::unexpected(stored_vectors.error());
    if (!stored_vectors->empty()) output["vectors.bin"] = *stored_vectors;
    if (!vectors.model().empty()) output["embedder"] = vectors.model();
    return with_output(state, "embed", std::move(output));
}

}  // namespace bespoke::stages
