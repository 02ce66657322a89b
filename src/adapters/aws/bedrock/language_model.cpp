#include "adapters/aws/bedrock/language_model.hpp"

#include <mutex>

#include "adapters/aws/bedrock/converse.hpp"
#include "adapters/aws/bedrock/model_call.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

using ports::Completion;

tl::unexpected<Error> as(const Fault& fault, ErrorCode code, std::string reason, std::string public_text) {
    return fail(code, std::move(reason), std::move(public_text), to_error(fault).detail);
}

/// In the port's words. "aws-resource" and "aws-request" are what Bedrock says to a model that it does not have, or not in that form.
tl::unexpected<Error> model_error(const Fault& fault) {
    auto error = to_error(fault);
    if (error.reason == "throttled" || error.reason == "aws-credentials" || error.code == ErrorCode::Timeout)
        return tl::unexpected(std::move(error));
    if (error.reason == "aws-denied")
        return as(fault, ErrorCode::Forbidden, "model-unauthorised",
                  "The server may not use the language model; its operator has to be granted access to it.");
    if (error.code == ErrorCode::NotFound || fault.code == "ValidationException")
        return as(
            fault, ErrorCode::InvalidInput, "model-request",
            "The language model does not take the request; check the model's name, its inference profile and its context size.");
    if (fault.status == 0 && fault.code == "Reply")
        return as(fault, ErrorCode::Corrupt, "model-answer", "What the language model's service sent is no answer; try again.");
    if (fault.status == 0)
        return as(fault, ErrorCode::Unavailable, "model-unreachable",
                  "The language model's service can't be reached; try again later, or tailor by rules.");
    if (fault.status == 424 || fault.status == 408 || error.code == ErrorCode::Unavailable)
        return as(fault, ErrorCode::Unavailable, "model-overloaded",
                  "The language model's service is overloaded; try again later, or tailor by rules.");
    return tl::unexpected(std::move(error));
}

class Model final : public ports::LanguageModel {
public:
    Model(Client& client, ModelOptions options)
        : client_(client),
          options_(std::move(options)),
          path_("/model/" + percent_encode(options_.model) + "/converse"),
          pacer_(options_.pace) {}

    [[nodiscard]] std::string_view name() const override { return options_.model; }

    Result<Completion> complete(const ports::CompletionRequest& request, Deadline deadline) override {
        auto ability = known_ability();
        for (;;) {
            const auto answer = post(client_, pacer_, "Converse", path_, converse_body(request, options_, ability), request.owner,
                                     options_.answer_timeout, deadline);
            if (answer) {
                remember(ability);
                return completion_from(*answer, options_);
            }
            const auto next =
                answer.error().code == "ValidationException" ? lesser(ability, answer.error().message) : std::nullopt;
            if (!next) return model_error(answer.error());
            ability = *next;
        }
    }

private:
    Ability known_ability() {
        const std::lock_guard lock(mutex_);
        return ability_;
    }
    void remember(const Ability& ability) {
        const std::lock_guard lock(mutex_);
        ability_ = ability;
    }

    Client& client_;
    const ModelOptions options_;
    const std::string path_;
    Pacer pacer_;
    std::mutex mutex_;
    Ability ability_;
};

}  // namespace

Result<std::unique_ptr<ports::LanguageModel>> make_language_model(Client& client, ModelOptions options) {
    if (options.model.empty())
        return fail(ErrorCode::InvalidInput, "model-url", "The language model has no name; give its id or inference profile.");
    return std::make_unique<Model>(client, std::move(options));
}

}  // namespace bespoke::adapters::aws::bedrock
