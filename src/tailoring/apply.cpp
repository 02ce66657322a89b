#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tailoring/edit.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::tailoring {
namespace {

using resume::Resume;
using resume::Skill;
using resume::Text;

const NodeId kSkills("/skills");

tl::unexpected<Error> refuse(const Edit& edit, std::string reason, std::string sentence) {
    return fail(ErrorCode::InvalidInput, std::move(reason),
                fmt::format("Edit {} {}; leave it out or propose it anew.", edit.id.str(), sentence), edit.target.str(),
                edit.id.str());
}

std::vector<NodeId> ids_of(const TextList& list) {
    std::vector<NodeId> ids;
    for (const auto& text : list) ids.push_back(text.id);
    return ids;
}

/// The children that a permutation may name.
std::optional<std::vector<NodeId>> children(const Resume& resume, const NodeId& list) {
    if (list == kSkills) {
        std::vector<NodeId> ids;
        for (const auto& skill : resume.skills) ids.push_back(skill_id(skill));
        return ids;
    }
    const auto* texts = find_list(resume, list);
    return texts ? std::optional(ids_of(*texts)) : std::nullopt;
}

/// The texts that a regrouping moves: keywords, and the names of skills that have none.
std::set<NodeId> groupable(const Resume& resume) {
    std::set<NodeId> ids;
    for (const auto& skill : resume.skills) {
        if (skill.keywords.empty()) ids.insert(skill.name.id);
        for (const auto& keyword : skill.keywords) ids.insert(keyword.id);
    }
    return ids;
}

bool in_some_list(const Resume& resume, const NodeId& id) {
    bool found = false;
    for_each_list(resume, [&](const NodeId&, const TextList& list) {
        found = found || std::any_of(list.begin(), list.end(), [&](const Text& text) { return text.id == id; });
    });
    return found;
}

/// Does one edit fit the resume? Conflicts between edits are looked for elsewhere.
struct FitCheck {
    const Resume& resume;
    const Edit& edit;

    Status operator()(const Permute& permute) const {
        const auto known = children(resume, edit.target);
        if (!known) return refuse(edit, "edit-target", "orders a list that is not there");
        std::set<NodeId> seen;
        for (const auto& id : permute.order) {
            if (!seen.insert(id).second) return refuse(edit, "edit-change", "names a child twice");
            if (!is_added(id) && std::find(known->begin(), known->end(), id) == known->end()) {
                return refuse(edit, "edit-target", "orders a child that is not in the list");
            }
        }
        return {};
    }
    Status operator()(const Replace& replace) const {
        if (!find_text(resume, edit.target)) return refuse(edit, "edit-target", "replaces a text that is not there");
        if (replace.text.empty()) return refuse(edit, "edit-change", "replaces a text by nothing");
        return {};
    }
    Status operator()(const Remove&) const {
        if (!in_some_list(resume, edit.target)) return refuse(edit, "edit-target", "removes what is no member of a list");
        return {};
    }
    Status operator()(const Append& append) const {
        if (edit.target != kSkills && !find_list(resume, edit.target)) {
            return refuse(edit, "edit-target", "appends to a list that is not there");
        }
        if (append.text.empty()) return refuse(edit, "edit-change", "appends nothing");
        return {};
    }
    Status operator()(const Regroup& regroup) const {
        if (edit.target != kSkills) return refuse(edit, "edit-target", "regroups what is not the list of skills");
        std::set<NodeId> seen;
        for (const auto& group : regroup.groups) {
            if (group.name.empty() || group.keywords.empty()) return refuse(edit, "edit-change", "makes an empty group");
            for (const auto& id : group.keywords) {
                if (!seen.insert(id).second) return refuse(edit, "edit-change", "puts a skill into two groups");
            }
        }
        std::erase_if(seen, is_added);
        if (seen != groupable(resume)) return refuse(edit, "edit-change", "does not name every skill exactly once");
        return {};
    }
    Status operator()(const SectionOrder& sections) const {
        if (edit.target.str() != kSectionOrderTarget) return refuse(edit, "edit-target", "orders sections at a wrong place");
        const std::set<resume::Section> once(sections.order.begin(), sections.order.end());
        if (once.empty() || once.size() != sections.order.size())
            return refuse(edit, "edit-change", "names a section twice or none");
        return {};
    }
};

/// What an edit claims for itself alone: a text, or the order of a list.
std::string claim_of(const Edit& edit) {
    if (std::holds_alternative<Append>(edit.change)) return "+" + edit.id.str();
    const bool text = std::holds_alternative<Replace>(edit.change) || std::holds_alternative<Remove>(edit.change);
    return (text ? "text " : "order ") + edit.target.str();
}

bool changes_keyword_list(const Edit& edit) {
    return is_keyword_list(edit.target) &&
           (std::holds_alternative<Permute>(edit.change) || std::holds_alternative<Append>(edit.change));
}

Status check_conflicts(const std::vector<Edit>& edits) {
    std::set<std::string> claims;
    std::set<EditId> ids;
    const bool regroups =
        std::any_of(edits.begin(), edits.end(), [](const Edit& e) { return std::holds_alternative<Regroup>(e.change); });
    for (const auto& edit : edits) {
        if (!ids.insert(edit.id).second) return refuse(edit, "edit-conflict", "has the id of another edit");
        if (!claims.insert(claim_of(edit)).second) return refuse(edit, "edit-conflict", "changes what another edit changes");
        if (regroups && changes_keyword_list(edit)) {
            return refuse(edit, "edit-conflict", "changes a group that another edit regroups");
        }
    }
    return {};
}

/// Reorder `items`: those named first, in the order named, then the rest as they stood.
template <class Item, class IdOf>
void permute(std::vector<Item>& items, const std::vector<NodeId>& order, const IdOf& id_of) {
    std::map<NodeId, std::size_t> rank;
    for (std::size_t i = 0; i < order.size(); ++i) rank.emplace(order[i], i);
    const auto rank_of = [&](const Item& item) {
        const auto found = rank.find(id_of(item));
        return found == rank.end() ? order.size() : found->second;
    };
    std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return rank_of(a) < rank_of(b); });
}

