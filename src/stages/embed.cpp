#include "evidence/evidence.hpp"
#include "stages/models.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {

Result<nlohmann::json> embed(const StagePorts& ports, const engine::TaskContext& context, const nlohmann::json& state) {
    const Payload payload(ports.blobs, context, "embed", state);
    const auto resume = load_resume(payload);
    if (!resume) return tl::unexpected(resume.error());
    auto stored = payload.put_json("evidence.json", evidence::to_json(evidence::collect(*resume)));
    if (!stored) return tl::unexpected(stored.error());
    return with_output(state, "embed", {{"evidence.json", std::move(*stored)}});
}

}  // namespace bespoke::stages
