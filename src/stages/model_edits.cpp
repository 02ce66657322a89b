#include "stages/model_edits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tailoring/model/model_proposer.hpp"

namespace bespoke::stages {
namespace {

using artifacts::ModelAttempt;

/// Left of the stage's time for what comes after the answer.
constexpr std::chrono::milliseconds kAfterwards{5'000};
constexpr std::size_t kNonceDigits = 16;

/// Unguessable for whoever wrote the documents, equal for equal questions: then a kept answer is found again.
std::string nonce_of(const StagePorts& ports, const engine::TaskContext& context, const ModelQuestion& question) {
    const auto documents =
        resume::to_json(question.resume, resume::Provenance::Omit)
            .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
        job_description::to_json(question.job_description).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const auto text = fmt::format("{}\n{}\n{}\n{}", ports.prompt_secret, context.tenant.str(), question.attempt, documents);
    return sha256_hex(as_bytes(text)).substr(0, kNonceDigits);
}

std::chrono::milliseconds time_for(const StagePorts& ports, const engine::TaskContext& context) {
    const auto left = context.deadline.left() - kAfterwards;
    return std::clamp(left, std::chrono::milliseconds{1}, ports.model_timeout);
}

Result<ports::Completion> complete(const StagePorts& ports, const engine::TaskContext& context, const tailoring::Prompt& prompt,
                                   int attempt) {
    ports::CompletionRequest request;
    request.owner = context.tenant;
    request.system = prompt.system;
    request.user = prompt.user;
    request.schema = prompt.schema;
    request.seed = static_cast<std::uint64_t>(attempt);
    request.job = context.job;
    const auto begun = std::chrono::steady_clock::now();
    auto completion = ports.model->complete(request, Deadline::after(time_for(ports, context)));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    if (!ports.on_model_call) return completion;
    if (!completion) {
        ports.on_model_call({completion.error().reason, 0, 0, 0, took});
    } else {
        ports.on_model_call({completion->from_cache ? "cached" : "ok", completion->input_tokens, completion->output_tokens,
                             completion->cost_usd, took});
    }
    return completion;
}

ModelAttempt attempt_of(const ports::Completion& completion) {
    ModelAttempt attempt;
    attempt.input_tokens = completion.input_tokens;
    attempt.output_tokens = completion.output_tokens;
    attempt.cost_usd = completion.cost_usd;
    attempt.cached = completion.from_cache;
    return attempt;
}

std::string sentence_for(const Error& error) {
    const auto why = error.public_text.empty() ? std::string("It gave no answer of use.") : error.public_text;
    return fmt::format("The language model was left out ({}): {} The rules alone proposed the edits.", error.reason, why);
}

/// Goes on without the model, or fails where it is required.
Status without_model(Generator generator, const Error& error, ModelAttempt attempt, Generation& generation) {
    if (is_required(generator)) {
        // A service that asks for patience gets it under its own name.
        if (error.reason == "throttled") return tl::unexpected(error);
        return fail(
            ErrorCode::Unavailable, "model-required",
            "The language model gave no answer of use and the settings require one; try again later or allow the rules alone.",
            error.reason + " " + error.detail);
    }
    attempt.error = error.reason;
    generation.origin.attempts.push_back(std::move(attempt));
    generation.warnings.push_back(sentence_for(error));
    return {};
}

void note_proposers(Generation& generation, std::size_t begin) {
    for (auto i = begin; i < generation.edits.size(); ++i) generation.origin.proposers[generation.edits[i].id] = "model";
}

}  // namespace

Status add_model_edits(const StagePorts& ports, const engine::TaskContext& context, Generator generator,
                       const ModelQuestion& question, Generation& generation) {
    generation.origin.model = ports.model->name();
    tailoring::PromptOptions options;
    options.nonce = nonce_of(ports, context, question);
    options.retry = question.retry;
    options.preferences = &question.preferences;
    const auto prompt = tailoring::make_prompt(question.resume, question.job_description, question.match, options);
    if (prompt.lines.empty()) return {};  // nothing that could be worded anew
    const auto completion = complete(ports, context, prompt, question.attempt);
    if (!completion) return without_model(generator, completion.error(), {}, generation);
    auto attempt = attempt_of(*completion);
    std::vector<std::string> left_out;
    auto edits = tailoring::edits_from_answer(completion->text, prompt, question.resume, &left_out);
    for (auto& why : left_out) attempt.refused.push_back({"answer", std::move(why)});
    if (!edits) {
        generation.unusable = true;
        return without_model(generator, edits.error(), std::move(attempt), generation);
    }
    auto withheld = withhold(*edits, question.resume, question.preferences);
    std::ranges::move(withheld, std::back_inserter(generation.origin.not_proposed));
    const auto before = generation.edits.size();
    generation.edits = joined(std::move(generation.edits), *edits);
    attempt.proposed = generation.edits.size() - before;
    note_proposers(generation, before);
    generation.origin.attempts.push_back(std::move(attempt));
    return {};
}

}  // namespace bespoke::stages
