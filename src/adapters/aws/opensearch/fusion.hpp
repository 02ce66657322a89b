#pragma once

#include "adapters/aws/opensearch/answers.hpp"
#include "ports/vector_index.hpp"

namespace bespoke::adapters::aws::opensearch {

/// How many of each ranking take part in the fusion, as in the local index.
std::size_t depth_for(std::size_t limit);

/// Both rankings as one, by reciprocal rank: best first, equal ones by document and chunk, no content twice. What points away from the query's
/// embedding (a cosine of 0 or less) was not found by meaning. Pure.
std::vector<ports::VectorHit> fused(const std::vector<Found>& nearest, const std::vector<Found>& by_words, std::size_t limit);

}  // namespace bespoke::adapters::aws::opensearch
