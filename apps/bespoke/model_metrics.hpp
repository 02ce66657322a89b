#pragma once

#include "stages/stage_ports.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::app {

/// Counts one question to a language model: outcome, tokens, cost, time.
void count(telemetry::Metrics&, const stages::ModelCall&);

}  // namespace bespoke::app
