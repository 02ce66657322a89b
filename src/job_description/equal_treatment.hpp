#pragma once

#include <string>
#include <string_view>

namespace bespoke::job_description {

/// A line of an ad without its wishes for a trait that equal treatment forbids to ask for, so that nobody is measured by one, is told a gap
/// by one, or reads one in what we write. What else the line asks for stays, as near to its words as grammar allows:
///
///     "He will run the shift"                      → "You will run the shift"
///     "Native speaker of German"                   → "Fluent speaker of German"; without a language nothing is left
///     "A young, dynamic team"                      → "A dynamic team"
///     "Applicants under 35, SQL and a licence"     → "SQL and a licence"
///
/// Empty where nothing else is left. guardrail::screen finds no protected attribute in the outcome, but for names of jobs ("foreman"); a
/// line without any comes back as it is.
std::string without_unfair_wishes(std::string_view line);

}  // namespace bespoke::job_description
