#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bespoke::adapters::aws {

enum class Service {
    DynamoDb,
    S3,
    Sts,
    Kms,
    Sqs,
    StepFunctions,
    EventBridge,
    Scheduler,
    Textract,
    Comprehend,
    BedrockRuntime,
    OpenSearchServerless,  ///< the data plane; its host is the collection's
    CognitoIdentityProvider,
};

/// What is fixed about a service.
struct ServiceTraits {
    std::string_view name;         ///< in endpoint overrides (AWS_ENDPOINT_URL_<NAME>) and logs, e.g. "dynamodb"
    std::string_view host_prefix;  ///< before ".<region>.amazonaws.com"
    std::string_view signing_name;
    std::string_view content_type;  ///< of the JSON protocols; empty for the others
    std::string_view target_prefix;
};
const ServiceTraits& traits(Service);

/// Where services are reached: AWS's hosts in a region, or what the environment says instead.
class Endpoints {
public:
    using Environment = std::function<std::optional<std::string>(const std::string& name)>;
    /// Reads AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE> (DYNAMODB, S3, STS, KMS, SQS, SFN, EVENTBRIDGE, SCHEDULER, TEXTRACT, COMPREHEND,
    /// BEDROCK_RUNTIME, OPENSEARCHSERVERLESS, COGNITO_IDENTITY_PROVIDER).
    Endpoints(std::string region, const Environment&);
    [[nodiscard]] const std::string& region() const { return region_; }
    /// "https://dynamodb.eu-west-1.amazonaws.com", without a slash at the end.
    [[nodiscard]] const std::string& url(Service) const;
    /// True if the environment has put another server in its place: then S3 is asked in path style.
    [[nodiscard]] bool is_overridden(Service) const;

private:
    std::string region_;
    std::map<Service, std::string> urls_;
    std::map<Service, bool> overridden_;
};

}  // namespace bespoke::adapters::aws
