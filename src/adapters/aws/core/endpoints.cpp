#include "adapters/aws/core/endpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bespoke::adapters::aws {
namespace {

constexpr std::string_view kJson10 = "application/x-amz-json-1.0";
constexpr std::string_view kJson11 = "application/x-amz-json-1.1";

constexpr auto kServices = std::to_array<std::pair<Service, ServiceTraits>>({
    {Service::DynamoDb, {"dynamodb", "dynamodb", "dynamodb", kJson10, "DynamoDB_20120810"}},
    {Service::S3, {"s3", "s3", "s3", "", ""}},
    {Service::Sts, {"sts", "sts", "sts", "", ""}},
    {Service::Kms, {"kms", "kms", "kms", kJson11, "TrentService"}},
    {Service::Sqs, {"sqs", "sqs", "sqs", kJson10, "AmazonSQS"}},
    {Service::StepFunctions, {"sfn", "states", "states", kJson10, "AWSStepFunctions"}},
    {Service::EventBridge, {"eventbridge", "events", "events", kJson11, "AWSEvents"}},
    {Service::Scheduler, {"scheduler", "scheduler", "scheduler", "", ""}},
    {Service::Textract, {"textract", "textract", "textract", kJson11, "Textract"}},
    {Service::Comprehend, {"comprehend", "comprehend", "comprehend", kJson11, "Comprehend_20171127"}},
    {Service::BedrockRuntime, {"bedrock_runtime", "bedrock-runtime", "bedrock", "", ""}},
    {Service::OpenSearchServerless, {"opensearchserverless", "aoss", "aoss", "", ""}},
    {Service::CognitoIdentityProvider,
     {"cognito_identity_provider", "cognito-idp", "cognito-idp", kJson11, "AWSCognitoIdentityProviderService"}},
});

std::string upper(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return out;
}

std::optional<std::string> override_of(std::string_view name, const Endpoints::Environment& environment) {
    if (!environment) return std::nullopt;
    for (const auto& variable : {"AWS_ENDPOINT_URL_" + upper(name), std::string("AWS_ENDPOINT_URL")}) {
        auto url = environment(variable);
        if (!url || url->empty()) continue;
        while (url->ends_with('/')) url->pop_back();
        return url;
    }
    return std::nullopt;
}

/// The partition's domain ("Regions and endpoints" in the general reference).
std::string host_of(Service service, const std::string& region) {
    const std::string_view domain = region.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    const auto prefix = traits(service).host_prefix;
    // A collection's host is <collection>.<region>.aoss.<domain>.
    if (service == Service::OpenSearchServerless) return fmt::format("{}.{}.{}", region, prefix, domain);
    return fmt::format("{}.{}.{}", prefix, region, domain);
}

}  // namespace

const ServiceTraits& traits(Service service) {
    const auto found = std::ranges::find(kServices, service, &std::pair<Service, ServiceTraits>::first);
    return found->second;
}

Endpoints::Endpoints(std::string region, const Environment& environment) : region_(std::move(region)) {
    for (const auto& [service, fixed] : kServices) {
        auto url = override_of(fixed.name, environment);
        overridden_[service] = url.has_value();
        urls_[service] = url ? *std::move(url) : "https://" + host_of(service, region_);
    }
}

const std::string& Endpoints::url(Service service) const { return urls_.at(service); }
bool Endpoints::is_overridden(Service service) const { return overridden_.at(service); }

}  // namespace bespoke::adapters::aws
