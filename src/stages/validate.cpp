#include "tailoring/validate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "stages/generation.hpp"
#include "stages/models.hpp"
#include "stages/outside_screen.hpp"
#include "stages/request.hpp"
#include "stages/second_opinion.hpp"
#include "stages/stages.hpp"
#include "stages/vectors.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;
using tailoring::Finding;
using tailoring::Policy;
using tailoring::Verdict;

/// How often the model is asked, the first time included; the pipeline's Choice has the same figure.
constexpr int kModelAttempts = 3;

/// What verdicts are made of.
struct Case {
    Request request;
    resume::Resume original;
    job_description::JobDescription job_description;
    Generation generation;
    resume::Date present;
    Policy policy;
};

std::string reasons_of(const std::vector<Finding>& findings) {
    std::string reasons;
    for (const auto& finding : findings) reasons += (reasons.empty() ? "" : " ") + finding.reason;
    return reasons;
}

tl::unexpected<Error> rejected(std::string_view why, const std::vector<Finding>& findings) {
    return fail(
        ErrorCode::InvalidInput, "rejected",
        fmt::format(
            "The tailored resume is not handed out, since it {}: {} Use the original, or change the resume, the advertisement "
            "or the job's policy; then start the job again.",
            why, reasons_of(findings)));
}

/// The operator's policy, and the job's own where that is stricter.
Result<Policy> policy_of(const StagePorts& ports, const Request& request) {
    if (request.policy.empty()) return ports.policy;
    const auto own = tailoring::policy_from_toml(request.policy);
    if (!own) return tl::unexpected(own.error());
    return tailoring::stricter(ports.policy, *own);
}

Result<Case> load_case(const StagePorts& ports, const Payload& payload, const json& state) {
    Case it;
    const Status loaded = take(request_of(state), it.request)
                              .and_then([&] { return take(load_resume(payload), it.original); })
                              .and_then([&] { return take(load_job_description(payload), it.job_description); })
                              .and_then([&] { return take(load_generation(payload), it.generation); })
                              .and_then([&] { return take(load_present(state), it.present); })
                              .and_then([&] { return take(policy_of(ports, it.request), it.policy); });
    if (!loaded) return tl::unexpected(loaded.error());
    return it;
}

/// Vectors of everything that verdicts and the match afterwards look at, in one call.
Status embed_for_verdicts(JobVectors& vectors, const Case& it) {
    if (auto loaded = vectors.load("embed"); !loaded) return loaded;
    auto texts = evidence::texts_to_embed(evidence::collect(it.original), it.job_description);
    auto more = tailoring::texts_to_embed(it.original, it.generation.edits);
    std::ranges::move(more, std::back_inserter(texts));
    return vectors.embed(texts);
}

std::size_t accepted_of_model(const Case& it, const std::vector<Verdict>& verdicts) {
    return static_cast<std::size_t>(std::ranges::count_if(verdicts, [&](const Verdict& verdict) {
        return verdict.accepted() && is_from_model(it.generation.origin, verdict.edit);
    }));
}

/// True if the model should do better: nothing could be read out of its answer, nothing of it was valid, or too little.
bool falls_short(const Case& it, const std::vector<Verdict>& verdicts) {
    if (it.generation.unusable) return true;
    if (it.generation.origin.attempts.empty()) return false;
    const auto proposed = it.generation.origin.attempts.back().proposed;
    if (proposed == 0) return false;
    const auto kept = accepted_of_model(it, verdicts);
    return kept == 0 || static_cast<double>(kept) < it.policy.min_accepted_share * static_cast<double>(proposed);
}

/// Judges what is left together once edits of the model are gone: all that the rules proposed, and what of the model's is
/// accepted. An edit may have passed in the company of one that is gone, or have yielded to it.
void judge_again(const Case& it, const tailoring::JudgeOptions& options, std::vector<Verdict>& verdicts) {
    std::vector<tailoring::Edit> left;
    std::vector<Verdict*> theirs;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (!verdicts[i].accepted() && is_from_model(it.generation.origin, verdicts[i].edit)) continue;
        left.push_back(it.generation.edits[i]);
        theirs.push_back(&verdicts[i]);
    }
    auto again = tailoring::judge(it.original, it.job_description, left, it.present, options);
    for (std::size_t i = 0; i < again.size(); ++i) *theirs[i] = std::move(again[i]);
}

/// What the guardrail and the recogniser of names, where there are any, refuse of the model's edits; the rest is judged without
/// it.
Status ask_outside(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload, const Case& it,
                   const tailoring::JudgeOptions& options, std::vector<Verdict>& verdicts) {
    const Claims claims{it.original, it.generation};
    const auto before = accepted_of_model(it, verdicts);
    if (auto screened = screen_claims(ports, context, payload, claims, verdicts); !screened) return screened;
    if (auto said = second_opinion(ports, context, payload, claims, verdicts); !said) return said;
    if (accepted_of_model(it, verdicts) < before) judge_again(it, options, verdicts);
    return {};
}

