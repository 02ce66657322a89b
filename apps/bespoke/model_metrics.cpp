#include "model_metrics.hpp"

namespace bespoke::app {
namespace {

/// What outcomes are called in metrics: few words, whatever the reason of an error.
std::string_view outcome_word(std::string_view outcome) {
    constexpr std::string_view kKnown[] = {"ok",          "cached",   "model-unreachable",  "model-overloaded",
                                           "throttled",   "deadline", "model-unauthorised", "model-answer",
                                           "model-budget"};
    return std::ranges::find(kKnown, outcome) == std::end(kKnown) ? "error" : outcome;
}

}  // namespace

void count(telemetry::Metrics& metrics, const stages::ModelCall& call) {
    metrics.add("bespoke_model_calls_total", {{"outcome", outcome_word(call.outcome)}});
    metrics.add("bespoke_model_tokens_total", {{"direction", "input"}}, call.input_tokens);
    metrics.add("bespoke_model_tokens_total", {{"direction", "output"}}, call.output_tokens);
    metrics.add("bespoke_model_cost_usd_total", {}, call.cost_usd);
    if (call.outcome != "cached") metrics.observe("bespoke_model_seconds", {}, std::chrono::duration<double>(call.took).count());
}

void count_embedding(telemetry::Metrics& metrics, std::int64_t tokens, double usd) {
    metrics.add("bespoke_model_tokens_total", {{"direction", "embedding"}}, static_cast<double>(tokens));
    metrics.add("bespoke_model_cost_usd_total", {}, usd);
}

}  // namespace bespoke::app
