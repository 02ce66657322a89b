#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "tailoring/checks/statement.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"
#include "tailoring/rules/skill_list.hpp"

namespace bespoke::tailoring {
namespace {

using job_description::Importance;
using vocabulary::Vocabulary;

/// A flat list up to this length is read at a glance.
constexpr std::size_t kLongestFlatList = 15;
constexpr std::size_t kFewestGroups = 3, kMostGroups = 7, kSmallestGroup = 2;

/// How much the job asks for one listed skill.
class Demand {
public:
    explicit Demand(const job_description::JobDescription& job) {
        for (const auto* requirement : checkable_requirements(job)) {
            wanted_.push_back({requirement, terms_of(*requirement), Statement(requirement->text)});
        }
    }

    [[nodiscard]] double of(std::string_view skill, RequirementId* requirement = nullptr) const {
        const auto terms = named_terms(skill);
        double best = 0;
        for (const auto& wanted : wanted_) {
            const double weight =
                closeness(wanted, terms, skill) * (wanted.requirement->importance == Importance::Required ? 2 : 1);
            if (weight <= best) continue;
            best = weight;
            if (requirement != nullptr) *requirement = wanted.requirement->id;
        }
        return best;
    }

private:
    struct Wanted {
        const job_description::Requirement* requirement;
        std::vector<const vocabulary::Term*> terms;
        Statement text;
    };
    static double closeness(const Wanted& wanted, const std::vector<const vocabulary::Term*>& terms, std::string_view skill) {
        constexpr double kInstance = 0.9;
        double best = wanted.text.has_phrase(skill) ? 1 : 0;
        for (const auto* asked : wanted.terms) {
            for (const auto* term : terms) {
                if (term == asked) return 1;
                if (Vocabulary::builtin().is_a(*term, *asked)) best = std::max(best, kInstance);
            }
        }
        return best;
    }
    std::vector<Wanted> wanted_;
};

/// A child of a list of skills with the demand for it.
struct Ranked {
    NodeId id;
    std::string text;
    double demand = 0;
    RequirementId requirement;
    NodeId evidence;
};

Ranked rank(const Demand& demand, NodeId id, const std::string& text, NodeId evidence) {
    Ranked ranked{std::move(id), text, 0, {}, std::move(evidence)};
    ranked.demand = demand.of(text, &ranked.requirement);
    return ranked;
}

/// Skills that other edits append to a list; they stand in the resume under the text that proves them.
std::vector<Ranked> appended_to(const Draft& draft, const Demand& demand, const NodeId& list) {
    std::vector<Ranked> ranked;
    for (const auto& edit : draft.edits) {
        const auto* append = std::get_if<Append>(&edit.change);
        if (append != nullptr && edit.target == list) {
            ranked.push_back(rank(demand, NodeId("+" + edit.id.str()), append->text, edit.evidence.front()));
        }
    }
    return ranked;
}

/// Proposes the order of falling demand if that is another one.
void reorder(Draft& draft, const NodeId& list, std::vector<Ranked> children) {
    std::vector<Ranked> sorted = children;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Ranked& a, const Ranked& b) { return a.demand > b.demand; });
    Permute permute;
    std::set<RequirementId> served;
    std::vector<NodeId> evidence;
    std::vector<std::string> names;
    bool moved = false;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        permute.order.push_back(sorted[i].id);
        moved = moved || sorted[i].id != children[i].id;
        if (sorted[i].demand <= 0) continue;
        served.insert(sorted[i].requirement);
        evidence.push_back(sorted[i].evidence);
        names.push_back('"' + sorted[i].text + '"');
    }
    if (!moved) return;
    std::vector<RequirementId> requirements;
    for (const auto& requirement : draft.job.requirements) {
        if (served.contains(requirement.id)) requirements.push_back(requirement.id);
    }
    auto reason = fmt::format("Puts {} first, as the job asks for {}.", listed(names), quoted_requirements(draft, requirements));
    draft.add(EditKind::ReorderSkills, list, std::move(permute), std::move(requirements), std::move(evidence), std::move(reason));
}

std::vector<Ranked> keywords_of(const Draft& draft, const Demand& demand, const NodeId& list, const TextList& keywords) {
    std::vector<Ranked> children;
    for (const auto& keyword : keywords) children.push_back(rank(demand, keyword.id, keyword.value, keyword.id));
    for (auto& added : appended_to(draft, demand, list)) children.push_back(std::move(added));
    return children;
}

