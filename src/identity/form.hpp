#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bespoke::identity {

/// Decode application/x-www-form-urlencoded. `nullopt` for a bad escape, a NUL, a name twice (RFC 6749 section 3.2) or more than 32 names.
std::optional<std::map<std::string, std::string>> parse_form(std::string_view body);
/// One encoded name or value: '+' is a space. `nullopt` for a bad escape or a NUL.
std::optional<std::string> decode_form_value(std::string_view text);

}  // namespace bespoke::identity
