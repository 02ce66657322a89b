#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/error.hpp"

namespace bespoke::adapters::aws {

/// Why a call has no answer: what the service said, or why it could not be asked.
struct Fault {
    int status = 0;  ///< HTTP status; 0: the service never answered
    std::string
        code;  ///< the service's, without its namespace, e.g. "ConditionalCheckFailedException"; for status 0 "Connect", "Timeout", "Tls", "Credentials", "TooLarge", "Reply" (no JSON), "Request" (ours is malformed)
    std::string message;     ///< the service's; for the log
    std::string request_id;  ///< may be empty
    nlohmann::json details;  ///< the whole body if it was a JSON object
    std::string operation;   ///< e.g. "dynamodb.PutItem"
    Error cause;             ///< for status 0
};

template <class T>
using Answer = tl::expected<T, Fault>;

/// True for what every AWS service calls a throttle: it surfaces as `Unavailable` "throttled" and nothing else.
bool is_throttle(const Fault&);

/// How a fault surfaces where the adapter has no better word for it: `Unavailable` "throttled" | "aws-unavailable" (5xx, not reached),
/// `Timeout` "deadline", `Forbidden` "aws-denied" (AccessDenied and the like), `Unavailable` "aws-credentials" (expired or unknown keys),
/// `NotFound` "aws-resource", `InvalidInput` never (that the service found our request malformed is our bug: `Internal` "aws-request").
/// `detail` has operation, code, message and request id; `public_text` names no resource.
Error to_error(const Fault&);

}  // namespace bespoke::adapters::aws
