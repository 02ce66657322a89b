#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "resume/resume.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::tailoring {

// What an edit may do at all, whatever its words. Each gives the reason of a refusal, or nothing.

/// Kind, change and target belong together, the evidence exists, the text has a sane length and no control characters.
/// `document` is to_json of the resume.
std::optional<std::string> malformed(const resume::Resume&, const nlohmann::ordered_json& document, const Edit&);

/// Name, contact data, employers, positions, institutions, degrees, certificates and dates are nobody's to change.
std::optional<std::string> touches_identity(const Edit&);

/// The values that no edit may change or remove, as "section/field: value", sorted.
std::vector<std::string> identity_of(const resume::Resume&);

}  // namespace bespoke::tailoring
