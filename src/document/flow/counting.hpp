#pragma once

#include <string>
#include <string_view>

namespace bespoke::document {

/// A list number in a numbering format: "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero"; all
/// others are written in decimal.
std::string counted(int number, std::string_view format);

}  // namespace bespoke::document
