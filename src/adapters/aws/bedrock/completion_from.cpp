#include <fmt/format.h>

#include "adapters/aws/bedrock/converse.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using nlohmann::json;
using ports::Completion;

constexpr int kMaxTokens = 100'000'000;

tl::unexpected<Error> no_answer(std::string detail) {
    return fail(ErrorCode::Corrupt, "model-answer", "The language model gave no answer of use; try again, or tailor by rules.",
                std::move(detail));
}

tl::unexpected<Error> guarded() {
    return fail(
        ErrorCode::Forbidden, "model-guardrail",
        "The guardrail of the language model refused the documents or the answer; tailor by rules, or change the documents.");
}

tl::unexpected<Error> too_long() {
    return fail(ErrorCode::InvalidInput, "model-request",
                "The documents are too long for the language model; choose a model with a larger context, or tailor by rules.",
                "model_context_window_exceeded");
}

const json* member(const json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

int count(const json& answer, const char* key) {
    const auto* usage = member(answer, "usage");
    const auto* value = usage != nullptr ? member(*usage, key) : nullptr;
    if (value == nullptr || !value->is_number_integer()) return 0;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > kMaxTokens) return kMaxTokens;
    return static_cast<int>(std::clamp<std::int64_t>(value->get<std::int64_t>(), 0, kMaxTokens));
}

/// Text blocks joined; blocks of other kinds (thoughts) are not part of the answer.
std::optional<std::string> text_of(const json& answer) {
    const auto* output = member(answer, "output");
    const auto* message = output != nullptr ? member(*output, "message") : nullptr;
    const auto* content = message != nullptr ? member(*message, "content") : nullptr;
    if (content == nullptr || !content->is_array()) return std::nullopt;
    std::string text;
    for (const auto& block : *content) {
        if (const auto* part = member(block, "text"); part != nullptr && part->is_string())
            text += part->get_ref<const std::string&>();
    }
    return text;
}

/// At most so many bytes, with whole characters.
bool cut(std::string& text, std::size_t most) {
    if (text.size() <= most) return false;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    text.resize(most);
    return true;
}

std::optional<Completion::Finish> finish_of(const std::string& reason) {
    if (reason == "end_turn" || reason == "stop_sequence") return Completion::Finish::Stop;
    if (reason == "max_tokens") return Completion::Finish::Length;
    if (reason == "content_filtered") return Completion::Finish::Refusal;
    return std::nullopt;
}

}  // namespace

Result<Completion> completion_from(const json& answer, const ModelOptions& options) {
    const auto* reason = member(answer, "stopReason");
    if (reason == nullptr || !reason->is_string()) return no_answer("no stopReason");
    const auto& stopped = reason->get_ref<const std::string&>();
    if (stopped == "guardrail_intervened") return guarded();
    if (stopped == "model_context_window_exceeded") return too_long();
    const auto finish = finish_of(stopped);
    // malformed_model_output, malformed_tool_use, tool_use (we give no tools), and what is not known yet. Of our own words only.
    if (!finish) return no_answer("stopped for another reason");
    auto text = text_of(answer);
    if (!text) return no_answer("no message");
    if (text->empty() && *finish != Completion::Finish::Refusal) return no_answer("empty");
    Completion completion;
    completion.finish = cut(*text, options.max_answer_bytes) ? Completion::Finish::Length : *finish;
    completion.text = std::move(*text);
    completion.model = options.model;
    completion.input_tokens = count(answer, "inputTokens");
    completion.output_tokens = count(answer, "outputTokens");
    completion.cost_usd = (completion.input_tokens * options.usd_per_million_input_tokens +
                           completion.output_tokens * options.usd_per_million_output_tokens) /
                          1e6;
    return completion;
}

}  // namespace bespoke::adapters::aws::bedrock
