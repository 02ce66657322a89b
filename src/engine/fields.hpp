#pragma once

#include <chrono>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace bespoke::engine {

/// Keep the problem "`why` at `pointer`" unless there is one.
void note_problem(std::optional<Error>& problem, const std::string& why, const std::string& pointer);

/// The fields of one JSON object of a definition. Getters give a harmless value where a field is wrong and keep the first
/// problem; whoever reads asks for it once, at the end.
class Fields {
public:
    /// All share `problem`, which is set at most once. Every field must be in `allowed`.
    Fields(const nlohmann::json& object, std::string pointer, std::optional<Error>& problem,
           std::initializer_list<std::string_view> allowed);

    [[nodiscard]] bool has(const char* key) const { return object_.is_object() && object_.contains(key); }
    /// The field; null if it isn't there.
    [[nodiscard]] const nlohmann::json& at(const char* key) const;
    [[nodiscard]] std::string pointer(const char* key) const;
    [[nodiscard]] const std::string& pointer() const { return pointer_; }

    std::string text(const char* key);           ///< must be there
    std::string optional_text(const char* key);  ///< empty if it isn't
    std::int64_t integer(const char* key, std::int64_t least, std::int64_t most, std::int64_t otherwise);
    double number(const char* key, double least, double otherwise);
    std::optional<std::chrono::seconds> seconds(const char* key);

    void refuse(const std::string& why, const std::string& pointer) { note_problem(problem_, why, pointer); }
    std::optional<Error>& problem() { return problem_; }

private:
    const nlohmann::json& object_;
    std::string pointer_;
    std::optional<Error>& problem_;
};

}  // namespace bespoke::engine
