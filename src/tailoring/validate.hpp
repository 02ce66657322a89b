#pragma once

#include <vector>

#include "evidence/embeddings.hpp"
#include "evidence/evidence.hpp"
#include "tailoring/edit.hpp"
#include "tailoring/policy.hpp"

namespace bespoke::tailoring {

/// What a verdict may use beside the texts. Both are optional and must outlive the call.
struct JudgeOptions {
    const Policy* policy = nullptr;                    ///< null: the built-in one
    const evidence::Embeddings* embeddings = nullptr;  ///< an extra reason to refuse (Policy::min_similarity), never a proof
};

/// Judge each edit alone, then the whole: edits that together would make the resume match the job worse than the original are
/// refused with the check "match". One verdict an edit, in order. Safe from many threads.
std::vector<Verdict> judge(const resume::Resume& original, const job_description::JobDescription&, const std::vector<Edit>& edits,
                           resume::Date today, const JudgeOptions& = {});

/// The texts whose vectors judge() asks for: rewritten texts and what they rewrite, each once.
std::vector<std::string> texts_to_embed(const resume::Resume& original, const std::vector<Edit>& edits);

/// Why a tailoring as a whole is not handed out; empty means it is. Checks: "source" (hardly any text could be read), "evidence" (too
/// few texts that could prove anything), "match" (it matches the job worse than the original), "edits" (none, or fewer than
/// Policy::min_accepted_share, of the edits are valid). `verdicts` are those of the proposer in question; none at all is no reason.
std::vector<Finding> rejection_reasons(const resume::Resume& original, const job_description::JobDescription&,
                                       const resume::Resume& tailored, const std::vector<Verdict>& verdicts, resume::Date today,
                                       const Policy& = {});

/// What to tell a proposer that is asked again: one sentence a refused edit, with its target and what was wrong.
/// `verdicts` belong to `edits` one by one.
std::vector<std::string> retry_reasons(const std::vector<Edit>& edits, const std::vector<Verdict>& verdicts);

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
                            resume::Date today, const JudgeOptions& = {});

}  // namespace bespoke::tailoring
