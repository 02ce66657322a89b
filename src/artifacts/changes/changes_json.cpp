#include <cmath>

#include "artifacts/changes/entries.hpp"
#include "artifacts/report.hpp"

namespace bespoke::artifacts {
namespace {

using nlohmann::ordered_json;

double tidy(double score) { return std::round(score * 10) / 10; }

ordered_json requirement_json(const RequirementEntry& it) {
    return {{"id", it.id}, {"text", it.text}, {"importance", it.importance}};
}

ordered_json edit_json(const ChangeEntry& entry) {
    ordered_json out = {{"id", entry.id},
                        {"kind", entry.kind},
                        {"proposer", entry.proposer},
                        {"section", entry.section},
                        {"target", entry.target},
                        {"place", entry.place},
                        {"before", entry.before},
                        {"after", entry.after},
                        {"change", entry.change},
                        {"reason", entry.reason},
                        {"requirements", ordered_json::array()},
                        {"evidence", ordered_json::array()}};
    for (const auto& it : entry.requirements) out["requirements"].push_back(requirement_json(it));
    for (const auto& it : entry.evidence) out["evidence"].push_back({{"node", it.node}, {"text", it.text}});
    auto verdict = tailoring::to_json(entry.verdict);
    verdict.erase("edit");
    out["verdict"] = std::move(verdict);
    return out;
}

ordered_json scores(const evidence::MatchReport& report) {
    return {{"match", tidy(report.match)}, {"readability", tidy(report.readability)}};
}

}  // namespace

ordered_json changes_json(const ChangeLog& log) {
    const auto entries = change_entries(log);
    const auto accepted = std::count_if(entries.begin(), entries.end(), [](const auto& it) { return it.verdict.accepted(); });
    ordered_json out;
    out["version"] = 1;
    out["jobDescription"] = {{"title", log.job_description.title}, {"company", log.job_description.company}};
    out["generator"] = log.origin.generator;
    if (!log.origin.model.empty()) out["model"] = model_json(log.origin);
    out["proposed"] = entries.size();
    out["accepted"] = accepted;
    out["before"] = scores(log.before);
    out["after"] = scores(log.after);
    out["edits"] = ordered_json::array();
    for (const auto& entry : entries) out["edits"].push_back(edit_json(entry));
    out["gaps"] = ordered_json::array();
    for (const auto& gap : gap_entries(log)) {
        auto json = requirement_json(gap.requirement);
        json["judgement"] = gap.judgement;
        json["explanation"] = gap.explanation;
        out["gaps"].push_back(std::move(json));
    }
    out["notProposed"] = not_proposed_json(log.origin);
    return out;
}

}  // namespace bespoke::artifacts
