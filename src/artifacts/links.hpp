#pragma once

#include <string>
#include <string_view>

namespace bespoke::artifacts {

/// A link target in the 7-bit form that PDF and OPC want (RFC 3986): all else is percent-encoded, quotes and angle brackets too.
std::string ascii_uri(std::string_view uri);

}  // namespace bespoke::artifacts
