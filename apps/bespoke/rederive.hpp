#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "resume/resume.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::app {

/// What an output directory says of itself, as read. Nothing in it is believed.
struct Claimed {
    nlohmann::json original, tailored, changes, patch, report;
};

/// The parts of a directory that must follow from each other, each made anew by the rules that made them first. Every function gives one
/// sentence a contradiction, with the file's name; none is sound.
struct Rederived {
    const Claimed& claimed;
    const resume::Resume& original;
    std::vector<tailoring::Edit> edits;        ///< all of changes.json
    std::vector<tailoring::Verdict> verdicts;  ///< theirs
};

/// Reads edits and verdicts of changes.json: "bad-changes" if they are no such, with the place.
Result<Rederived> rederive(const Claimed&, const resume::Resume& original);

/// changes.json: counts, ids, and all that original and edits give: places, texts before and after, evidence, verdicts.
std::vector<std::string> check_changes(const Rederived&);
/// changes.patch.json is the patch of the accepted edits, test for test.
std::vector<std::string> check_patch(const Rederived&);
/// report.json agrees with itself (its digest) and with changes.json (counts, scores).
std::vector<std::string> check_report(const Rederived&);
/// resume.pdf, resume.docx and changes.html are what renders from the rest. Documents in the look of a sample are passed over: the sample
/// is not in the directory.
std::vector<std::string> check_documents(const Rederived&, const std::filesystem::path& directory);

}  // namespace bespoke::app
