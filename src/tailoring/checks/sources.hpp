#pragma once

#include <optional>
#include <vector>

#include "resume/resume.hpp"
#include "tailoring/checks/grounding.hpp"

namespace bespoke::tailoring {

/// The nodes as sources, each with what heads its entry. Nodes without text (dates, lists) are passed over.
std::vector<Source> sources_of(const resume::Resume&, const std::vector<NodeId>& nodes);

/// Full years of professional experience, from the dates of the roles.
int years_of_experience(const resume::Resume&, resume::Date today);

/// The year of the first role, if the candidate has worked ever since: gaps, the time after the last role among them, are two
/// years together at most.
std::optional<int> working_since(const resume::Resume&, resume::Date today);

/// What may be said of the candidate as a whole, for each of `nodes` that is a position: "Nurse with 9 years of professional
/// experience" (rounded down) and "Nurse with professional experience since 2015".
std::vector<Source> computed_sources(const resume::Resume&, const std::vector<NodeId>& nodes, resume::Date today);

}  // namespace bespoke::tailoring
