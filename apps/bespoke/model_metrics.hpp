#pragma once

#include "stages/stage_ports.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::app {

/// Counts one question to a language model: outcome, tokens, cost, time.
void count(telemetry::Metrics&, const stages::ModelCall&);
/// Counts what an embedding model of others took.
void count_embedding(telemetry::Metrics&, std::int64_t tokens, double usd);

}  // namespace bespoke::app
