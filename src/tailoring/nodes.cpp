#include "tailoring/nodes.hpp"

#include <fmt/format.h>

#include <type_traits>

namespace bespoke::tailoring {
namespace {

// One visit for both constnesses: `Any` is Resume or const Resume.
template <class Any, class Visit>
void visit_lists(Any& resume, const Visit& visit) {
    const auto each = [&visit](auto& entries, const char* section, const char* list, auto member) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            visit(NodeId(fmt::format("/{}/{}/{}", section, i, list)), entries[i].*member);
        }
    };
    each(resume.work, "work", "highlights", &resume::Work::highlights);
    each(resume.volunteer, "volunteer", "highlights", &resume::Volunteer::highlights);
    each(resume.education, "education", "courses", &resume::Education::courses);
    each(resume.skills, "skills", "keywords", &resume::Skill::keywords);
    each(resume.interests, "interests", "keywords", &resume::Interest::keywords);
    each(resume.projects, "projects", "highlights", &resume::Project::highlights);
    each(resume.projects, "projects", "keywords", &resume::Project::keywords);
}

constexpr std::string_view kSummary = "/basics/summary";

template <class Any>
auto* find_list_in(Any& resume, const NodeId& pointer) {
    std::conditional_t<std::is_const_v<Any>, const TextList*, TextList*> found = nullptr;
    visit_lists(resume, [&](const NodeId& id, auto& list) {
        if (id == pointer) found = &list;
    });
    return found;
}

template <class Any>
auto* find_text_in(Any& resume, const NodeId& id) {
    using Text = std::conditional_t<std::is_const_v<Any>, const resume::Text, resume::Text>;
    Text* found = nullptr;
    if (id.str() == kSummary) return found = &resume.basics.summary;
    resume::for_each_text(resume, [&](Text& text) {
        if (text.id == id) found = &text;
    });
    return found;
}

// "/work/0/highlights/2" cut after `steps` steps; the whole if it has fewer.
std::string_view prefix(std::string_view pointer, int steps) {
    std::size_t end = 0;
    for (int i = 0; i < steps && end != std::string_view::npos; ++i) end = pointer.find('/', end + 1);
    return pointer.substr(0, end);
}

}  // namespace

void for_each_list(resume::Resume& resume, const std::function<void(const NodeId&, TextList&)>& visit) {
    visit_lists(resume, visit);
}

void for_each_list(const resume::Resume& resume, const std::function<void(const NodeId&, const TextList&)>& visit) {
    visit_lists(resume, visit);
}

TextList* find_list(resume::Resume& resume, const NodeId& pointer) { return find_list_in(resume, pointer); }
const TextList* find_list(const resume::Resume& resume, const NodeId& pointer) { return find_list_in(resume, pointer); }
resume::Text* find_text(resume::Resume& resume, const NodeId& id) { return find_text_in(resume, id); }
const resume::Text* find_text(const resume::Resume& resume, const NodeId& id) { return find_text_in(resume, id); }

NodeId skill_id(const resume::Skill& skill) {
    // A group may have no heading, and an appended skill may stand first in it.
    const auto given = [](const NodeId& id) { return !id.empty() && !is_added(id); };
    if (given(skill.name.id)) return NodeId(std::string(prefix(skill.name.id.str(), 2)));
    for (const auto& keyword : skill.keywords) {
        if (given(keyword.id)) return NodeId(std::string(prefix(keyword.id.str(), 2)));
    }
    return skill.name.id;
}

std::string entry_of(const NodeId& id) {
    const int steps = section_of(id) == "basics" ? 1 : 2;
    return std::string(prefix(id.str(), steps));
}

std::string_view section_of(const NodeId& id) {
    const std::string_view first = prefix(id.str(), 1);
    return first.empty() ? first : first.substr(1);
}

bool is_added(const NodeId& id) { return id.str().starts_with('+'); }

std::string_view last_step(const NodeId& id) {
    const std::string_view pointer = id.str();
    const auto slash = pointer.rfind('/');
    return slash == std::string_view::npos ? pointer : pointer.substr(slash + 1);
}

bool is_keyword_list(const NodeId& id) { return section_of(id) == "skills" && last_step(id) == "keywords"; }

}  // namespace bespoke::tailoring
