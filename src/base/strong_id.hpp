#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace bespoke {

/// A string that means one kind of thing: a JobId never passes for a TenantId.
template <class Tag>
class StrongId {
public:
    StrongId() = default;
    explicit StrongId(std::string value) : value_(std::move(value)) {}
    [[nodiscard]] const std::string& str() const { return value_; }
    [[nodiscard]] bool empty() const { return value_.empty(); }
    friend auto operator<=>(const StrongId&, const StrongId&) = default;
    friend bool operator==(const StrongId&, const StrongId&) = default;

private:
    std::string value_;
};

}  // namespace bespoke

template <class Tag>
struct std::hash<bespoke::StrongId<Tag>> {
    std::size_t operator()(const bespoke::StrongId<Tag>& id) const noexcept { return std::hash<std::string>{}(id.str()); }
};
