#include "evidence/embeddings.hpp"
#include "evidence/evidence.hpp"
#include "stages/lessons.hpp"
#include "stages/models.hpp"
#include "stages/stages.hpp"
#include "stages/vectors.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

/// What the tenant's earlier jobs teach about this resume; an empty reference if nothing does.
Result<std::string> store_lessons(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload,
                                  const resume::Resume& resume, const evidence::Embeddings& embeddings) {
    if (ports.memory == nullptr) return std::string();
    const auto texts = texts_of(resume, embeddings);
    auto past = ports.memory->recall(context.tenant, texts);
    if (!past) return tl::unexpected(past.error());
    const auto lessons = lessons_for(std::move(*past), texts);
    if (lessons.empty()) return std::string();
    return payload.put_first("lessons.json", as_bytes(to_json(lessons).dump(-1, ' ', false, json::error_handler_t::replace)));
}

}  // namespace

Result<json> retrieve(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
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
    const auto embeddings = load_embeddings(payload, {"embed"});
    if (!embeddings) return tl::unexpected(embeddings.error());

    const auto ranker = evidence::make_fused_ranker(*texts, *embeddings);
    const auto report = evidence::match(*resume, *job_description, *ranker, *texts, *present);
    auto stored = payload.put_json("match.json", evidence::to_json(report, *job_description, *resume));
    if (!stored) return tl::unexpected(stored.error());
    json output = {{"match.json", std::move(*stored)}};
    const auto lessons = store_lessons(ports, context, payload, *resume, *embeddings);
    if (!lessons) return tl::unexpected(lessons.error());
    if (!lessons->empty()) output["lessons.json"] = *lessons;
    return with_output(state, "retrieve", std::move(output));
}

}  // namespace bespoke::stages
