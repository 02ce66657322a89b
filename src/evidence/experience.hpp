#pragma once

#include "resume/resume.hpp"

namespace bespoke::evidence {

/// Months of experience as far as the precision of the dates tells.
struct ExperienceRange {
    int least = 0, most = 0;
};
ExperienceRange experience_range(const resume::Resume&, resume::Date today);

}  // namespace bespoke::evidence
