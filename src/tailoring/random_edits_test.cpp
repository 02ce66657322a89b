#include "tailoring/random_edits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tailoring/nodes.hpp"

namespace bespoke::tailoring::testing {
namespace {

using resume::Resume;
using resume::Text;

int up_to(std::mt19937& random, int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); }
bool now_and_then(std::mt19937& random) { return up_to(random, 2) == 0; }

TextList random_texts(std::mt19937& random, const char* prefix, int most) {
    TextList list;
    const int size = up_to(random, most);
    // Equal texts must stay different nodes.
    for (int i = 0; i < size; ++i) list.push_back({fmt::format("{} {}", prefix, up_to(random, 4)), {}, {}});
    return list;
}

/// Makes edits of one resume and numbers them.
class EditMaker {
public:
    EditMaker(const Resume& resume, std::mt19937& random) : resume_(resume), random_(random) {}

    std::vector<Edit> make() {
        const bool regroups = !resume_.skills.empty() && now_and_then(random_);
        for_each_list(resume_, [&](const NodeId& pointer, const TextList& list) {
            if (regroups && is_keyword_list(pointer)) return replace_some(list);
            remove_or_replace_some(list);
            if (now_and_then(random_)) append_to(pointer);
            if (now_and_then(random_)) permute(pointer, ids_of(list));
        });
        if (now_and_then(random_)) append_to(NodeId("/skills"));
        if (now_and_then(random_)) append_to(NodeId("/skills"));
        if (regroups) {
            regroup();
        } else if (now_and_then(random_)) {
            permute_skills();
        }
        if (now_and_then(random_)) add(EditKind::ComposeSummary, NodeId("/basics/summary"), Replace{"A new summary."});
        if (now_and_then(random_)) order_sections();
        return std::move(edits_);
    }

private:
    void add(EditKind kind, NodeId target, Change change) {
        edits_.push_back(
            {EditId(fmt::format("e{:02}", edits_.size() + 1)), kind, std::move(target), std::move(change), {}, {}, "a reason"});
    }
    static std::vector<NodeId> ids_of(const TextList& list) {
        std::vector<NodeId> ids;
        for (const auto& text : list) ids.push_back(text.id);
        return ids;
    }
    void replace_some(const TextList& list) {
        for (const auto& text : list) {
            if (now_and_then(random_)) add(EditKind::UseJobSpelling, text.id, Replace{text.value + " (reworded)"});
        }
    }
    void remove_or_replace_some(const TextList& list) {
        for (const auto& text : list) {
            const int what = up_to(random_, 5);
            if (what == 0) add(EditKind::DropHighlight, text.id, Remove{});
            if (what == 1) add(EditKind::UseJobSpelling, text.id, Replace{text.value + " (reworded)"});
        }
    }
    void append_to(const NodeId& list) { add(EditKind::SurfaceSkill, list, Append{fmt::format("added {}", edits_.size())}); }
    /// A part of the list in another order, with what is appended to it and an id that no edit appends.
    void permute(const NodeId& list, std::vector<NodeId> ids) {
        for (const auto& edit : edits_) {
            if (edit.target == list && std::holds_alternative<Append>(edit.change)) ids.emplace_back("+" + edit.id.str());
        }
        ids.emplace_back("+never");
        std::shuffle(ids.begin(), ids.end(), random_);
        ids.resize(ids.size() - static_cast<std::size_t>(up_to(random_, 1)));
        add(EditKind::ReorderHighlights, list, Permute{ids});
    }
    void permute_skills() {
        std::vector<NodeId> ids;
        for (const auto& skill : resume_.skills) ids.push_back(skill_id(skill));
        permute(NodeId("/skills"), std::move(ids));
    }
    void regroup() {
        Regroup change;
        for (const auto& skill : resume_.skills) {
            auto ids = ids_of(skill.keywords);
            if (ids.empty()) ids.push_back(skill.name.id);
            for (auto& id : ids) {
                if (change.groups.empty() || now_and_then(random_))
                    change.groups.push_back({fmt::format("group {}", change.groups.size()), {}});
                change.groups[static_cast<std::size_t>(up_to(random_, static_cast<int>(change.groups.size()) - 1))]
                    .keywords.push_back(id);
            }
        }
        std::erase_if(change.groups, [](const auto& group) { return group.keywords.empty(); });
        add(EditKind::RegroupSkills, NodeId("/skills"), std::move(change));
    }
    void order_sections() {
        std::vector<resume::Section> order{resume::Section::Skills, resume::Section::Work, resume::Section::Projects};
        std::shuffle(order.begin(), order.end(), random_);
        add(EditKind::OrderSections, NodeId(kSectionOrderTarget), SectionOrder{order});
    }

    const Resume& resume_;
    std::mt19937& random_;
    std::vector<Edit> edits_;
};

}  // namespace

Resume random_resume(std::mt19937& random) {
    Resume resume;
    resume.basics.name.value = "Noor Example";
    if (now_and_then(random)) resume.basics.summary.value = "An old summary.";
    for (int i = up_to(random, 3); i > 0; --i) {
        auto& work = resume.work.emplace_back();
        work.name.value = fmt::format("Employer {}", i);
        work.position.value = "Clerk";
        work.highlights = random_texts(random, "highlight", 5);
    }
    for (int i = up_to(random, 2); i > 0; --i) {
        auto& project = resume.projects.emplace_back();
        if (now_and_then(random)) project.name.value = fmt::format("Project {}", i);
        project.highlights = random_texts(random, "step", 3);
        project.keywords = random_texts(random, "tool", 3);
        if (project.name.value.empty() && project.highlights.empty() && project.keywords.empty())
            project.description.value = "A thing";
    }
    for (int i = up_to(random, 4); i > 0; --i) {
        auto& skill = resume.skills.emplace_back();
        skill.keywords = random_texts(random, "skill", 4);
        if (skill.keywords.empty() || now_and_then(random)) skill.name.value = fmt::format("Heading {}", i);
    }
    if (now_and_then(random)) resume.section_order = {resume::Section::Work, resume::Section::Skills, resume::Section::Projects};
    assign_ids(resume);
    return resume;
}

std::vector<Edit> random_edits(const Resume& resume, std::mt19937& random) { return EditMaker(resume, random).make(); }

}  // namespace bespoke::tailoring::testing
