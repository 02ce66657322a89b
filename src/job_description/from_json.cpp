#include <algorithm>
#include <nlohmann/json.hpp>

#include "job_description/job_description.hpp"
#include "job_description/schema.hpp"

namespace bespoke::job_description {
namespace {

using nlohmann::json;

constexpr int kMostYears = 99;

/// Reads members of one object and remembers the first thing that is wrong.
class Reader {
public:
    Reader(const json& object, std::string pointer, Status& status)
        : object_(object), pointer_(std::move(pointer)), status_(status) {
        if (!object_.is_object()) wrong("", "an object");
    }

    void text(const char* key, std::string& to) {
        if (const auto* value = member(key, &json::is_string, "a string")) to = value->get_ref<const std::string&>();
    }
    void texts(const char* key, std::vector<std::string>& to) {
        const auto* value = member(key, &json::is_array, "an array");
        for (std::size_t i = 0; value != nullptr && i < value->size(); ++i) {
            const auto& item = (*value)[i];
            if (item.is_string())
                to.push_back(item.get_ref<const std::string&>());
            else
                wrong(std::string(key) + "/" + std::to_string(i), "a string");
        }
    }
    void number(const char* key, std::optional<int>& to, int most) {
        const auto* value = member(key, &json::is_number_unsigned, "a number from 0");
        if (value == nullptr) return;
        if (value->get<std::uint64_t>() > static_cast<std::uint64_t>(most))
            wrong(key, "no more than " + std::to_string(most));
        else
            to = value->get<int>();
    }
    void flag(const char* key, bool& to) {
        if (const auto* value = member(key, &json::is_boolean, "true or false")) to = value->get<bool>();
    }
    template <class Enum, std::size_t N>
    void name(const char* key, const std::array<std::string_view, N>& names, Enum& to) {
        const auto* value = member(key, &json::is_string, "a string");
        if (value == nullptr) return;
        const auto found = std::ranges::find(names, value->get_ref<const std::string&>());
        if (found == names.end())
            wrong(key, "a known word");
        else
            to = static_cast<Enum>(found - names.begin());
    }
    const json* list(const char* key) { return member(key, &json::is_array, "an array"); }

private:
    const json* member(const char* key, bool (json::*is)() const noexcept, std::string_view wanted) {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(key);
        if (found == object_.end()) return nullptr;
        if (((*found).*is)()) return &*found;
        wrong(key, wanted);
        return nullptr;
    }
    void wrong(std::string_view key, std::string_view wanted) {
        if (!status_) return;
        const auto where = key.empty() ? pointer_ : pointer_ + "/" + std::string(key);
        status_ =
            fail(ErrorCode::InvalidInput, "malformed-job-description",
                 "The job description's JSON has a value of the wrong type; it must be " + std::string(wanted) + ".", {}, where);
    }

    const json& object_;
    std::string pointer_;
    Status& status_;
};

Requirement requirement_from(const json& from, std::size_t index, Status& status) {
    constexpr int kMostLines = 1'000'000;
    const auto pointer = "/requirements/" + std::to_string(index);
    Reader reader(from, pointer, status);
    Requirement out;
    out.id = RequirementId(pointer);
    reader.text("text", out.text);
    reader.text("sentence", out.sentence);
    reader.name("importance", kImportances, out.importance);
    reader.texts("skills", out.skills);
    reader.number("years", out.years, kMostYears);
    reader.name("degree", kDegreeLevels, out.degree);
    reader.flag("soft", out.soft);
    reader.flag("experienceOnly", out.experience_only);
    std::optional<int> line;
    reader.number("line", line, kMostLines);
    out.line = line.value_or(0);
    return out;
}

}  // namespace

Result<JobDescription> job_description_from_json(const json& from) {
    Status status;
    Reader reader(from, "", status);
    JobDescription out;
    reader.text("title", out.title);
    reader.text("company", out.company);
    reader.text("location", out.location);
    reader.text("employmentType", out.employment_type);
    reader.name("seniority", kSeniorities, out.seniority);
    reader.number("years", out.years, kMostYears);
    reader.texts("responsibilities", out.responsibilities);
    reader.texts("setAside", out.set_aside);
    if (const auto* list = reader.list("requirements"))
        for (std::size_t i = 0; i < list->size(); ++i) out.requirements.push_back(requirement_from((*list)[i], i, status));
    if (!status) return tl::unexpected(status.error());
    return out;
}

}  // namespace bespoke::job_description
