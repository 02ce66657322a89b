#include "artifacts/docx/xml.hpp"

#include <cmath>
#include <sstream>

namespace bespoke::artifacts {

std::string to_xml(const pugi::xml_document& document) {
    std::ostringstream out;
    out << R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)" << '\n';
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
}

std::string twips(float points) { return std::to_string(std::lround(points * 20)); }

}  // namespace bespoke::artifacts
