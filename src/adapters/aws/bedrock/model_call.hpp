#pragma once

#include <chrono>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/pacer.hpp"

namespace bespoke::adapters::aws::bedrock {

/// POST of a JSON body to Bedrock's runtime on behalf of a tenant (of the service itself if the id is empty), at the pacer's pace; the answer's JSON.
Answer<nlohmann::json> post(Client&, Pacer&, std::string operation, std::string path, const nlohmann::json& body, const TenantId&,
                            std::chrono::milliseconds attempt_timeout, Deadline);

}  // namespace bespoke::adapters::aws::bedrock
