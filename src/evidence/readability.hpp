#pragma once

#include <string>
#include <vector>

#include "resume/resume.hpp"

namespace bespoke::evidence {

/// How well machines can read a resume, 0..100, with one sentence for each criterion.
struct Readability {
    double score = 0;
    std::vector<std::string> notes;
};
Readability readability(const resume::Resume&);

}  // namespace bespoke::evidence
