#include "tailoring/validate.hpp"

#include "stages/models.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

std::string reasons_of(const std::vector<tailoring::Finding>& findings) {
    std::string reasons;
    for (const auto& finding : findings) reasons += (reasons.empty() ? "" : " ") + finding.reason;
    return reasons;
}

}  // namespace

Result<json> validate(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
    const Payload payload(ports.blobs, context, "validate", state);
    const auto original = load_resume(payload);
    if (!original) return tl::unexpected(original.error());
    const auto job_description = load_job_description(payload);
    if (!job_description) return tl::unexpected(job_description.error());
    const auto edits = load_edits(payload);
    if (!edits) return tl::unexpected(edits.error());
    const auto present = load_present(state);
    if (!present) return tl::unexpected(present.error());

    const auto verdicts = tailoring::judge(*original, *job_description, *edits, *present);
    const auto kept = accepted(*edits, verdicts);
    const auto tailored = tailoring::apply(*original, kept);
    if (!tailored) return tl::unexpected(tailored.error());
    if (const auto findings = tailoring::verify(*original, *tailored, kept, *present); !findings.empty()) {
        return fail(ErrorCode::InvalidInput, "rejected", "The tailored resume can't be vouched for: " + reasons_of(findings));
    }

    auto list = nlohmann::ordered_json::array();
    for (const auto& verdict : verdicts) list.push_back(tailoring::to_json(verdict));
    auto stored_verdicts = payload.put_json("verdicts.json", list);
    if (!stored_verdicts) return tl::unexpected(stored_verdicts.error());
    // The rules propose the same again; a proposer that may do better another time sets "regenerate".
    return with_output(state, "validate",
                       {{"verdicts.json", std::move(*stored_verdicts)},
                        {"accepted", kept.size()},
                        {"refused", edits->size() - kept.size()},
                        {"regenerate", false}});
}

}  // namespace bespoke::stages
