#include "artifacts/report.hpp"

#include <nlohmann/json.hpp>

#include "evidence/wording.hpp"

namespace bespoke::artifacts {
namespace {

using nlohmann::ordered_json;

ordered_json scores(const evidence::MatchReport& report, const resume::Resume& resume,
                    const job_description::JobDescription& job) {
    const auto wording = evidence::wording_coverage(resume, job);
    return {{"match", report.match},
            {"readability", report.readability},
            {"wording", {{"found", wording.found}, {"of", wording.of}}}};
}

const job_description::Requirement* requirement_of(const ChangeLog& log, const RequirementId& id) {
    const auto& all = log.job_description.requirements;
    const auto found = std::ranges::find(all, id, &job_description::Requirement::id);
    return found == all.end() ? nullptr : &*found;
}

ordered_json gaps(const ChangeLog& log) {
    auto list = ordered_json::array();
    for (const auto& match : log.after.requirements) {
        const auto* requirement = requirement_of(log, match.requirement);
        if (requirement == nullptr || requirement->soft || match.judgement == evidence::Judgement::Met) continue;
        list.push_back({{"requirement", requirement->text},
                        {"importance", job_description::to_string(requirement->importance)},
                        {"judgement", evidence::to_string(match.judgement)},
                        {"explanation", match.explanation}});
    }
    return list;
}

ordered_json validation(const ChangeLog& log) {
    const auto accepted = std::ranges::count_if(log.verdicts, &tailoring::Verdict::accepted);
    auto refused = ordered_json::array();
    for (const auto& verdict : log.verdicts) {
        if (!verdict.accepted()) refused.push_back(tailoring::to_json(verdict));
    }
    return {{"proposed", log.edits.size()}, {"accepted", accepted}, {"refused", std::move(refused)}};
}

}  // namespace

ordered_json report_json(const ChangeLog& log, const ReportFacts& facts) {
    ordered_json report = {{"asOf", facts.as_of},
                           {"style", facts.style},
                           {"before", scores(log.before, log.original, log.job_description)},
                           {"after", scores(log.after, log.tailored, log.job_description)},
                           {"notes", log.after.notes},
                           {"gaps", gaps(log)},
                           {"validation", validation(log)},
                           {"pages", facts.pages}};
    if (facts.max_pages > 0) report["pageBudget"] = facts.max_pages;
    report["warnings"] = facts.warnings;
    return report;
}

}  // namespace bespoke::artifacts
