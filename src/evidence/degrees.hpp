#pragma once

#include <optional>
#include <string_view>

#include "evidence/evidence.hpp"

namespace bespoke::evidence {

/// Level of a degree as it is written on resumes: "BSc (Hons)", "Master of Arts", "Ph.D.".
job_description::DegreeLevel degree_level(std::string_view study_type);

/// How an education answers the wish for a degree: its level, and its subject where the requirement names one.
struct DegreeFound {
    Judgement judgement = Judgement::Missing;
    std::optional<Support> support;
    std::string explanation;
};
DegreeFound find_degree(const resume::Resume&, const job_description::Requirement& wanted);

}  // namespace bespoke::evidence
