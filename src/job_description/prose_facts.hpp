#pragma once

#include <string>
#include <vector>

#include "job_description/classify.hpp"

namespace bespoke::job_description {

/// Title that a sentence names: "is looking for a night porter to …"; empty for none.
std::string title_in_prose(const std::vector<Part>& parts);
/// Employer that most sentences name: "Hale & Sons is a family business"; empty for none.
std::string company_in_prose(const std::vector<Part>& parts);
/// Place that a sentence names: "based in Leeds"; empty for none.
std::string location_in_prose(const std::vector<Part>& parts);

}  // namespace bespoke::job_description
