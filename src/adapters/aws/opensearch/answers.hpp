#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::adapters::aws::opensearch {

/// A stored chunk that a search found.
struct Found {
    std::string id;  ///< the service's own
    std::string key, document, chunk, text;
    double score = 0;
};

/// The hits of a search, best first. Of another tenant than the one who asked: `Internal` "foreign-hit", and none is given out; the filter
/// should have kept it away. `Corrupt` "search-answer" for what is no such answer. Pure.
Result<std::vector<Found>> parse_hits(std::string_view body, const TenantId& asking);

/// Whether all that a _bulk asked for was done: it answers 200 nevertheless. A deletion of what is gone is done. `Unavailable` "throttled" if
/// the service had no room for some, `Internal` "aws-request" if it found some malformed, `Corrupt` "search-answer".
Status parse_bulk(std::string_view body);

}  // namespace bespoke::adapters::aws::opensearch
