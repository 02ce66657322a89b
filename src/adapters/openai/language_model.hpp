#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "ports/clock.hpp"
#include "ports/language_model.hpp"

namespace bespoke::adapters::openai {

/// How to reach a server that speaks OpenAI's chat completions: llama.cpp, Ollama, vLLM, LM Studio, hosted ones (docs/models.md).
struct Options {
    std::string base_url;  ///< up to and without "/chat/completions", e.g. "http://127.0.0.1:8080/v1"
    std::string model;     ///< as the server calls it
    std::string api_key;   ///< sent as bearer token, never logged; empty for none
    std::string ca_file;   ///< certificates to trust in place of the system's; empty for these

    /// LoopbackOnly: a host elsewhere is refused, not even its name is asked for.
    enum class Egress { Allowed, LoopbackOnly } egress = Egress::Allowed;
    /// Resumes over plain http to another machine: only when the operator says so.
    enum class PlainHttp { LoopbackOnly, Allowed } plain_http = PlainHttp::LoopbackOnly;

    std::chrono::milliseconds connect_timeout{5'000};
    /// Silence after which a connection is given up; small machines read long prompts for a while before the first word.
    std::chrono::milliseconds idle_timeout{90'000};
    int max_attempts = 4;                                ///< on 408, 429, 5xx and broken connections
    std::chrono::milliseconds first_backoff{500};        ///< doubles with each attempt; the wait is random between 0 and that
    std::chrono::milliseconds max_backoff{20'000};       ///< not a bound on Retry-After, which the deadline bounds
    std::uint64_t max_response_bytes = 8 * 1024 * 1024;  ///< on the wire; a streamed token takes some 250
    std::uint64_t max_answer_bytes = 256 * 1024;         ///< of text; what is longer is cut off there
    double usd_per_million_input_tokens = 0, usd_per_million_output_tokens = 0;
    std::int64_t daily_token_budget =
        0;  ///< tokens in and out of one owner in one UTC day, counted by this process; 0 for no bound

    /// For tests. Empty: the thread sleeps; random between 0 and 1.
    std::function<void(std::chrono::milliseconds)> pause;
    std::function<double()> jitter;
};

/// A language model behind such a server. The clock must outlive it. `InvalidInput` "model-url" for an address that is malformed or may
/// not be used, or a missing model name; nothing is connected yet.
Result<std::unique_ptr<ports::LanguageModel>> make_language_model(Options, const ports::Clock&);

}  // namespace bespoke::adapters::openai
