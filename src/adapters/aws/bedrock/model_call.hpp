#pragma once

#include <chrono>

#include "adapters/aws/core/client.hpp"

namespace bespoke::adapters::aws::bedrock {

/// POST of a JSON body to Bedrock's runtime on behalf of a tenant (of the service itself if the id is empty); the answer's JSON.
Answer<nlohmann::json> post(Client&, std::string operation, std::string path, const nlohmann::json& body, const TenantId&,
                            std::chrono::milliseconds attempt_timeout, Deadline);

}  // namespace bespoke::adapters::aws::bedrock
