#pragma once

#include <string_view>

namespace bespoke::resume::parser {

/// "address", "location", "wohnort" …; labels are in plain() form.
bool is_place_label(std::string_view label);
/// "email", "phone", "web" …
bool is_address_label(std::string_view label);
/// Any label of contact data, names of networks included.
bool is_known_label(std::string_view label);

}  // namespace bespoke::resume::parser
