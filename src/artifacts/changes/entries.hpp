#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "artifacts/change_log.hpp"

namespace bespoke::artifacts {

/// A requirement of the job with its words.
struct RequirementEntry {
    std::string id, text, importance;
};
/// A node of the original resume with its words.
struct EvidenceEntry {
    std::string node, text;
};

/// One edit with everything it refers to looked up: what both forms of the change log tell.
struct ChangeEntry {
    std::string id, kind, section, target;
    std::string proposer;  ///< "rules", "model" or "earlier-job"
    std::string place;     ///< of the target in words: "Nurse, City Hospital"; empty for the resume as a whole
    nlohmann::ordered_json before, after, change;  ///< texts or lists as they stand in the resume's JSON; null for nothing
    std::string reason;
    std::vector<RequirementEntry> requirements;
    std::vector<EvidenceEntry> evidence;
    tailoring::Verdict verdict;
};

/// A requirement that the tailored resume meets in part or not at all.
struct GapEntry {
    RequirementEntry requirement;
    std::string judgement, explanation;
};

std::vector<ChangeEntry> change_entries(const ChangeLog&);
std::vector<GapEntry> gap_entries(const ChangeLog&);

}  // namespace bespoke::artifacts
