#include "artifacts/render.hpp"

#include <algorithm>

#include "stages/generation.hpp"
#include "stages/lessons.hpp"
#include "stages/model_edits.hpp"
#include "stages/models.hpp"
#include "stages/stages.hpp"
#include "stages/vectors.hpp"
#include "tailoring/propose.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

/// Pages are counted and measured in the style that the job will be rendered in; only asked for under a page budget.
Status add_page_budget(const Payload& payload, int max_pages, tailoring::ProposeOptions& options) {
    options.max_pages = max_pages;
    if (max_pages <= 0) return {};
    const auto stored = payload.get_json("parse", "style.json");
    if (!stored) return tl::unexpected(stored.error());
    auto style = artifacts::style_guide_from_json(*stored);
    if (!style) return tl::unexpected(style.error());
    options.page_count = [style = *style, max_pages](const resume::Resume& resume) {
        return artifacts::count_pages(resume, style, max_pages);
    };
    options.page_measure = [style = *style](const resume::Resume& resume) { return artifacts::measure_pages(resume, style); };
    return {};
}

/// How many times the edits have been proposed, this time included; the pipeline asks again at most twice.
int attempt_of(const json& state) { return state.value("generate", json::object()).value("attempt", 0) + 1; }

/// Everything that edits are made of.
struct Known {
    Request request;
    resume::Resume resume;
    job_description::JobDescription job_description;
    evidence::MatchReport match;
    evidence::Embeddings embeddings;
    tailoring::Preferences preferences;
    tailoring::ProposeOptions options;
};

Result<Known> load_known(const Payload& payload, const json& state) {
    Known known;
    const Status loaded = take(request_of(state), known.request)
                              .and_then([&] { return take(load_resume(payload), known.resume); })
                              .and_then([&] { return take(load_job_description(payload), known.job_description); })
                              .and_then([&] { return take(load_match(payload), known.match); })
                              .and_then([&] { return take(load_embeddings(payload, {"embed"}), known.embeddings); })
                              .and_then([&] { return take(load_preferences(payload), known.preferences); })
                              .and_then([&] { return take(load_present(state), known.options.today); })
                              .and_then([&] { return add_page_budget(payload, known.request.max_pages, known.options); });
    if (!loaded) return tl::unexpected(loaded.error());
    return known;
}

/// A line that is left out for the page budget needs no wording.
void drop_removed(std::vector<tailoring::Edit>& reworded, const std::vector<tailoring::Edit>& rules) {
    std::erase_if(reworded, [&](const tailoring::Edit& edit) {
        return std::ranges::any_of(rules, [&](const tailoring::Edit& other) {
            return other.target == edit.target && std::holds_alternative<tailoring::Remove>(other.change);
        });
    });
}

/// Edits without a model: wordings that were found good before, then the rules'.
Generation proposed_by_rules(Known& known) {
    Generation generation;
    known.options.embeddings = &known.embeddings;
    known.options.preferences = &known.preferences;
    generation.origin.generator = to_string(Generator::Rules);
    auto rules = tailoring::propose(known.resume, known.job_description, known.match, known.options);
    generation.origin.not_proposed = withhold(rules, known.resume, known.preferences);
    auto reworded = tailoring::reuse_wordings(known.resume, known.preferences);
    drop_removed(reworded, rules);
    for (const auto& edit : reworded) generation.origin.proposers[edit.id] = "earlier-job";
    generation.edits = joined(std::move(reworded), rules);
    return generation;
}

/// What the model did before and why it is asked again.
Result<std::vector<std::string>> take_over_attempts(const Payload& payload, artifacts::Origin& origin) {
    if (!payload.has("generate", "generation.json")) return std::vector<std::string>{};
    auto last = load_generation(payload);
    if (!last) return tl::unexpected(last.error());
    const auto verdicts = load_verdicts(payload);
    if (!verdicts) return tl::unexpected(verdicts.error());
    note_verdicts(last->origin, *verdicts);
    origin.attempts = std::move(last->origin.attempts);
    const auto reasons = payload.get_json("validate", "retry.json");
    if (!reasons) return tl::unexpected(reasons.error());
    return reasons->get<std::vector<std::string>>();
}

Status ask_model(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload, int attempt,
                 const Known& known, Generation& generation) {
    const bool fits = is_bedrock(known.request.generator) == (ports.model_service == ModelService::Bedrock);
    if (ports.model == nullptr || !fits) {
        return fail(ErrorCode::InvalidInput, "no-model",
                    "No language model is set up here; choose the generator \"rules\", or ask the operator for one.");
    }
    generation.origin.generator = to_string(is_bedrock(known.request.generator) ? Generator::Bedrock : Generator::Model);
    auto retry = take_over_attempts(payload, generation.origin);
    if (!retry) return tl::unexpected(retry.error());
    return add_model_edits(ports, context, known.request.generator,
                           {known.resume, known.job_description, known.match, known.preferences, std::move(*retry), attempt},
                           generation);
}

/// The bytes of this visit: those of an earlier try if there are any, so that a model is not asked twice.
Result<Generation> generated(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload,
                             const json& state) {
    auto known = load_known(payload, state);
    if (!known) return tl::unexpected(known.error());
    auto generation = proposed_by_rules(*known);
    if (known->request.generator != Generator::Rules) {
        if (auto asked = ask_model(ports, context, payload, attempt_of(state), *known, generation); !asked)
            return tl::unexpected(asked.error());
    }
    const auto text = to_json(generation, known->resume).dump(1, ' ', false, json::error_handler_t::replace);
    const auto stored = payload.put_first("generation.json", as_bytes(text));
    if (!stored) return tl::unexpected(stored.error());
    return generation;
}

Result<std::size_t> count_edits(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload,
                                const json& state) {
    const auto before = payload.find("generation.json");
    if (!before) return tl::unexpected(before.error());
    if (*before) {
        const auto generation = generation_from_json(json::parse(as_text(**before), nullptr, false));
        if (generation) return generation->edits.size();
    }
    const auto generation = generated(ports, context, payload, state);
    if (!generation) return tl::unexpected(generation.error());
    return generation->edits.size();
}

}  // namespace

Result<json> generate(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
    const Payload payload(ports.blobs, context, "generate", state);
    const auto proposed = count_edits(ports, context, payload, state);
    if (!proposed) return tl::unexpected(proposed.error());
    return with_output(
        state, "generate",
        {{"generation.json", payload.reference("generation.json")}, {"proposed", *proposed}, {"attempt", attempt_of(state)}});
}

}  // namespace bespoke::stages
