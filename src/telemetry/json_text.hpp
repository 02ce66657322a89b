#pragma once

#include <string>
#include <string_view>

namespace bespoke::telemetry {

/// Appends `text` as a JSON string (RFC 8259 section 7) whatever its bytes are: control characters and the separators U+2028 and U+2029
/// are escaped, every byte that is not part of well-formed UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace bespoke::telemetry
