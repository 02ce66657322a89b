#pragma once

#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "document/document.hpp"
#include "guardrail/notice.hpp"
#include "resume/resume.hpp"

namespace bespoke::resume {

/// What the parser found.
struct Parsed {
    Resume resume;
    /// 0..1: how far the document looks like a resume and its parts could be placed.
    double confidence = 0;
    /// Sentences for the owner, e.g. "2 lines could not be placed".
    std::vector<std::string> warnings;
};

/// The section that a heading's wording names ("Work Experience", "BERUFSERFAHRUNG", "Skills & Tools"); nullopt for wordings that name
/// none or are unknown.
std::optional<Section> section_of_heading(std::string_view heading);

/// Find the canonical resume in a laid-out document by geometry, typography and words.
/// `InvalidInput`: "no-text" (nothing readable), "not-a-resume" (says what it looks like instead, e.g. a job description).
/// Lines that speak to machines are no statements of the candidate: they are kept in `unplaced` and say nothing else.
Result<Parsed> parse(const document::Document& document);

/// What the owner should know of the document's text, shown and hidden: orders to machines, disguised letters, identification numbers.
std::vector<guardrail::Notice> suspicions(const document::Document& document);

}  // namespace bespoke::resume
