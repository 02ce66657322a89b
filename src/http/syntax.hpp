#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace bespoke::http {

/// ASCII only, whatever the locale.
bool equal_ignoring_case(std::string_view, std::string_view);
bool is_digit(char);
bool is_hexadecimal(char);
/// Value of a hexadecimal digit.
unsigned hexadecimal_value(char);
/// RFC 9110 section 5.6.2: one or more token characters.
bool is_token(std::string_view);
/// May stand in a field value: printable ASCII, space, tab and bytes above 0x7F (RFC 9110 section 5.5).
bool is_field_byte(char);
/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view);
/// The parts of a comma-separated list, trimmed, empty ones left out (RFC 9110 section 5.6.1.2).
std::vector<std::string_view> split_list(std::string_view);

}  // namespace bespoke::http
