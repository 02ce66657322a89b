#pragma once

#include <string_view>

#include "base/error.hpp"
#include "base/limits.hpp"

namespace bespoke::document {

/// Look over UTF-8 XML without building anything: no DOCTYPE, and depth, attributes and elements within bounds.
Status scan_xml(std::string_view xml, const Limits& limits);

}  // namespace bespoke::document
