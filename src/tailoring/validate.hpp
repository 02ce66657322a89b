#pragma once

#include <vector>

#include "evidence/evidence.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::tailoring {

/// Judge each edit alone, then the whole: edits that together would make the resume match the job worse than the original are
/// refused with the check "match". One verdict an edit, in order.
std::vector<Verdict> judge(const resume::Resume& original, const job_description::JobDescription&, const std::vector<Edit>& edits,
                           resume::Date today);

/// Claims of a text that its evidence does not have: numbers with magnitude and unit, dates, employers, titles,
/// institutions, degrees, certificates, skills, capitalised names.
struct Claim {
    std::string kind;  ///< "number", "date", "name", "skill", …
    std::string text;
};
std::vector<Claim> claims_of(std::string_view text);
/// Those of `claims_of(text)` that none of `sources` supports.
std::vector<Claim> ungrounded(std::string_view text, const std::vector<std::string>& sources);

/// Check a finished tailoring as an outsider would: replay, grounding of every value, identity, omissions. Empty means sound.
std::vector<Finding> verify(const resume::Resume& original, const resume::Resume& tailored, const std::vector<Edit>& accepted,
                            resume::Date today);

}  // namespace bespoke::tailoring
