#include "adapters/aws/core/endpoints.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::aws {
namespace {

Endpoints::Environment environment(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const std::string& name) {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

TEST(Endpoints, AreTheRegionsHosts) {
    const Endpoints endpoints("eu-west-1", environment({}));
    const std::pair<Service, const char*> hosts[] = {
        {Service::DynamoDb, "https://dynamodb.eu-west-1.amazonaws.com"},
        {Service::S3, "https://s3.eu-west-1.amazonaws.com"},
        {Service::StepFunctions, "https://states.eu-west-1.amazonaws.com"},
        {Service::EventBridge, "https://events.eu-west-1.amazonaws.com"},
        {Service::BedrockRuntime, "https://bedrock-runtime.eu-west-1.amazonaws.com"},
        {Service::OpenSearchServerless, "https://eu-west-1.aoss.amazonaws.com"},
        {Service::CognitoIdentityProvider, "https://cognito-idp.eu-west-1.amazonaws.com"}};
    for (const auto& [service, url] : hosts) {
        EXPECT_EQ(endpoints.url(service), url);
        EXPECT_FALSE(endpoints.is_overridden(service));
    }
    EXPECT_EQ(Endpoints("cn-north-1", {}).url(Service::Sqs), "https://sqs.cn-north-1.amazonaws.com.cn");
}

TEST(Endpoints, AreWhatTheEnvironmentSaysInstead) {
    const Endpoints endpoints("eu-west-1", environment({{"AWS_ENDPOINT_URL", "http://127.0.0.1:1/"},
                                                        {"AWS_ENDPOINT_URL_SFN", "http://127.0.0.1:2"},
                                                        {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:3"},
                                                        {"AWS_ENDPOINT_URL_S3", ""}}));
    EXPECT_EQ(endpoints.url(Service::DynamoDb), "http://127.0.0.1:1");
    EXPECT_EQ(endpoints.url(Service::StepFunctions), "http://127.0.0.1:2");
    EXPECT_EQ(endpoints.url(Service::BedrockRuntime), "http://127.0.0.1:3");
    EXPECT_EQ(endpoints.url(Service::S3), "http://127.0.0.1:1");
    EXPECT_TRUE(endpoints.is_overridden(Service::S3));
}

TEST(Endpoints, SignBedrockUnderItsShortName) {
    EXPECT_EQ(traits(Service::BedrockRuntime).signing_name, "bedrock");
    EXPECT_EQ(traits(Service::Kms).target_prefix, "TrentService");
}

}  // namespace
}  // namespace bespoke::adapters::aws
