#include <fmt/format.h>

#include <algorithm>

#include "tailoring/validate.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

using resume::Resume;

std::size_t words_in(const Resume& resume) {
    std::size_t count = 0;
    resume::for_each_text(resume, [&](const resume::Text& text) { count += text::tokens(text.value).size(); });
    return count;
}

}  // namespace

std::vector<Finding> rejection_reasons(const Resume& original, const job_description::JobDescription& job, const Resume& tailored,
                                       const std::vector<Verdict>& verdicts, resume::Date today, const Policy& policy) {
    constexpr std::size_t kFewestWords = 20;
    constexpr double kRounding = 1e-6;
    std::vector<Finding> reasons;
    if (const auto words = words_in(original); words < kFewestWords) {
        reasons.push_back({"source", fmt::format("Only {} words could be read in the resume; hand in a file with text.", words)});
    } else if (const int count = static_cast<int>(evidence::collect(original).size()); count < policy.min_evidence) {
        reasons.push_back({"evidence", fmt::format("The resume has {} statements that could prove anything, and {} are needed; "
                                                   "describe what was done in each role.",
                                                   count, policy.min_evidence)});
    }
    const auto score = [&](const Resume& resume) { return evidence::match(resume, job, today).match; };
    if (score(tailored) < score(original) - kRounding) {
        reasons.push_back({"match", "The tailored resume would match the job worse than the original."});
    }
    const auto accepted = std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.accepted(); });
    const double share = verdicts.empty() ? 1 : static_cast<double>(accepted) / static_cast<double>(verdicts.size());
    if (!verdicts.empty() && (accepted == 0 || share < policy.min_accepted_share)) {
        reasons.push_back({"edits", fmt::format("Only {} of {} proposed edits are valid.", accepted, verdicts.size())});
    }
    return reasons;
}

std::vector<std::string> retry_reasons(const std::vector<Edit>& edits, const std::vector<Verdict>& verdicts) {
    std::vector<std::string> reasons;
    for (std::size_t i = 0; i < edits.size() && i < verdicts.size(); ++i) {
        if (verdicts[i].accepted()) continue;
        std::string why;
        for (const auto& finding : verdicts[i].findings) why += " " + finding.reason;
        reasons.push_back(fmt::format("The {} edit of {}:{}", to_string(edits[i].kind), edits[i].target.str(), why));
    }
    return reasons;
}

}  // namespace bespoke::tailoring
