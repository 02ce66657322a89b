#include "evidence/evidence.hpp"
#include "stages/models.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {

Result<nlohmann::json> retrieve(const StagePorts& ports, const engine::TaskContext& context, const nlohmann::json& state) {
    const Payload payload(ports.blobs, context, "retrieve", state);
    const auto resume = load_resume(payload);
    if (!resume) return tl::unexpected(resume.error());
    const auto job_description = load_job_description(payload);
    if (!job_description) return tl::unexpected(job_description.error());
    const auto present = load_present(state);
    if (!present) return tl::unexpected(present.error());
    const auto stored_evidence = payload.get_json("embed", "evidence.json");
    if (!stored_evidence) return tl::unexpected(stored_evidence.error());
    const auto texts = evidence::evidence_from_json(*stored_evidence);
    if (!texts) return tl::unexpected(texts.error());

    const auto ranker = evidence::make_lexical_ranker(*texts);
    const auto report = evidence::match(*resume, *job_description, *ranker, *texts, *present);
    auto stored = payload.put_json("match.json", evidence::to_json(report, *job_description, *resume));
    if (!stored) return tl::unexpected(stored.error());
    return with_output(state, "retrieve", {{"match.json", std::move(*stored)}});
}

}  // namespace bespoke::stages
