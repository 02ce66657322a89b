#pragma once

#include <span>
#include <string_view>

namespace bespoke::telemetry {

enum class Kind { Counter, Gauge, Histogram };

/// One metric family as the exposition describes it.
struct Description {
    std::string_view name;
    Kind kind;
    std::string_view help;
    std::span<const double> buckets = {};  ///< upper bounds, ascending, of a histogram; "+Inf" is added
};

/// Every family there is.
std::span<const Description> metric_descriptions();

}  // namespace bespoke::telemetry