/// Carries out one edit that FitCheck has passed.
struct Writer {
    Resume& resume;
    const Edit& edit;

    void operator()(const Permute& change) const {
        if (edit.target == kSkills) return permute(resume.skills, change.order, skill_id);
        permute(*find_list(resume, edit.target), change.order, [](const Text& text) { return text.id; });
    }
    void operator()(const Replace& change) const {
        auto* text = find_text(resume, edit.target);
        text->value = change.text;
        text->id = edit.target;
    }
    void operator()(const Remove&) const {
        for_each_list(resume, [this](const NodeId&, TextList& list) {
            std::erase_if(list, [this](const Text& text) { return text.id == edit.target; });
        });
    }
    void operator()(const Append& change) const {
        Text added{change.text, NodeId("+" + edit.id.str()), {}};
        if (edit.target == kSkills) {
            resume.skills.emplace_back().name = std::move(added);
        } else {
            find_list(resume, edit.target)->push_back(std::move(added));
        }
    }
    void operator()(const Regroup& change) const {
        std::map<NodeId, Text> texts = take_texts();
        std::vector<Skill> groups;
        for (std::size_t i = 0; i < change.groups.size(); ++i) {
            Skill group;
            group.name = Text{change.groups[i].name, NodeId(fmt::format("+{}/{}", edit.id.str(), i)), {}};
            for (const auto& id : change.groups[i].keywords) {
                if (auto node = texts.extract(id)) group.keywords.push_back(std::move(node.mapped()));
            }
            if (!group.keywords.empty()) groups.push_back(std::move(group));
        }
        for (auto& [id, text] : texts) groups.emplace_back().name = std::move(text);
        resume.skills = std::move(groups);
    }
    void operator()(const SectionOrder& change) const { resume.section_order = change.order; }

    [[nodiscard]] std::map<NodeId, Text> take_texts() const {
        std::map<NodeId, Text> texts;
        for (auto& skill : resume.skills) {
            if (skill.keywords.empty()) texts.emplace(skill.name.id, skill.name);
            for (auto& keyword : skill.keywords) texts.emplace(keyword.id, keyword);
        }
        return texts;
    }
};

/// Edits of one phase don't see each other; the skills lose their positions only in the last.
int phase(const Edit& edit) {
    if (std::holds_alternative<Replace>(edit.change)) return 0;
    if (std::holds_alternative<Remove>(edit.change)) return 1;
    if (std::holds_alternative<Append>(edit.change)) return 2;
    return edit.target == kSkills ? 4 : 3;
}

}  // namespace

Result<Resume> apply(const Resume& original, const std::vector<Edit>& edits) {
    for (const auto& edit : edits) {
        if (auto fit = std::visit(FitCheck{original, edit}, edit.change); !fit) return tl::unexpected(fit.error());
    }
    if (auto status = check_conflicts(edits); !status) return tl::unexpected(status.error());
    std::vector<const Edit*> ordered;
    for (const auto& edit : edits) ordered.push_back(&edit);
    std::sort(ordered.begin(), ordered.end(),
              [](const Edit* a, const Edit* b) { return std::tuple(phase(*a), a->id) < std::tuple(phase(*b), b->id); });
    Resume tailored = original;
    for (const auto* edit : ordered) std::visit(Writer{tailored, *edit}, edit->change);
    return tailored;
}

}  // namespace bespoke::tailoring
