#include "adapters/openai/language_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <random>
#include <thread>

#include "adapters/openai/answer_reader.hpp"
#include "adapters/openai/budgeted_model.hpp"
#include "adapters/openai/dialect.hpp"
#include "adapters/openai/retry_delay.hpp"
#include "adapters/openai/stream_transfer.hpp"
#include "adapters/openai/token_budget.hpp"
#include "base/web_url.hpp"

namespace bespoke::adapters::openai {
namespace {

using ports::Completion;
using std::chrono::milliseconds;
using Ended = StreamOutcome::Ended;

constexpr std::string_view kRoute = "/chat/completions";
/// How one attempt went.
struct Attempt {
    enum class Next { Return, Retry, Simplify } next = Next::Return;
    Result<Completion> result = Completion{};
    /// What an answer that was cut off had until then.
    std::optional<Completion> partial;
    std::optional<milliseconds> wait;
    std::string error_body;
};

Attempt failed(Attempt::Next next, tl::unexpected<Error> error) { return {.next = next, .result = std::move(error)}; }

tl::unexpected<Error> unreachable(std::string detail) {
    return fail(ErrorCode::Unavailable, "model-unreachable",
                "The language model's server can't be reached or breaks off; check its address, or tailor by rules.",
                std::move(detail));
}

tl::unexpected<Error> overloaded(std::string detail) {
    return fail(ErrorCode::Unavailable, "model-overloaded",
                "The language model's server is overloaded; try again later, or tailor by rules.", std::move(detail));
}

tl::unexpected<Error> no_time() {
    return fail(ErrorCode::Timeout, "deadline",
                "The language model did not answer in time; give it more time, or tailor by rules.");
}

tl::unexpected<Error> no_answer(std::string detail) {
    return fail(ErrorCode::Corrupt, "model-answer",
                "What the language model's server sent is no answer; check that it speaks OpenAI's chat completions.",
                std::move(detail));
}

tl::unexpected<Error> unauthorised(int status) {
    return fail(ErrorCode::Forbidden, "model-unauthorised", "The language model's server does not accept the key; correct it.",
                fmt::format("status {}", status));
}

tl::unexpected<Error> refused_request(int status) {
    return fail(
        ErrorCode::InvalidInput, "model-request",
        "The language model's server does not take the request; check the address, the model's name and its context size.",
        fmt::format("status {}", status));
}

/// An error status, in the answer's head or, from servers that began to stream too early, in its body.
Attempt failed_with(int status, std::string_view error_body) {
    if (status == 401 || status == 403) return failed(Attempt::Next::Return, unauthorised(status));
    if (is_about_form(status, error_body)) return failed(Attempt::Next::Simplify, refused_request(status));
    const bool passes = status == 0 || status == 408 || status == 425 || status == 429 || status >= 500;
    if (passes) return failed(Attempt::Next::Retry, overloaded(fmt::format("status {}", status)));
    return failed(Attempt::Next::Return, refused_request(status));
}

class Model final : public ports::LanguageModel {
public:
    Model(Options options, std::string url, const ports::Clock& clock)
        : options_(std::move(options)), url_(std::move(url)), clock_(clock) {}

    [[nodiscard]] std::string_view name() const override { return options_.model; }

    Result<Completion> complete(const ports::CompletionRequest& request, Deadline deadline) override {
        std::optional<Completion> partial;
        auto dialect = known_dialect();
        for (int attempt = 0;;) {
            auto tried = try_once(request, dialect, deadline);
            if (tried.partial) partial = std::move(tried.partial);
            if (tried.result) {
                remember(dialect);
                return tried.result;
            }
            if (tried.next == Attempt::Next::Simplify) {
                const auto next = simpler(dialect, tried.error_body);
                if (!next) return tried.result;
                dialect = *next;
                continue;
            }
            if (tried.next == Attempt::Next::Return || ++attempt >= options_.max_attempts)
                return settle_for(partial, tried.result);
            const auto wait =
                tried.wait ? *tried.wait : backoff(attempt - 1, options_.first_backoff, options_.max_backoff, jitter());
            // A wait beyond the deadline ends in the same error, only later.
            if (wait >= deadline.left()) return settle_for(partial, tried.result);
            pause(wait);
        }
    }

private:
    /// What came before an answer broke off may hold finished edits.
    static Result<Completion> settle_for(std::optional<Completion>& partial, Result<Completion>& otherwise) {
        if (partial) return *std::move(partial);
        return std::move(otherwise);
    }

    Attempt try_once(const ports::CompletionRequest& request, const Dialect& dialect, Deadline deadline) {
        if (deadline.passed()) return failed(Attempt::Next::Return, no_time());
        AnswerReader reader(static_cast<std::size_t>(options_.max_answer_bytes));
        const auto outcome = post_streaming({.url = url_,
                                             .body = body_of(request, options_.model, dialect),
                                             .api_key = options_.api_key,
                                             .ca_file = options_.ca_file,
                                             .connect_timeout = options_.connect_timeout,
                                             .idle_timeout = options_.idle_timeout,
                                             .max_response_bytes = options_.max_response_bytes},
                                            deadline, [&](std::string_view bytes) { return reader.take(bytes); });
        if (outcome.ended == Ended::Tls) return failed(Attempt::Next::Return, unreachable(outcome.detail));
        const bool head_counts = outcome.status != 0 && outcome.status != 200 && outcome.ended != Ended::Deadline;
        auto tried = head_counts ? failed_with(outcome.status, outcome.error_body) : judge(request, outcome, reader);
        tried.error_body = outcome.error_body;
        if (!outcome.retry_after.empty()) tried.wait = parse_retry_after(outcome.retry_after, clock_.now());
        return tried;
    }

