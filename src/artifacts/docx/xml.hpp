#pragma once

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <utility>

namespace bespoke::artifacts {

inline constexpr auto kWordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr auto kOfficeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
inline constexpr auto kPackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";

using XmlAttributes = std::initializer_list<std::pair<const char*, std::string>>;

/// Append an element with attributes.
inline pugi::xml_node child(pugi::xml_node parent, const char* name, XmlAttributes attributes = {}) {
    auto node = parent.append_child(name);
    for (const auto& [key, value] : attributes) node.append_attribute(key) = value.c_str();
    return node;
}

/// The usual element with nothing but w:val.
inline pugi::xml_node value(pugi::xml_node parent, const char* name, const std::string& text) {
    return child(parent, name, {{"w:val", text}});
}

/// The part as UTF-8 with its declaration, without added blanks.
std::string to_xml(const pugi::xml_document&);

/// Twentieths of a point, Word's unit of length.
std::string twips(float points);

}  // namespace bespoke::artifacts
