#include "bedrock_model.hpp"

#include "adapters/aws/bedrock/language_model.hpp"
#include "adapters/aws/core/credential_chain.hpp"
#include "serve/environment.hpp"

namespace bespoke::app {
namespace {

namespace aws = adapters::aws;

/// One person's machine has one set of keys, whoever is asked for.
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

/// The model with all that it needs.
class BedrockModel final : public ports::LanguageModel {
public:
    BedrockModel(const std::string& region, const ports::Clock& clock)
        : chain_({.environment = environment(), .region = region, .ca_file = {}}, clock),
          keys_(chain_),
          client_({.endpoints = aws::Endpoints(region, environment())}, keys_, clock) {}
    Status open(const std::string& model) {
        auto made = aws::bedrock::make_language_model(client_, {.model = model});
        if (!made) return tl::unexpected(std::move(made.error()));
        model_ = std::move(*made);
        return {};
    }
    [[nodiscard]] std::string_view name() const override { return model_->name(); }
    Result<ports::Completion> complete(const ports::CompletionRequest& request, Deadline deadline) override {
        return model_->complete(request, deadline);
    }

private:
    aws::CredentialChain chain_;
    OwnKeys keys_;
    aws::Client client_;
    std::unique_ptr<ports::LanguageModel> model_;
};

}  // namespace

Result<std::unique_ptr<ports::LanguageModel>> make_bedrock_model(const std::string& model, const ports::Clock& clock) {
    const auto region = aws::configured_region(environment());
    if (region.empty())
        return fail(ErrorCode::InvalidInput, "model-url",
                    "Amazon Bedrock needs a region; set AWS_REGION, or one in the AWS profile.");
    auto made = std::make_unique<BedrockModel>(region, clock);
    if (auto opened = made->open(model); !opened) return tl::unexpected(std::move(opened.error()));
    return made;
}

}  // namespace bespoke::app
