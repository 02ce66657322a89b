#include "artifacts/render.hpp"

#include "artifacts/change_log.hpp"
#include "artifacts/report.hpp"
#include "stages/models.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;
using Artifacts = std::vector<std::pair<std::string, Bytes>>;

/// Everything that the artifacts are made of.
struct Finished {
    resume::Resume original, tailored;
    job_description::JobDescription job_description;
    std::vector<tailoring::Edit> edits;
    std::vector<tailoring::Verdict> verdicts;
    evidence::MatchReport before, after;
    artifacts::StyleGuide style;
};

template <class T>
Status take(Result<T> from, T& into) {
    if (!from) return tl::unexpected(from.error());
    into = std::move(*from);
    return {};
}

Result<artifacts::StyleGuide> load_style(const Payload& payload) {
    const auto stored = payload.get_json("parse", "style.json");
    if (!stored) return tl::unexpected(stored.error());
    return artifacts::style_guide_from_json(*stored);
}

Result<Finished> load_finished(const Payload& payload, resume::Date present) {
    Finished finished;
    const Status loaded =
        take(load_resume(payload), finished.original)
            .and_then([&] { return take(load_job_description(payload), finished.job_description); })
            .and_then([&] { return take(load_edits(payload), finished.edits); })
            .and_then([&] { return take(load_verdicts(payload), finished.verdicts); })
            .and_then([&] { return take(load_match(payload), finished.before); })
            .and_then([&] { return take(load_style(payload), finished.style); })
            .and_then([&] {
                // Applied again rather than read back: JSON has no room for the ids that moved nodes keep.
                return take(tailoring::apply(finished.original, accepted(finished.edits, finished.verdicts)), finished.tailored);
            });
    if (!loaded) return tl::unexpected(loaded.error());
    finished.after = evidence::match(finished.tailored, finished.job_description, present);
    return finished;
}

Bytes json_bytes(const nlohmann::ordered_json& value) {
    return to_bytes(value.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

Result<Artifacts> make_artifacts(const Finished& finished, const json& state, int max_pages) {
    auto pdf = artifacts::render_pdf(finished.tailored, finished.style, max_pages);
    if (!pdf) return tl::unexpected(pdf.error());
    auto docx = artifacts::render_docx(finished.tailored, finished.style, max_pages);
    if (!docx) return tl::unexpected(docx.error());
    const auto patch = tailoring::to_json_patch(finished.original, accepted(finished.edits, finished.verdicts));
    if (!patch) return tl::unexpected(patch.error());

    const artifacts::ChangeLog log{finished.original, finished.tailored, finished.job_description,
                                   finished.edits,    finished.verdicts, finished.before,
                                   finished.after};
    const artifacts::ReportFacts facts{state["parse"]["asOf"].get<std::string>(), finished.style.name, pdf->pages, max_pages,
                                       state["parse"]["warnings"].get<std::vector<std::string>>()};
    Artifacts made;
    made.emplace_back("resume.json", json_bytes(resume::to_json(finished.original, resume::Provenance::Omit)));
    made.emplace_back("tailored.json", json_bytes(resume::to_json(finished.tailored, resume::Provenance::Omit)));
    made.emplace_back("resume.docx", std::move(*docx));
    made.emplace_back("resume.pdf", std::move(pdf->bytes));
    made.emplace_back("changes.json", json_bytes(artifacts::changes_json(log)));
    made.emplace_back("changes.patch.json", json_bytes(*patch));
    made.emplace_back("changes.html", to_bytes(artifacts::changes_html(log)));
    made.emplace_back("report.json", json_bytes(artifacts::report_json(log, facts)));
    return made;
}

}  // namespace

Result<json> render(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
    const Payload payload(ports.blobs, context, "render", state);
    const auto request = request_of(state);
    if (!request) return tl::unexpected(request.error());
    const auto present = load_present(state);
    if (!present) return tl::unexpected(present.error());
    const auto finished = load_finished(payload, *present);
    if (!finished) return tl::unexpected(finished.error());
    const auto made = make_artifacts(*finished, state, request->max_pages);
    if (!made) return tl::unexpected(made.error());
    json output;
    for (const auto& [name, bytes] : *made) {
        auto stored = payload.put(name, bytes);
        if (!stored) return tl::unexpected(stored.error());
        output[name] = std::move(*stored);
    }
    return with_output(state, "render", std::move(output));
}

}  // namespace bespoke::stages
