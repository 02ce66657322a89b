#include "adapters/openai/answer_reader.hpp"

#include <algorithm>

#include "base/strict_json.hpp"

namespace bespoke::adapters::openai {
namespace {

using nlohmann::json;

constexpr JsonLimits kLimits{.bytes = 8 * 1024 * 1024, .depth = 32};
constexpr int kMaxTokens = 100'000'000;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

const json* member(const json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<int> count(const json& usage, const char* key) {
    const auto* value = member(usage, key);
    if (value == nullptr || !value->is_number_integer()) return std::nullopt;
    const auto number = value->is_number_unsigned() && value->get<std::uint64_t>() > kMaxTokens ? -1 : value->get<std::int64_t>();
    return number >= 0 && number <= kMaxTokens ? std::optional(static_cast<int>(number)) : std::nullopt;
}

/// Servers give 429, "429", or a word.
int code_of(const json& error) {
    const auto* code = member(error, "code");
    if (code == nullptr) code = member(error, "status");
    if (code == nullptr) return 0;
    if (code->is_number_integer()) {
        const auto number = code->get<std::int64_t>();
        return number >= 400 && number < 600 ? static_cast<int>(number) : 0;
    }
    if (!code->is_string()) return 0;
    const auto& text = code->get_ref<const std::string&>();
    if (text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return std::stoi(text);
    return text.find("rate_limit") != std::string::npos ? 429 : 0;
}

}  // namespace

const std::string& Answer::text() const { return is_blank(content) && !is_blank(reasoning) ? reasoning : content; }

bool AnswerReader::take(std::string_view bytes) {
    if (answer_.state != Answer::State::Open) return false;
    if (shape_ != Shape::Stream) {
        whole_ += bytes;
        if (shape_ == Shape::Whole) return true;
        const auto first = whole_.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
        if (first == std::string::npos) return true;
        // The content type is not asked: it is often wrong, and the first byte never is.
        shape_ = whole_[first] == '{' ? Shape::Whole : Shape::Stream;
        if (shape_ == Shape::Whole) return true;
        if (whole_[first] == '<') answer_.state = Answer::State::Malformed;  // somebody's error page
        const auto begun = std::move(whole_);
        return answer_.state == Answer::State::Open && take(begun);
    }
    if (!events_.take(bytes, [this](std::string_view data) { take_event(data); })) answer_.state = Answer::State::Malformed;
    return answer_.state == Answer::State::Open;
}

void AnswerReader::end() {
    if (answer_.state != Answer::State::Open) return;
    if (shape_ == Shape::Stream) return events_.end([this](std::string_view data) { take_event(data); });
    if (shape_ == Shape::Unknown) return;
    const auto value = parse_strict_json(std::string_view(whole_).substr(std::min(whole_.find('{'), whole_.size())), kLimits);
    if (!value) {
        answer_.state = Answer::State::Malformed;
        return;
    }
    take_json(*value);
    if (answer_.state == Answer::State::Open) answer_.state = Answer::State::Finished;
}

void AnswerReader::take_event(std::string_view data) {
    if (answer_.state != Answer::State::Open) return;
    if (data == "[DONE]") {
        answer_.state = Answer::State::Finished;
        return;
    }
    if (is_blank(data)) return;
    const auto value = parse_strict_json(data, kLimits);
    if (!value)
        answer_.state = Answer::State::Malformed;
    else
        take_json(*value);
}

void AnswerReader::take_json(const json& value) {
    if (const auto* error = member(value, "error")) {
        answer_.error_code = code_of(*error);
        answer_.state = Answer::State::Finished;
        return;
    }
    if (const auto* usage = member(value, "usage")) take_usage(*usage);
    const auto* choices = member(value, "choices");
    if (choices == nullptr || !choices->is_array()) return;
    for (const auto& choice : *choices) {
        const auto* index = member(choice, "index");
        if (choice.is_object() && (index == nullptr || *index == 0)) take_choice(choice);
    }
}

void AnswerReader::take_choice(const json& choice) {
    for (const char* key : {"delta", "message"}) {
        const auto* message = member(choice, key);
        if (message == nullptr) continue;
        add(answer_.content, *message, "content");
        add(answer_.refusal, *message, "refusal");
        // Two names of the same: one chunk has one of them.
        const char* thoughts = member(*message, "reasoning_content") != nullptr ? "reasoning_content" : "reasoning";
        add(answer_.reasoning, *message, thoughts);
    }
    if (const auto* reason = member(choice, "finish_reason"); reason != nullptr && reason->is_string())
        answer_.finish_reason = reason->get<std::string>();
}

void AnswerReader::take_usage(const json& usage) {
    if (const auto tokens = count(usage, "prompt_tokens")) answer_.input_tokens = tokens;
    if (const auto tokens = count(usage, "completion_tokens")) answer_.output_tokens = tokens;
}

void AnswerReader::add(std::string& to, const json& message, const char* key) {
    const auto* value = member(message, key);
    if (value == nullptr) return;
    const auto append = [&](const json& text) {
        if (!text.is_string()) return;
        const auto& more = text.get_ref<const std::string&>();
        const auto room = max_answer_bytes_ - std::min(max_answer_bytes_, to.size());
        to.append(more, 0, room);
        if (more.size() > room) answer_.state = Answer::State::Full;
    };
    if (value->is_array()) {  // parts: [{"type": "text", "text": "…"}]
        for (const auto& part : *value) {
            if (const auto* text = member(part, "text")) append(*text);
        }
    } else {
        append(*value);
    }
}

}  // namespace bespoke::adapters::openai
