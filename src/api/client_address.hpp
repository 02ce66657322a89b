#pragma once

#include <string>
#include <vector>

#include "http/message.hpp"

namespace bespoke::api {

/// The address that a request's rates count for: the other end of the connection, or, if that is one of the `proxies`, whom the last proxy
/// of ours in X-Forwarded-For had at its other end. What stands to the left of that was written by somebody unknown and is not looked at; a
/// part that is no plain address ends the way, too.
std::string client_address(const http::Request&, const std::vector<std::string>& proxies);

}  // namespace bespoke::api
