#include "engine/value_source.hpp"

#include <array>

namespace bespoke::engine {
namespace {

using nlohmann::json;

/// What the context object has; a path may also name the objects on the way.
constexpr std::array<std::string_view, 8> kContextPlaces = {
    "$",       "$.Execution",  "$.Execution.Id",      "$.Execution.Name",
    "$.State", "$.State.Name", "$.State.EnteredTime", "$.State.RetryCount"};

bool is_reference(std::string_view key) { return key.size() > 2 && key.ends_with(".$"); }

Status check_reference(const json& value, const std::string& pointer) {
    if (value.is_string() && value.get_ref<const std::string&>().starts_with("$")) {
        auto source = parse_source(value.get_ref<const std::string&>());
        if (source) return {};
        return tl::unexpected(at(source.error(), pointer));
    }
    return fail(ErrorCode::InvalidInput, "bad-template", "a field that ends in \".$\" holds a path that begins with $", {},
                pointer);
}

Outcome<json> fill_reference(const std::string& text, const Scope& scope) {
    const auto source = parse_source(text);
    const auto* value = source ? find(scope, *source) : nullptr;
    if (value != nullptr) return *value;
    return tl::unexpected(
        engine_failure("States.ParameterPathFailure", fmt::format("The path {} leads to nothing in the state's input.", text)));
}

}  // namespace

Result<ValueSource> parse_source(std::string_view text) {
    ValueSource source;
    if (text.starts_with("$$")) {
        source.root = ValueSource::Root::Context;
        text.remove_prefix(1);
        if (std::ranges::find(kContextPlaces, text) == kContextPlaces.end()) {
            return fail(ErrorCode::InvalidInput, "bad-path", "The context object has no such place.", std::string(text));
        }
    }
    auto path = parse_path(text);
    if (!path) return tl::unexpected(path.error());
    source.path = std::move(*path);
    return source;
}

const json* find(const Scope& scope, const ValueSource& source) {
    return find(source.root == ValueSource::Root::Data ? scope.data : scope.context, source.path);
}

Status check_template(const json& payload, const std::string& pointer) {
    if (!payload.is_structured()) return {};
    for (const auto& [key, value] : payload.items()) {
        const auto place = pointer + "/" + pointer_step(key);
        auto sound = payload.is_object() && is_reference(key) ? check_reference(value, place) : check_template(value, place);
        if (!sound) return sound;
    }
    return {};
}

Outcome<json> fill_template(const json& payload, const Scope& scope) {
    if (!payload.is_structured()) return payload;
    json filled = payload.is_object() ? json::object() : json::array();
    for (const auto& [key, value] : payload.items()) {
        const bool reference = payload.is_object() && is_reference(key);
        auto part = reference ? fill_reference(value.get_ref<const std::string&>(), scope) : fill_template(value, scope);
        if (!part) return part;
        if (payload.is_array()) {
            filled.push_back(std::move(*part));
        } else {
            filled[reference ? key.substr(0, key.size() - 2) : key] = std::move(*part);
        }
    }
    return filled;
}

std::string pointer_step(std::string_view name) {
    std::string escaped;
    for (const char c : name) {
        if (c == '~') {
            escaped += "~0";
        } else if (c == '/') {
            escaped += "~1";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

}  // namespace bespoke::engine
