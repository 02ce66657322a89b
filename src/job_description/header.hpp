#pragma once

#include <string>
#include <vector>

#include "job_description/ad_lines.hpp"
#include "job_description/classify.hpp"
#include "job_description/job_description.hpp"

namespace bespoke::job_description {

/// What the top of an ad says.
struct Header {
    std::string title, company, location, employment_type;
};

/// Find title, employer, place and kind of contract: from labels ("Location: Leeds"), from the lines before the first heading
/// ("Leeds · Full-time"), else from what sentences say ("Hale & Sons is looking for a bookkeeper to …").
Header read_header(const std::vector<Part>& parts, const document::Metadata& metadata);

/// A job title without "(m/f/d)", "We're hiring:", employer or contract.
std::string clean_title(std::string_view title);

/// Seniority that a title says; Unknown if it says none.
Seniority seniority_of(std::string_view title);

}  // namespace bespoke::job_description
