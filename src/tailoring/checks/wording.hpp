#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "job_description/job_description.hpp"
#include "tailoring/edit.hpp"
#include "tailoring/policy.hpp"

namespace bespoke::tailoring {

/// What a text may come from: whatever stands there already is not added by an edit.
struct WordingContext {
    const Policy& policy;
    const job_description::JobDescription* job = nullptr;  ///< null: nothing to copy from
    std::string sources;                                   ///< the replaced text and the evidence, a line each
    std::string resume;                                    ///< all texts, a line each
};

/// Policy and style of a new text, whatever its truth: protected attributes, personal data, insults, left-overs of prompts and
/// instructions to machines that `sources` has not; words of the advertisement in a row; forbidden words; first person; markup
/// and links; length. Checks "policy" and "style".
std::vector<Finding> bad_wording(const Edit&, const std::string& text, const WordingContext&);

}  // namespace bespoke::tailoring
