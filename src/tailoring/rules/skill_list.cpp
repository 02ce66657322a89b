#include "tailoring/rules/skill_list.hpp"

#include <fmt/format.h>

namespace bespoke::tailoring {

std::vector<ListedSkill> listed_skills(const resume::Resume& resume) {
    std::vector<ListedSkill> skills;
    for (std::size_t i = 0; i < resume.skills.size(); ++i) {
        const auto& skill = resume.skills[i];
        if (skill.keywords.empty()) skills.push_back({&skill.name, NodeId("/skills"), named_terms(skill.name.value)});
        for (const auto& keyword : skill.keywords) {
            skills.push_back({&keyword, NodeId(fmt::format("/skills/{}/keywords", i)), named_terms(keyword.value)});
        }
    }
    return skills;
}

std::vector<const vocabulary::Term*> named_terms(std::string_view text) {
    std::vector<const vocabulary::Term*> terms;
    for (const auto& mention : vocabulary::Vocabulary::builtin().mentions(text)) {
        if (mention.kind != vocabulary::MentionKind::Cue) terms.push_back(mention.term);
    }
    return terms;
}

}  // namespace bespoke::tailoring
