#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bespoke::telemetry {

/// W3C Trace Context level 1, version 00.
struct Trace {
    std::string trace_id;  ///< 32 lower-case hexadecimal digits, not all zero
    std::string span_id;   ///< 16
    bool sampled = true;
};

/// Malformed, or all zeros: `nullopt`. A later version's first fields are used (section 4.2.2.1 of the recommendation).
std::optional<Trace> parse_traceparent(std::string_view header);
/// A fresh one, or the child of what came in.
Trace new_trace();
Trace child_of(const Trace&);
std::string to_traceparent(const Trace&);

}  // namespace bespoke::telemetry
