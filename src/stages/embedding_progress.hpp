#pragma once

#include "stages/payload.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::stages {

/// The same ports with an embedder that gets on where the model is busy. It asks for everything in one call; if that fails for what passes,
/// in ever smaller parts, until four in a row failed or too little time is left. Then what came by then is kept beside the visit's other
/// blobs, and the next try of the same visit asks for the rest alone: a storm of throttles costs tries, never the job. Vectors kept from
/// another model, or damaged, count for nothing.
///
/// Errors are the embedder's own; `Timeout` "deadline" where the time was over. The payload outlives the result.
StagePorts with_progress(const StagePorts&, const Payload&, Deadline);

}  // namespace bespoke::stages
