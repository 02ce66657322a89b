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

ordered_json model_json(const Origin& origin) {
    auto attempts = ordered_json::array();
    int input_tokens = 0, output_tokens = 0;
    double cost_usd = 0;
    for (const auto& it : origin.attempts) {
        auto refused = ordered_json::array();
        for (const auto& finding : it.refused) refused.push_back({{"check", finding.check}, {"reason", finding.reason}});
        attempts.push_back({{"proposed", it.proposed},
                            {"accepted", it.accepted},
                            {"refused", std::move(refused)},
                            {"input_tokens", it.input_tokens},
                            {"output_tokens", it.output_tokens},
                            {"cost_usd", it.cost_usd},
                            {"cached", it.cached},
                            {"error", it.error}});
        input_tokens += it.input_tokens;
        output_tokens += it.output_tokens;
        cost_usd += it.cost_usd;
    }
    return {{"name", origin.model},
            {"input_tokens", input_tokens},
            {"output_tokens", output_tokens},
            {"cost_usd", cost_usd},
            {"attempts", std::move(attempts)}};
}

ordered_json not_proposed_json(const Origin& origin) {
    auto list = ordered_json::array();
    for (const auto& it : origin.not_proposed) {
        list.push_back(
            {{"kind", it.kind}, {"target", it.target}, {"before", it.before}, {"after", it.after}, {"because", it.because}});
    }
    return list;
}

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
    report["generator"] = log.origin.generator;
    if (!log.origin.model.empty()) report["model"] = model_json(log.origin);
    report["embedder"] = facts.embedder;
    report["notProposed"] = not_proposed_json(log.origin);
    report["warnings"] = facts.warnings;
    report["findings"] = facts.findings;
    return report;
}

}  // namespace bespoke::artifacts
