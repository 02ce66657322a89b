#pragma once

#include "job_description/ad_lines.hpp"
#include "job_description/coordination.hpp"
#include "job_description/job_description.hpp"

namespace bespoke::job_description {

/// Requirements that one statement makes, without ids; empty if it makes none or says that something is not needed.
std::vector<Requirement> requirements_of(std::string_view statement, Importance importance, ListStyle style, int line);

/// True if the statement opens or closes as requirements do, so that it is one even without a heading over it.
bool asks_for_something(std::string_view statement);

}  // namespace bespoke::job_description
