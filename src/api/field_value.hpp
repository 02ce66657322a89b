#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bespoke::api {

/// A header field of the form `value; name=token; name="quoted"` (Content-Type, Content-Disposition).
struct FieldValue {
    std::string value;                                            ///< in lower case
    std::vector<std::pair<std::string, std::string>> parameters;  ///< names in lower case, values unquoted
    /// The parameter of that name; `nullopt` if there is none.
    [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
};

/// `nullopt` if it is malformed or names a parameter twice.
std::optional<FieldValue> parse_field_value(std::string_view text);

std::string lower_case(std::string_view text);

}  // namespace bespoke::api
