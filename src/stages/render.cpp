#include "artifacts/render.hpp"

#include "artifacts/change_log.hpp"
#include "artifacts/report.hpp"
#include "stages/generation.hpp"
#include "stages/models.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"
#include "stages/vectors.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;
using Artifacts = std::vector<std::pair<std::string, Bytes>>;

/// Everything that the artifacts are made of.
struct Finished {
    resume::Resume original, tailored;
    job_description::JobDescription job_description;
    Generation generation;
    std::vector<tailoring::Verdict> verdicts;
    evidence::Embeddings embeddings;
    evidence::MatchReport before, after;
    artifacts::StyleGuide style;
};

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
            .and_then([&] { return take(load_generation(payload), finished.generation); })
            .and_then([&] { return take(load_verdicts(payload), finished.verdicts); })
            .and_then([&] {
                return take(load_embeddings(payload, {"embed", "validate"}), finished.embeddings);
            })
            .and_then([&] { return take(load_match(payload), finished.before); })
            .and_then([&] { return take(load_style(payload), finished.style); })
            .and_then([&] {
                // Applied again rather than read back: JSON has no room for the ids that moved nodes keep.
                return take(tailoring::apply(finished.original, accepted(finished.generation.edits, finished.verdicts)),
                            finished.tailored);
            });
    if (!loaded) return tl::unexpected(loaded.error());
    note_verdicts(finished.generation.origin, finished.verdicts);
    const auto texts = evidence::collect(finished.tailored);
    const auto ranker = evidence::make_fused_ranker(texts, finished.embeddings);
    finished.after = evidence::match(finished.tailored, finished.job_description, *ranker, texts, present);
    return finished;
}

Bytes json_bytes(const nlohmann::ordered_json& value) {
    return to_bytes(value.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

/// The report names all other files by their hashes, and itself by that of its canonical form (keys sorted, no blanks).
void seal(nlohmann::ordered_json& report, const Artifacts& beside) {
    auto hashes = nlohmann::ordered_json::object();
    for (const auto& [name, bytes] : beside) hashes[name] = sha256_hex(bytes);
    report["artifacts"] = std::move(hashes);
    report["digest"] = sha256_hex(as_bytes(json(report).dump(-1, ' ', false, json::error_handler_t::replace)));
}

Result<Artifacts> make_artifacts(const Finished& finished, const json& state, int max_pages) {
    auto pdf = artifacts::render_pdf(finished.tailored, finished.style, max_pages);
    if (!pdf) return tl::unexpected(pdf.error());
    auto docx = artifacts::render_docx(finished.tailored, finished.style, max_pages);
    if (!docx) return tl::unexpected(docx.error());
    const auto patch = tailoring::to_json_patch(finished.original, accepted(finished.generation.edits, finished.verdicts));
    if (!patch) return tl::unexpected(patch.error());

    const auto& generation = finished.generation;
    const artifacts::ChangeLog log{finished.original, finished.tailored, finished.job_description, generation.edits,
                                   finished.verdicts, finished.before,   finished.after,           generation.origin};
    artifacts::ReportFacts facts;
    facts.as_of = state["parse"]["asOf"].get<std::string>();
    facts.style = finished.style.name;
    facts.pages = pdf->pages;
    facts.max_pages = max_pages;
    facts.embedder = state["embed"].value("embedder", "lexical");
    facts.warnings = state["parse"]["warnings"].get<std::vector<std::string>>();
    facts.warnings.insert(facts.warnings.end(), generation.warnings.begin(), generation.warnings.end());
    facts.findings = state["parse"].value("findings", json::array());
    Artifacts made;
    made.emplace_back("resume.json", json_bytes(resume::to_json(finished.original, resume::Provenance::Omit)));
    made.emplace_back("tailored.json", json_bytes(resume::to_json(finished.tailored, resume::Provenance::Omit)));
    made.emplace_back("resume.docx", std::move(*docx));
    made.emplace_back("resume.pdf", std::move(pdf->bytes));
    made.emplace_back("changes.json", json_bytes(artifacts::changes_json(log)));
    made.emplace_back("changes.patch.json", json_bytes(*patch));
    made.emplace_back("changes.html", to_bytes(artifacts::changes_html(log)));
    auto report = artifacts::report_json(log, facts);
    seal(report, made);
    made.emplace_back("report.json", json_bytes(report));
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
