#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/limits.hpp"

namespace bespoke::document {

/// Parse one XML part of an office package. Refused before parsing: document type definitions ("forbidden-dtd"), more
/// depth, attributes or nodes than honest files have ("resource-limit"), encodings other than UTF-8 and UTF-16, NULs
/// and malformed XML ("malformed-document"). A walker of the result may therefore recurse.
Result<pugi::xml_document> parse_xml(std::string part, const Limits& limits);

// Prefixes are the file's own choice, and within one part local names are unambiguous for all that we look for.
std::string_view local_name(const pugi::xml_node& node);
pugi::xml_node child(const pugi::xml_node& node, std::string_view local);
/// Value of the attribute; empty when it is absent.
std::string_view attribute(const pugi::xml_node& node, std::string_view local);
bool has_attribute(const pugi::xml_node& node, std::string_view local);

/// A whole number of sane size, as office formats write them.
std::optional<int> to_int(std::string_view text);

}  // namespace bespoke::document