    Attempt judge(const ports::CompletionRequest& request, const StreamOutcome& outcome, AnswerReader& reader) {
        using State = Answer::State;
        if (outcome.ended == Ended::Whole) reader.end();
        const auto& answer = reader.answer();
        if (answer.error_code) return failed_with(*answer.error_code, {});
        if (answer.state == State::Malformed) return failed(Attempt::Next::Return, no_answer("not a chat completion"));
        const bool finished = answer.state != State::Open || !answer.finish_reason.empty();
        if (finished) return finish(request, answer);
        Attempt tried;
        if (outcome.ended == Ended::TooLarge)
            tried = failed(Attempt::Next::Return, no_answer("response too large"));
        else if (outcome.ended == Ended::Deadline)
            tried = failed(Attempt::Next::Return, no_time());
        else if (outcome.ended == Ended::Whole)
            tried = failed(Attempt::Next::Retry, no_answer("ended too early"));
        else
            tried =
                failed(Attempt::Next::Retry, unreachable(outcome.ended == Ended::Idle ? "silent for too long" : outcome.detail));
        if (!answer.content.empty()) tried.partial = completion_of(request, answer, Completion::Finish::Length);
        return tried;
    }

    Attempt finish(const ports::CompletionRequest& request, const Answer& answer) {
        using Finish = Completion::Finish;
        const bool refused = answer.finish_reason == "content_filter" || (!answer.refusal.empty() && answer.content.empty());
        const bool cut = answer.finish_reason == "length" || answer.state == Answer::State::Full;
        if (!refused && answer.text().empty()) return failed(Attempt::Next::Return, no_answer("empty"));
        return {.result = completion_of(request, answer, refused ? Finish::Refusal : cut ? Finish::Length : Finish::Stop)};
    }

    [[nodiscard]] Completion completion_of(const ports::CompletionRequest& request, const Answer& answer,
                                           Completion::Finish finish) const {
        Completion completion{.text = answer.text(), .model = options_.model, .finish = finish};
        completion.input_tokens = answer.input_tokens.value_or(estimated_input(request));
        completion.output_tokens =
            answer.output_tokens.value_or(estimated_tokens(answer.content.size() + answer.reasoning.size()));
        completion.cost_usd = (completion.input_tokens * options_.usd_per_million_input_tokens +
                               completion.output_tokens * options_.usd_per_million_output_tokens) /
                              1e6;
        return completion;
    }

    void pause(milliseconds wait) const {
        if (options_.pause) return options_.pause(wait);
        std::this_thread::sleep_for(wait);
    }
    [[nodiscard]] double jitter() const {
        if (options_.jitter) return options_.jitter();
        thread_local std::minstd_rand random{std::random_device{}()};
        return std::uniform_real_distribution<>(0, 1)(random);
    }
    Dialect known_dialect() {
        const std::lock_guard lock(mutex_);
        return dialect_;
    }
    void remember(const Dialect& dialect) {
        const std::lock_guard lock(mutex_);
        dialect_ = dialect;
    }

    Options options_;
    std::string url_;
    const ports::Clock& clock_;
    std::mutex mutex_;
    Dialect dialect_;
};

tl::unexpected<Error> bad_address(std::string public_text) {
    return fail(ErrorCode::InvalidInput, "model-url", std::move(public_text));
}

Result<std::string> checked_url(const Options& options) {
    auto base = options.base_url;
    while (base.ends_with('/')) base.pop_back();
    if (!base.ends_with(kRoute)) base += kRoute;
    const auto url = parse_web_url(base);
    if (!url)
        return bad_address("The address of the language model's server is malformed; give one like http://127.0.0.1:8080/v1.");
    const bool loopback = classify_host(url->host) == HostClass::Loopback;
    if (!loopback && options.egress == Options::Egress::LoopbackOnly)
        return bad_address(
            "The language model's server is on another machine, and connections to other machines are switched off.");
    if (!loopback && url->scheme == WebUrl::Scheme::Http && options.plain_http == Options::PlainHttp::LoopbackOnly)
        return bad_address("The language model's server would get resumes unencrypted; use https, or allow plain http.");
    return url->str();
}

bool is_header_value(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

Result<std::unique_ptr<ports::LanguageModel>> make_language_model(Options options, const ports::Clock& clock) {
    auto url = checked_url(options);
    if (!url) return tl::unexpected(std::move(url.error()));
    if (options.model.empty()) return bad_address("The language model has no name; give the one that its server knows it by.");
    if (!is_header_value(options.api_key))
        return bad_address("The language model's key has blanks or unusual characters; correct it.");
    const auto daily = options.daily_token_budget;
    auto model = std::make_unique<Model>(std::move(options), *std::move(url), clock);
    if (daily <= 0) return model;
    return std::make_unique<BudgetedModel>(std::move(model), std::make_unique<TokenBudget>(daily, clock));
}

}  // namespace bespoke::adapters::openai
