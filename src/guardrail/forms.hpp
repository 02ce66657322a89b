#pragma once

#include <string_view>
#include <vector>

#include "guardrail/guardrail.hpp"

namespace bespoke::guardrail {

// The parts of screen(), each linear in the text.

/// What is told by signs: forged roles and delimiters, calls of tools, gaps of templates.
void find_forms(std::string_view text, std::vector<Finding>& out);
/// Identification numbers by their form and check digits, or by a cue before them.
void find_personal_data(std::string_view text, std::vector<Finding>& out);
/// Words in base64, hexadecimal or percent codes.
void find_encoded(std::string_view text, std::vector<Finding>& out);

}  // namespace bespoke::guardrail
