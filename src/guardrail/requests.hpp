#pragma once

#include <string_view>
#include <vector>

#include "guardrail/guardrail.hpp"
#include "guardrail/skeleton.hpp"

namespace bespoke::guardrail {

/// False for most texts, cheaply: no sentence opens as a request or question does.
bool may_request(const Skeleton&);
/// Takes back the stray requests that honest documents make: an ad asks its readers, and a duty is done for somebody. What is
/// told by the request alone ("the following sentence", "tonight at eight") stays.
void drop_honest_requests(std::string_view text, const Skeleton&, std::vector<Finding>&);

}  // namespace bespoke::guardrail
