#pragma once

#include <string>
#include <string_view>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "http/message.hpp"
#include "lambda/runtime.hpp"

namespace bespoke::lambda {

/// The request that an event of API Gateway's REST proxy integration stands for ("Set up Lambda proxy integrations in API Gateway"). Path and
/// query arrive decoded and are encoded anew; header names keep the client's case; a body may be Base64. The trace is the client's
/// `traceparent`, else X-Ray's, else new. What the socket server would refuse in a request line is refused here too: `InvalidInput` "bad-event".
/// Reads any bytes; pure but for new trace ids.
Result<http::Request> request_from(const Invocation&);

/// What the authorizer of API Gateway has verified of the caller; empty without one.
struct Claims {
    std::string subject, tenant;
};
Claims claims_of(std::string_view event);

/// Lambda's answer may have 6 MB, Base64 takes a third more.
inline constexpr std::size_t kMaxReplyBytes = 4'300'000;

/// The reply for API Gateway. Text (UTF-8) goes as such, all else in Base64; each header as a list of its values. A stream gives what it has
/// now and ends: clients of event streams ask again. `LimitExceeded` "answer-too-large".
Result<std::string> reply_from(http::Response);

}  // namespace bespoke::lambda
