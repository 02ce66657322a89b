#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace bespoke::api {

/// Where and why a value does not fit.
struct Misfit {
    std::string pointer;  ///< RFC 6901, empty for the value itself
    std::string text;     ///< what was expected; holds nothing of the value
};

/// A compiled JSON Schema: the keywords of draft 7 without `format`, which is an annotation here, and without $ref, which is resolved
/// before. Immutable after making; safe from many threads.
class Schema {
public:
    /// `Internal` if it is no schema.
    static Result<Schema> compile(nlohmann::json schema);
    ~Schema();
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;

    /// What doesn't fit, if anything. Patterns run on a backtracking engine: keep strings of untrusted values under kMaxStringBytes.
    [[nodiscard]] std::optional<Misfit> check(const nlohmann::json& value) const;
    /// The schema's top-level "type" is an integer.
    [[nodiscard]] bool is_integer() const;

private:
    struct Impl;
    explicit Schema(std::unique_ptr<Impl>);
    std::unique_ptr<Impl> impl_;
};

/// Of any one string in a request: far over what any field takes, far under what makes a regular expression run out of stack.
inline constexpr std::size_t kMaxStringBytes = 8 * 1024;

}  // namespace bespoke::api
