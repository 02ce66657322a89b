#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "telemetry/trace.hpp"

namespace bespoke::lambda {

/// The W3C trace that X-Ray's "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1" means: the root's time and number
/// are one trace id ("X-Ray trace id format"). Without a parent the span is new. `nullopt` for any other text.
std::optional<telemetry::Trace> trace_from(std::string_view trace_header);
/// Its inverse, to pass on.
std::string to_trace_header(const telemetry::Trace&);

}  // namespace bespoke::lambda