/// Headings that say which group is the candidate's first, so that the order of groups is a statement of theirs.
bool ranks_its_skills(std::string_view heading) {
    static constexpr auto kWords = std::to_array<std::string_view>(
        {"additional", "advanced", "basic", "beginner", "core", "expert", "further", "intermediate", "key", "main", "other",
         "primary", "proficient", "secondary", "strong", "top", "working"});
    const auto words = text::tokens(heading);
    return std::any_of(words.begin(), words.end(),
                       [](const auto& word) { return std::find(kWords.begin(), kWords.end(), word.text) != kWords.end(); });
}

double total(const std::vector<Ranked>& skills) {
    return std::accumulate(skills.begin(), skills.end(), 0.0, [](double sum, const Ranked& skill) { return sum + skill.demand; });
}

/// The group with the demand for all its `members`, found under the most wanted one.
Ranked rank_group(const Demand& demand, const resume::Skill& skill, const std::vector<Ranked>& members) {
    if (members.empty()) return rank(demand, skill_id(skill), skill.name.value, skill.name.id);
    Ranked group{skill_id(skill), skill.name.value, total(members), {}, {}};
    const auto most =
        std::max_element(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.demand < b.demand; });
    group.requirement = most->requirement;
    group.evidence = most->evidence;
    return group;
}

bool is_flat(const resume::Resume& resume) {
    return std::all_of(resume.skills.begin(), resume.skills.end(),
                       [](const resume::Skill& skill) { return skill.keywords.empty() && skill.level.value.empty(); });
}

/// Groups by category of the vocabulary, if that puts every skill into one of a few groups of some size; else nothing.
std::vector<std::pair<std::string, std::vector<Ranked>>> by_category(const std::vector<Ranked>& skills) {
    std::vector<std::pair<std::string, std::vector<Ranked>>> groups;
    for (const auto& skill : skills) {
        const auto terms = named_terms(skill.text);
        if (terms.empty()) return {};
        const auto& category = terms.front()->category;
        auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == category; });
        if (group == groups.end()) group = groups.insert(groups.end(), {category, {}});
        group->second.push_back(skill);
    }
    const bool sound = groups.size() >= kFewestGroups && groups.size() <= kMostGroups &&
                       std::all_of(groups.begin(), groups.end(), [](const auto& g) { return g.second.size() >= kSmallestGroup; });
    return sound ? groups : decltype(groups){};
}

bool regroup(Draft& draft, std::vector<Ranked> skills) {
    if (skills.size() <= kLongestFlatList) return false;
    std::stable_sort(skills.begin(), skills.end(), [](const Ranked& a, const Ranked& b) { return a.demand > b.demand; });
    auto groups = by_category(skills);
    if (groups.empty()) return false;
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& a, const auto& b) { return total(a.second) > total(b.second); });
    Regroup change;
    std::vector<NodeId> evidence;
    for (const auto& [name, members] : groups) {
        auto& group = change.groups.emplace_back(Regroup::Group{name, {}});
        for (const auto& member : members) {
            // A skill that stands alone is moved by its name.
            group.keywords.push_back(is_added(member.id) ? member.id : NodeId(member.id.str() + "/name"));
            evidence.push_back(member.evidence);
        }
    }
    draft.add(EditKind::RegroupSkills, NodeId("/skills"), std::move(change), {}, std::move(evidence),
              fmt::format("A list of {} skills is easier to read in {} groups, those that the job asks for most first.",
                          skills.size(), groups.size()));
    return true;
}

}  // namespace

void order_skills(Draft& draft) {
    const Demand demand(draft.job);
    const NodeId list("/skills");
    const auto& skills = draft.resume.skills;
    std::vector<Ranked> children;
    bool ranked = false;
    for (std::size_t i = 0; i < skills.size(); ++i) {
        const NodeId keywords(fmt::format("/skills/{}/keywords", i));
        children.push_back(rank_group(demand, skills[i], keywords_of(draft, demand, keywords, skills[i].keywords)));
        ranked = ranked || (!skills[i].keywords.empty() && ranks_its_skills(skills[i].name.value));
    }
    for (auto& added : appended_to(draft, demand, list)) children.push_back(std::move(added));
    if (is_flat(draft.resume) && regroup(draft, children)) return;
    for (std::size_t i = 0; i < skills.size(); ++i) {
        const NodeId keywords(fmt::format("/skills/{}/keywords", i));
        reorder(draft, keywords, keywords_of(draft, demand, keywords, skills[i].keywords));
    }
    if (!ranked) reorder(draft, list, std::move(children));
}

}  // namespace bespoke::tailoring
