#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// One question to a language model. The same question is the same value, so answers can be kept by its hash.
struct CompletionRequest {
    TenantId owner;  ///< whose data it is: budgets count by owner, and a kept answer is given to no other; empty: kept for nobody
    std::string system;     ///< the rules; ours alone, never text from a document
    std::string user;       ///< the task with the documents fenced as data
    nlohmann::json schema;  ///< JSON Schema (2020-12 subset) that the answer must fit
    int max_output_tokens = 2'048;
    double temperature = 0;
    std::uint64_t seed = 0;
    JobId job{};  ///< what it is asked for: for accounts alone, no part of the question; may be empty
};

/// What a model answered.
struct Completion {
    std::string text;  ///< as sent: not yet JSON, not yet trusted
    std::string model;
    enum class Finish { Stop, Length, Refusal } finish = Finish::Stop;
    int input_tokens = 0, output_tokens = 0;  ///< as the server counts them; estimated where it does not
    double cost_usd = 0;                      ///< by the configured prices
    bool from_cache = false;
};

/// A text generator. Safe from many threads. Never retries beyond the deadline, never logs a prompt or an answer.
class LanguageModel {
public:
    virtual ~LanguageModel() = default;
    /// Model name as configured; part of cache keys.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// `Unavailable` "model-unreachable" | "model-overloaded" (429, 5xx after retries) | "throttled" (of a service that says so itself); `Timeout` "deadline"; `Forbidden` "model-unauthorised";
    /// `Corrupt` "model-answer" (no answer in what the server sent); `LimitExceeded` "model-budget"; `InvalidInput` "model-request" (the
    /// server does not take such requests: no such model, prompt too long, a redirect).
    virtual Result<Completion> complete(const CompletionRequest&, Deadline) = 0;
};

}  // namespace bespoke::ports
