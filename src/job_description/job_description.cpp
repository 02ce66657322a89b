#include "job_description/job_description.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "job_description/schema.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::job_description {
namespace {

using nlohmann::ordered_json;

/// Of several skills the one that is an instance of another: of "relational databases (Postgres or similar)" PostgreSQL.
const std::string& most_specific(const std::vector<std::string>& skills) {
    const auto& known = vocabulary::Vocabulary::builtin();
    const auto is_instance = [&](const std::string& name) {
        const auto* term = known.find(name);
        return std::ranges::any_of(skills, [&](const std::string& other) {
            const auto* ancestor = known.find(other);
            return term != nullptr && ancestor != nullptr && term != ancestor && known.is_a(*term, *ancestor);
        });
    };
    const auto found = std::ranges::find_if(skills, is_instance);
    return found == skills.end() ? skills.front() : *found;
}

ordered_json brief_json(const Requirement& requirement) {
    return {{"skill", requirement.skills.empty() ? requirement.text : most_specific(requirement.skills)},
            {"text", requirement.text}};
}

ordered_json brief_list(const JobDescription& from, Importance importance) {
    auto out = ordered_json::array();
    for (const auto& requirement : from.requirements)
        if (requirement.importance == importance && requirement.names_a_skill()) out.push_back(brief_json(requirement));
    return out;
}

ordered_json full_json(const Requirement& from) {
    ordered_json out{
        {"id", from.id.str()}, {"text", from.text}, {"sentence", from.sentence}, {"importance", to_string(from.importance)}};
    if (!from.skills.empty()) out["skills"] = from.skills;
    if (from.years) out["years"] = *from.years;
    if (from.degree != DegreeLevel::None) out["degree"] = to_string(from.degree);
    if (from.soft) out["soft"] = true;
    if (from.experience_only) out["experienceOnly"] = true;
    out["line"] = from.line;
    return out;
}

void put(ordered_json& to, const char* key, const std::string& value) {
    if (!value.empty()) to[key] = value;
}

}  // namespace

std::string_view to_string(Seniority value) { return kSeniorities[static_cast<std::size_t>(value)]; }
std::string_view to_string(Importance value) { return kImportances[static_cast<std::size_t>(value)]; }
std::string_view to_string(DegreeLevel value) { return kDegreeLevels[static_cast<std::size_t>(value)]; }

ordered_json to_json(const JobDescription& from) {
    ordered_json out = ordered_json::object();
    put(out, "title", from.title);
    put(out, "company", from.company);
    put(out, "location", from.location);
    if (from.seniority != Seniority::Unknown) out["seniority"] = to_string(from.seniority);
    if (from.years) out["years"] = *from.years;
    put(out, "employmentType", from.employment_type);
    out["required"] = brief_list(from, Importance::Required);
    out["preferred"] = brief_list(from, Importance::Preferred);
    out["responsibilities"] = from.responsibilities;
    out["requirements"] = ordered_json::array();
    for (const auto& requirement : from.requirements) out["requirements"].push_back(full_json(requirement));
    if (!from.set_aside.empty()) out["setAside"] = from.set_aside;
    return out;
}

}  // namespace bespoke::job_description
