#pragma once

#include <memory>

#include "ports/embedder.hpp"
#include "stages/payload.hpp"

namespace bespoke::stages {

/// An embedder that gets on where the model is busy. It asks for everything in one call; if that fails for what passes,
/// in ever smaller parts, until four in a row failed or too little time is left. Then what came by then is kept beside the
/// visit's other blobs, and the next try of the same visit asks for the rest alone: a storm of throttles costs tries, never the
/// job. Vectors kept from another model, or damaged, count for nothing.
///
/// Each text is asked for once, however often it is named. Errors are the embedder's own; `Unavailable` "embedder-failed" for
/// another number of vectors than of texts, `Timeout` "deadline" where the time was over. The payload outlives the result.
std::unique_ptr<ports::Embedder> patient(std::unique_ptr<ports::Embedder>, const Payload&, Deadline);

}  // namespace bespoke::stages
