#include "artifacts/render.hpp"
#include "stages/models.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"
#include "tailoring/propose.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

/// Pages are counted in the style that the job will be rendered in; only asked for under a page budget.
Result<tailoring::PageCount> page_count_of(const Payload& payload, int max_pages) {
    if (max_pages <= 0) return tailoring::PageCount{};
    const auto stored = payload.get_json("parse", "style.json");
    if (!stored) return tl::unexpected(stored.error());
    auto style = artifacts::style_guide_from_json(*stored);
    if (!style) return tl::unexpected(style.error());
    return tailoring::PageCount([style = std::move(*style), max_pages](const resume::Resume& resume) {
        return artifacts::count_pages(resume, style, max_pages);
    });
}

/// How many times the edits have been proposed, this time included; the pipeline asks again at most twice.
int attempt_of(const json& state) { return state.value("generate", json::object()).value("attempt", 0) + 1; }

}  // namespace

Result<json> generate(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
    const Payload payload(ports.blobs, context, "generate", state);
    const auto request = request_of(state);
    if (!request) return tl::unexpected(request.error());
    const auto resume = load_resume(payload);
    if (!resume) return tl::unexpected(resume.error());
    const auto job_description = load_job_description(payload);
    if (!job_description) return tl::unexpected(job_description.error());
    const auto match = load_match(payload);
    if (!match) return tl::unexpected(match.error());
    const auto present = load_present(state);
    if (!present) return tl::unexpected(present.error());
    auto page_count = page_count_of(payload, request->max_pages);
    if (!page_count) return tl::unexpected(page_count.error());

    const auto edits =
        tailoring::propose(*resume, *job_description, *match, {*present, request->max_pages, std::move(*page_count)});
    auto list = nlohmann::ordered_json::array();
    for (const auto& edit : edits) list.push_back(tailoring::to_json(edit, *resume));
    auto stored = payload.put_json("edits.json", list);
    if (!stored) return tl::unexpected(stored.error());
    return with_output(state, "generate",
                       {{"edits.json", std::move(*stored)}, {"proposed", edits.size()}, {"attempt", attempt_of(state)}});
}

}  // namespace bespoke::stages
