#pragma once

#include <chrono>
#include <memory>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/pacer.hpp"
#include "ports/embedder.hpp"

namespace bespoke::adapters::aws::bedrock {

struct EmbedderOptions {
    std::string model = "amazon.titan-embed-text-v2:0";
    int dimension = 1'024;                       ///< 256, 512 or 1024
    int at_once = 8;                             ///< calls in flight: Titan takes one text a call
    std::chrono::milliseconds patience{60'000};  ///< for all texts of one embed()
    std::size_t max_characters = 8'000;          ///< a token has at least one, and the model's window has 8,192 tokens
    PacerOptions pace{};                         ///< towards a service that throttles
    double usd_per_million_tokens = 0;
    /// Told after each embed() what its answers took, as the service counts it; also if it failed half-way. May be empty.
    std::function<void(std::int64_t tokens, double usd)> on_used = {};
};

/// The port on Titan Text Embeddings V2 ("Amazon Titan Text Embeddings models"), signed as the tenant. Equal texts of one embed() are asked for once.
/// Deviation from the port: a throttle is `Unavailable` "throttled", and a time-out `Timeout` "deadline". `client` outlives it.
std::unique_ptr<ports::Embedder> make_embedder(Client& client, TenantId tenant, EmbedderOptions);

}  // namespace bespoke::adapters::aws::bedrock
