#pragma once

#include <string>
#include <string_view>

#include "artifacts/style_guide.hpp"
#include "resume/resume.hpp"

namespace bespoke::artifacts {

/// Heading over text that stood under no heading.
inline constexpr std::string_view kUnplacedHeading = "Additional Information";

/// The guide's wording of a heading, or the usual English one, in the guide's letter case.
std::string heading_text(const StyleGuide&, resume::Section);
/// `text` in a letter case. Small capitals are capitals here: they extract as what they look like.
std::string with_case(std::string_view text, LetterCase);

/// A date as `pattern` says it (ICU: yyyy yy MMMM MMM MM M, all else literal). A year alone stays a year; a day is written
/// "9 Mar 2021", or "2021-03-09" where the pattern is numeric.
std::string format_date(const resume::Date&, std::string_view pattern);
/// "Mar 2022 – Present", "Mar 2022 – Jun 2023"; an end alone is one date; neither is empty.
std::string format_period(const resume::Period&, std::string_view pattern);

}  // namespace bespoke::artifacts
