#pragma once

#include <string_view>
#include <vector>

#include "job_description/classify.hpp"

namespace bespoke::job_description {

/// True for a person's own dated history under their contact data: a resume, whatever words it uses.
bool looks_like_a_resume(const std::vector<Part>& parts);

}  // namespace bespoke::job_description
