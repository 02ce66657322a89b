#pragma once

#include <memory>

#include "adapters/aws/core/client.hpp"
#include "lambda/settings.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::app {

/// Reader, embedder, language model and guardrail of one stage function: the twin of Intelligence. Safe from many threads.
class AwsIntelligence {
public:
    /// `Unavailable` "no-reader". Both outlive it; the blobs are those of S3.
    static Result<std::unique_ptr<AwsIntelligence>> create(adapters::aws::Client&, ports::BlobStore&, const LambdaSettings&);
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
