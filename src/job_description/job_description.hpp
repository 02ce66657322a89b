#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "document/document.hpp"
#include "guardrail/notice.hpp"

namespace bespoke::job_description {

enum class Importance { Required, Preferred };
enum class Seniority { Unknown, Intern, Junior, Mid, Senior, Lead };
enum class DegreeLevel { None, School, Associate, Bachelor, Master, Doctorate };

/// One thing that the advertisement asks for. Coordinated phrases are split: "data preparation, transformation" is two.
struct Requirement {
    RequirementId id;
    std::string text;      ///< the thing in the ad's own wording, without "proven track record in"
    std::string sentence;  ///< the line of the ad that it comes from
    Importance importance = Importance::Required;
    std::vector<std::string> skills;  ///< vocabulary names that the text speaks of; may be empty
    std::optional<int> years;         ///< years of experience asked for in this
    DegreeLevel degree = DegreeLevel::None;
    bool soft = false;  ///< character or manner ("a friendly way with people"): reported, never scored
    /// True if it asks for time alone ("6+ years in a comparable role"): there is no thing to look for but `years`.
    bool experience_only = false;
    int line = 0;  ///< line of the document, from 0
    /// True for what a resume can show by naming it: no manner, no degree, no mere number of years.
    [[nodiscard]] bool names_a_skill() const { return !soft && !experience_only && degree == DegreeLevel::None; }
};

/// The canonical job description. Benefits, legal text, application instructions and praise of the employer are set aside.
struct JobDescription {
    std::string title, company, location, employment_type;
    Seniority seniority = Seniority::Unknown;
    std::optional<int> years;  ///< years of experience asked for overall
    std::vector<Requirement> requirements;
    std::vector<std::string> responsibilities;
    std::vector<std::string> set_aside;
};

/// `{title, company, location, seniority, years, employmentType, required:[{skill, text}], preferred:[…], responsibilities:[…],
/// requirements:[…], setAside:[…]}`; absent values are left out. `required` and `preferred` are for reading: those requirements that
/// name a skill, with its usual name; `requirements` is the full model.
nlohmann::ordered_json to_json(const JobDescription&);
Result<JobDescription> job_description_from_json(const nlohmann::json&);

/// Find the canonical job description in a laid-out document.
/// `InvalidInput`: "bad-text" (nothing to be seen, or more than 32 KiB of it), "no-text", "not-a-job-description" (says what it looks like
/// instead, e.g. a resume). Sentences that speak to machines ask for nothing: they are in `set_aside`. Wishes that equal treatment
/// forbids are nowhere, and words in letters of other scripts that look alike are in Latin ones.
Result<JobDescription> parse(const document::Document& document);

/// What the owner of a job should know of the ad's text, shown and hidden: orders to machines, disguised letters, wishes that equal
/// treatment forbids. Nothing is rewritten because of them.
std::vector<guardrail::Notice> suspicions(const document::Document& document);

std::string_view to_string(Seniority);
std::string_view to_string(Importance);
std::string_view to_string(DegreeLevel);

}  // namespace bespoke::job_description
