#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace bespoke::api {

enum class Plus { IsPlus, IsSpace };
/// Percent-decoded text (RFC 3986 section 2.1). `nullopt` for half an escape, or if the result is no UTF-8. It may hold
/// control characters, NUL too.
std::optional<std::string> percent_decoded(std::string_view text, Plus);

/// Everything but unreserved characters escaped.
std::string percent_encoded(std::string_view text);

/// A query string, or a body of application/x-www-form-urlencoded. `InvalidInput` "bad-parameter": malformed, or a name that stands twice
/// or holds control characters. Values may hold them.
Result<std::map<std::string, std::string>> parse_query(std::string_view query);

/// Has a character below U+0020, or U+007F.
bool has_control(std::string_view text);

/// True for well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool is_utf8(std::string_view text);

}  // namespace bespoke::api