/// The rules alone, as if no model had been asked.
void drop_model_edits(const Case& it, const tailoring::JudgeOptions& options, const char* reason,
                      std::vector<Verdict>& verdicts) {
    for (auto& verdict : verdicts) {
        if (verdict.accepted() && is_from_model(it.generation.origin, verdict.edit))
            verdict.findings.push_back({"policy", reason});
    }
    judge_again(it, options, verdicts);
}

/// What the model is told when it is asked again.
std::vector<std::string> retry_sentences(const Case& it, const std::vector<Verdict>& verdicts) {
    if (it.generation.unusable) return {"The last answer was no JSON object of the given schema; answer with nothing else."};
    std::vector<tailoring::Edit> edits;
    std::vector<Verdict> theirs;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (!is_from_model(it.generation.origin, verdicts[i].edit)) continue;
        edits.push_back(it.generation.edits[i]);
        theirs.push_back(verdicts[i]);
    }
    return tailoring::retry_reasons(edits, theirs);
}

/// The tailored resume, if it can be handed out. Only what the rules proposed counts for the share.
Result<resume::Resume> check_whole(const Case& it, const tailoring::JudgeOptions& options, const std::vector<Verdict>& verdicts) {
    const auto kept = accepted(it.generation.edits, verdicts);
    auto tailored = tailoring::apply(it.original, kept);
    if (!tailored) return tailored;
    if (const auto findings = tailoring::verify(it.original, *tailored, kept, it.present, options); !findings.empty()) {
        return rejected("can't be proved from the original", findings);
    }
    std::vector<Verdict> counted;
    std::ranges::copy_if(verdicts, std::back_inserter(counted), [&](const Verdict& verdict) {
        return verdict.accepted() || !is_from_model(it.generation.origin, verdict.edit);
    });
    const auto reasons = tailoring::rejection_reasons(it.original, it.job_description, *tailored, counted, it.present, it.policy);
    if (reasons.empty()) return tailored;
    return rejected("would be no gain", reasons);
}

/// What is handed out. A model's edits never cost a job: where they are in the way, the rules alone decide.
Result<resume::Resume> sound_whole(const Case& it, const tailoring::JudgeOptions& options, std::vector<Verdict>& verdicts) {
    auto tailored = check_whole(it, options, verdicts);
    if (tailored || it.generation.origin.attempts.empty()) return tailored;
    drop_model_edits(it, options, "The resume could not be handed out with the model's edits in it, so none is taken.", verdicts);
    return check_whole(it, options, verdicts);
}

enum class Next { Render, Regenerate };

Result<json> store(const Payload& payload, const Case& it, const std::vector<Verdict>& verdicts, Next next,
                   const JobVectors& vectors) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& verdict : verdicts) list.push_back(tailoring::to_json(verdict));
    auto stored_verdicts = payload.put_json("verdicts.json", list);
    if (!stored_verdicts) return tl::unexpected(stored_verdicts.error());
    auto stored_vectors = vectors.store();
    if (!stored_vectors) return tl::unexpected(stored_vectors.error());
    const auto kept = std::ranges::count_if(verdicts, &Verdict::accepted);
    json output = {{"verdicts.json", std::move(*stored_verdicts)},
                   {"accepted", kept},
                   {"refused", static_cast<std::ptrdiff_t>(verdicts.size()) - kept},
                   {"regenerate", next == Next::Regenerate}};
    if (!stored_vectors->empty()) output["vectors.bin"] = std::move(*stored_vectors);
    if (next == Next::Render) return output;
    auto reasons = payload.put_json("retry.json", nlohmann::ordered_json(retry_sentences(it, verdicts)));
    if (!reasons) return tl::unexpected(reasons.error());
    output["retry.json"] = std::move(*reasons);
    return output;
}

}  // namespace

Result<json> validate(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
    const Payload payload(ports.blobs, context, "validate", state);
    const auto it = load_case(ports, payload, state);
    if (!it) return tl::unexpected(it.error());
    JobVectors vectors(ports, payload, context);
    if (auto embedded = embed_for_verdicts(vectors, *it); !embedded) return tl::unexpected(embedded.error());
    const tailoring::JudgeOptions options{&it->policy, &vectors.embeddings()};

    auto verdicts = tailoring::judge(it->original, it->job_description, it->generation.edits, it->present, options);
    if (auto asked = ask_outside(ports, context, payload, *it, options, verdicts); !asked) return tl::unexpected(asked.error());
    auto next = Next::Render;
    if (falls_short(*it, verdicts)) {
        if (state.at("generate").at("attempt").get<int>() < kModelAttempts)
            next = Next::Regenerate;
        else
            drop_model_edits(*it, options, "Too few of the model's edits were valid, so none is taken.", verdicts);
    }
    if (next == Next::Render) {
        const auto tailored = sound_whole(*it, options, verdicts);
        if (!tailored) return tl::unexpected(tailored.error());
        const auto texts = evidence::texts_to_embed(evidence::collect(*tailored), it->job_description);
        if (auto embedded = vectors.embed(texts); !embedded) return tl::unexpected(embedded.error());
    }
    auto output = store(payload, *it, verdicts, next, vectors);
    if (!output) return tl::unexpected(output.error());
    return with_output(state, "validate", std::move(*output));
}

}  // namespace bespoke::stages
