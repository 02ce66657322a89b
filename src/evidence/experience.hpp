#pragma once

#include <span>
#include <vector>

#include "resume/resume.hpp"

namespace bespoke::evidence {

/// Months of experience as far as the precision of the dates tells.
struct ExperienceRange {
    int least = 0, most = 0;
};
ExperienceRange experience_range(const resume::Resume&, resume::Date today);
/// Of these roles alone.
ExperienceRange experience_range(std::span<const resume::Work* const>, resume::Date today);

/// The roles whose title, summary or highlights are among `nodes`.
std::vector<const resume::Work*> roles_with(const resume::Resume&, std::span<const NodeId> nodes);

}  // namespace bespoke::evidence
