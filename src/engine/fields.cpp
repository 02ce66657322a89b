#include "engine/fields.hpp"

#include <algorithm>

#include "engine/value_source.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
// Step Functions' own ceiling for times: 99,999,999 s.
constexpr std::int64_t kMostSeconds = 99'999'999;
const json kNull;

}  // namespace

void note_problem(std::optional<Error>& problem, const std::string& why, const std::string& pointer) {
    if (problem) return;
    problem = Error{ErrorCode::InvalidInput,
                    "bad-definition",
                    fmt::format("The state machine is not usable: {} at {}; correct it there.", why, pointer),
                    {},
                    pointer};
}

Fields::Fields(const json& object, std::string pointer, std::optional<Error>& problem,
               std::initializer_list<std::string_view> allowed)
    : object_(object), pointer_(std::move(pointer)), problem_(problem) {
    if (!object.is_object()) {
        refuse("an object is expected", pointer_);
        return;
    }
    for (const auto& [key, value] : object.items()) {
        if (std::ranges::find(allowed, key) == allowed.end()) refuse("unknown field", this->pointer(key.c_str()));
    }
}

const json& Fields::at(const char* key) const { return has(key) ? object_.at(key) : kNull; }

std::string Fields::pointer(const char* key) const { return pointer_ + "/" + pointer_step(key); }

std::string Fields::text(const char* key) {
    const auto& value = at(key);
    if (value.is_string() && !value.get_ref<const std::string&>().empty()) return value.get<std::string>();
    refuse("a string is expected", pointer(key));
    return {};
}

std::string Fields::optional_text(const char* key) {
    if (!has(key)) return {};
    if (at(key).is_string()) return at(key).get<std::string>();
    refuse("a string is expected", pointer(key));
    return {};
}

std::int64_t Fields::integer(const char* key, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
    if (!has(key)) return otherwise;
    const auto& value = at(key);
    const bool fits = value.is_number_integer() && value >= least && value <= most;
    if (fits) return value.get<std::int64_t>();
    refuse(fmt::format("an integer from {} to {} is expected", least, most), pointer(key));
    return otherwise;
}

double Fields::number(const char* key, double least, double otherwise) {
    if (!has(key)) return otherwise;
    if (at(key).is_number() && at(key).get<double>() >= least) return at(key).get<double>();
    refuse(fmt::format("a number of at least {} is expected", least), pointer(key));
    return otherwise;
}

std::optional<std::chrono::seconds> Fields::seconds(const char* key) {
    if (!has(key)) return std::nullopt;
    return std::chrono::seconds(integer(key, 1, kMostSeconds, 1));
}

}  // namespace bespoke::engine
