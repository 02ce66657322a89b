#pragma once

#include <string>
#include <vector>

#include "tailoring/rules/draft.hpp"

namespace bespoke::tailoring {

/// A requirement in words that the resume proves: "relational databases (PostgreSQL)", "coaching other engineers (mentoring)".
struct Phrase {
    std::string text;
    RequirementId requirement;
    std::vector<NodeId> evidence;
    /// True if the resume has the job's wording nowhere yet.
    bool adds_wording = false;
    /// True if sentences about work done show all of it; false if some is a listed skill only.
    bool experienced = false;
    /// True for what somebody did, told by one sentence ("reviewing for journals"); it needs a sentence of its own.
    bool activity = false;
};

/// One phrase for each requirement whose own wording, or part of it, the resume proves by name; required ones first. A wording is
/// proven if it names the very term that the resume names, or a category of it, which is then written with its proof in
/// brackets. What asks for an activity is proven by a sentence that tells of it. Wordings with any other content are left out.
std::vector<Phrase> proven_phrases(const Draft&);

}  // namespace bespoke::tailoring
