#include "http/message.hpp"

#include <algorithm>

#include "http/syntax.hpp"

namespace bespoke::http {

void Fields::set(std::string_view name, std::string value) {
    remove(name);
    add(name, std::move(value));
}

void Fields::add(std::string_view name, std::string value) { fields_.emplace_back(std::string(name), std::move(value)); }

void Fields::remove(std::string_view name) {
    std::erase_if(fields_, [&](const auto& field) { return equal_ignoring_case(field.first, name); });
}

std::optional<std::string_view> Fields::get(std::string_view name) const {
    const auto found =
        std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return equal_ignoring_case(field.first, name); });
    return found == fields_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::size_t Fields::count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::count_if(fields_.begin(), fields_.end(), [&](const auto& field) { return equal_ignoring_case(field.first, name); }));
}

}  // namespace bespoke::http
