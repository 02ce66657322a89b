#include "stages/models.hpp"

#include <algorithm>
#include <set>

#include "stages/generation.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

template <class T>
Result<T> load(const Payload& payload, std::string_view stage, std::string_view name, Result<T> (*from_json)(const json&)) {
    auto value = payload.get_json(stage, name);
    if (!value) return tl::unexpected(value.error());
    return from_json(*value);
}

template <class T>
Result<std::vector<T>> load_list(const Payload& payload, std::string_view stage, std::string_view name,
                                 Result<T> (*from_json)(const json&)) {
    auto value = payload.get_json(stage, name);
    if (!value) return tl::unexpected(value.error());
    std::vector<T> list;
    for (const auto& item : *value) {
        auto element = from_json(item);
        if (!element) return tl::unexpected(element.error());
        list.push_back(std::move(*element));
    }
    return list;
}

}  // namespace

Result<resume::Resume> load_resume(const Payload& payload) {
    return load(payload, "parse", "resume.json", resume::resume_from_json);
}

Result<job_description::JobDescription> load_job_description(const Payload& payload) {
    return load(payload, "parse", "job_description.json", job_description::job_description_from_json);
}

Result<evidence::MatchReport> load_match(const Payload& payload) {
    return load(payload, "retrieve", "match.json", evidence::match_report_from_json);
}

Result<std::vector<tailoring::Edit>> load_edits(const Payload& payload) {
    auto generation = load_generation(payload);
    if (!generation) return tl::unexpected(generation.error());
    return std::move(generation->edits);
}

Result<std::vector<tailoring::Verdict>> load_verdicts(const Payload& payload) {
    return load_list(payload, "validate", "verdicts.json", tailoring::verdict_from_json);
}

Result<resume::Date> load_present(const json& state) {
    const json::json_pointer pointer("/parse/asOf");
    if (state.contains(pointer) && state[pointer].is_string()) {
        if (const auto date = resume::Date::from_iso(state[pointer].get<std::string>())) return *date;
    }
    return fail(ErrorCode::Internal, "bad-state", "The job's state data is damaged; start the job again.", {}, "/parse/asOf");
}

std::vector<tailoring::Edit> accepted(const std::vector<tailoring::Edit>& edits,
                                      const std::vector<tailoring::Verdict>& verdicts) {
    std::set<EditId> kept;
    for (const auto& verdict : verdicts) {
        if (verdict.accepted()) kept.insert(verdict.edit);
    }
    std::vector<tailoring::Edit> result;
    std::ranges::copy_if(edits, std::back_inserter(result), [&](const auto& edit) { return kept.contains(edit.id); });
    return result;
}

}  // namespace bespoke::stages
