#pragma once

#include <string_view>
#include <vector>

#include "resume/resume.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::tailoring {

/// One skill as listed, whether it stands alone or in a group.
struct ListedSkill {
    const resume::Text* text = nullptr;
    NodeId list;                                 ///< "/skills", or "/skills/2/keywords"
    std::vector<const vocabulary::Term*> terms;  ///< that it names
};

/// All skills that the resume lists, in order; headings of groups are none.
std::vector<ListedSkill> listed_skills(const resume::Resume&);

/// The terms that a text names; cues don't count.
std::vector<const vocabulary::Term*> named_terms(std::string_view text);

}  // namespace bespoke::tailoring
