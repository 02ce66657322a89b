#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/error.hpp"

namespace bespoke::lambda {

/// Why an invocation has no result, as Lambda and Step Functions see it.
struct Failure {
    std::string type;                                ///< what Retry and Catch match, e.g. "Unavailable"
    std::string message;                             ///< for people; holds nothing of the payload
    std::vector<std::string> stack;                  ///< where it came from, innermost first; may be empty
    nlohmann::json more = nlohmann::json::object();  ///< further members of the body, e.g. "reason"
};

template <class T>
using Outcome = tl::expected<T, Failure>;

/// The type is engine::error_name(); reason and place go with it, the detail stays for the log.
Failure failure_of(const Error&);
/// Body of a report to the Runtime API: errorType, errorMessage, stackTrace, and what is in `more`.
std::string body_of(const Failure&);

}  // namespace bespoke::lambda
