#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/openai/event_stream.hpp"

namespace bespoke::adapters::openai {

/// What a server said in its answer, collected from a stream of chat completion chunks or from one chat completion.
struct Answer {
    std::string content, reasoning, refusal;
    std::string finish_reason;  ///< empty until the server named one
    std::optional<int> input_tokens, output_tokens;
    /// The server's own error within a 200: its HTTP-like code, 0 if it has none.
    std::optional<int> error_code;
    enum class State {
        Open,       ///< more may come
        Finished,   ///< the server said so
        Malformed,  ///< this is no chat completion
        Full,       ///< longer than allowed: what came until then stands
    } state = State::Open;
    /// The answer proper; what was thought aloud where that is all there is.
    [[nodiscard]] const std::string& text() const;
};

/// Reads the body of a 200, in whatever pieces it comes, and whether or not the server streams.
class AnswerReader {
public:
    explicit AnswerReader(std::size_t max_answer_bytes) : max_answer_bytes_(max_answer_bytes) {}
    /// False when there is no use in reading on.
    bool take(std::string_view bytes);
    /// The body has ended. Call once.
    void end();
    [[nodiscard]] const Answer& answer() const { return answer_; }

private:
    void take_event(std::string_view data);
    void take_json(const nlohmann::json&);
    void take_choice(const nlohmann::json&);
    void take_usage(const nlohmann::json&);
    void add(std::string& to, const nlohmann::json& message, const char* key);

    std::size_t max_answer_bytes_;
    Answer answer_;
    EventStream events_;
    std::string whole_;  ///< of an answer that is no stream
    enum class Shape { Unknown, Stream, Whole } shape_ = Shape::Unknown;
};

}  // namespace bespoke::adapters::openai
