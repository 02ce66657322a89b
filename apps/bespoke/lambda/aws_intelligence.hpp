#pragma once

#include <memory>

#include "adapters/aws/core/client.hpp"
#include "lambda/settings.hpp"
#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"
#include "stages/stage_ports.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::app {

/// What AwsIntelligence works with; outlives it.
struct AwsWorld {
    adapters::aws::Client& client;
    ports::BlobStore& blobs;  ///< those of S3
    ports::MetadataStore& store;
    const ports::Clock& clock;
    telemetry::Metrics& metrics;
};

/// Reader, embedder, language model, guardrail and recogniser of one stage function: the twin of Intelligence. Safe from many threads.
class AwsIntelligence {
public:
    /// `Unavailable` "no-reader".
    static Result<std::unique_ptr<AwsIntelligence>> create(const AwsWorld&, const LambdaSettings&);
    ~AwsIntelligence();

    ports::DocumentReader& reader();
    /// Gives the stages what they need; this has to outlive them.
    void give_to(stages::StagePorts&);

private:
    struct Impl;
    explicit AwsIntelligence(std::unique_ptr<Impl>);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::app
