#include "bedrock_model.hpp"

#include "adapters/aws/bedrock/guardrail.hpp"
#include "adapters/aws/bedrock/language_model.hpp"
#include "adapters/aws/core/credential_chain.hpp"
#include "adapters/openai/budgeted_model.hpp"
#include "adapters/openai/token_budget.hpp"
#include "serve/environment.hpp"

namespace bespoke::app {
namespace {

namespace aws = adapters::aws;

/// One machine has one set of keys, whoever is asked for.
class OwnKeys final : public aws::CredentialsSource {
public:
    explicit OwnKeys(aws::CredentialsSource& keys) : keys_(keys) {}
    Result<aws::Credentials> credentials(const aws::Caller&) override { return keys_.credentials(aws::Caller::service()); }
    void refused(const aws::Caller&, const std::string& access_key_id) override {
        keys_.refused(aws::Caller::service(), access_key_id);
    }

private:
    aws::CredentialsSource& keys_;
};

std::string region_of(const BedrockChoice& choice) {
    return choice.region.empty() ? aws::configured_region(environment()) : choice.region;
}

}  // namespace

struct Bedrock::Impl {
    Impl(const BedrockChoice& choice, const std::string& region, const ports::Clock& clock)
        : chain({.environment = environment(), .region = region, .ca_file = choice.ca_file}, clock),
          keys(chain),
          client({.endpoints = aws::Endpoints(region, environment()), .retry = {}, .ca_file = choice.ca_file, .trace = {}}, keys,
                 clock) {}

    aws::CredentialChain chain;
    OwnKeys keys;
    aws::Client client;
    std::unique_ptr<ports::LanguageModel> model;
    std::unique_ptr<ports::Guardrail> guardrail;
};

Bedrock::Bedrock(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Bedrock::~Bedrock() = default;

Result<std::unique_ptr<Bedrock>> Bedrock::create(const BedrockChoice& choice, const ports::Clock& clock) {
    const auto region = region_of(choice);
    if (region.empty())
        return fail(ErrorCode::InvalidInput, "model-url",
                    "Amazon Bedrock needs a region; set AWS_REGION, or one in the settings or the AWS profile.");
    auto impl = std::make_unique<Impl>(choice, region, clock);
    const aws::bedrock::GuardrailId guardrail{choice.guardrail, choice.guardrail_version};
    auto model =
        aws::bedrock::make_language_model(impl->client, {.model = choice.model,
                                                         .guardrail = guardrail,
                                                         .answer_timeout = choice.answer_timeout,
                                                         .usd_per_million_input_tokens = choice.usd_per_million_input_tokens,
                                                         .usd_per_million_output_tokens = choice.usd_per_million_output_tokens});
    if (!model) return tl::unexpected(std::move(model.error()));
    impl->model = std::move(*model);
    if (choice.daily_token_budget > 0) {
        auto ledger = std::make_unique<adapters::openai::TokenBudget>(choice.daily_token_budget, clock);
        impl->model = std::make_unique<adapters::openai::BudgetedModel>(std::move(impl->model), std::move(ledger));
    }
    if (!guardrail.id.empty()) impl->guardrail = aws::bedrock::make_guardrail(impl->client, guardrail);
    return std::unique_ptr<Bedrock>(new Bedrock(std::move(impl)));
}

std::unique_ptr<ports::LanguageModel> Bedrock::take_model() { return std::move(impl_->model); }
ports::Guardrail* Bedrock::guardrail() { return impl_->guardrail.get(); }

}  // namespace bespoke::app
