#include "engine/definition.hpp"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>

namespace bespoke::engine {
namespace {

using nlohmann::json;

tl::unexpected<Error> refuse(std::string why, const std::string& pointer) {
    return fail(ErrorCode::InvalidInput, "bad-definition",
                fmt::format("The state machine is not usable: {} at {}.", why, pointer), {}, pointer);
}

Status only_fields(const json& object, std::initializer_list<std::string_view> allowed, const std::string& pointer) {
    if (!object.is_object()) return refuse("an object is expected", pointer);
    for (const auto& [key, value] : object.items()) {
        if (std::ranges::find(allowed, key) == allowed.end()) return refuse("unknown field", pointer + "/" + key);
    }
    return {};
}

Result<std::string> text_field(const json& object, const char* key, const std::string& pointer) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return refuse("a string is expected", pointer + "/" + key);
    return found->get<std::string>();
}

std::string text_or_empty(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Result<Catcher> parse_catcher(const json& value, const std::string& pointer) {
    if (auto ok = only_fields(value, {"ErrorEquals", "Next"}, pointer); !ok) return tl::unexpected(ok.error());
    Catcher catcher;
    const auto errors = value.find("ErrorEquals");
    if (errors == value.end() || !errors->is_array() || errors->empty()) {
        return refuse("a list of error names is expected", pointer + "/ErrorEquals");
    }
    for (const auto& name : *errors) {
        if (!name.is_string()) return refuse("a string is expected", pointer + "/ErrorEquals");
        catcher.errors.push_back(name.get<std::string>());
    }
    auto next = text_field(value, "Next", pointer);
    if (!next) return tl::unexpected(next.error());
    catcher.next = std::move(*next);
    return catcher;
}

Status parse_catchers(const json& state, TaskState& task, const std::string& pointer) {
    const auto catchers = state.find("Catch");
    if (catchers == state.end()) return {};
    if (!catchers->is_array()) return refuse("a list is expected", pointer + "/Catch");
    for (std::size_t i = 0; i < catchers->size(); ++i) {
        auto catcher = parse_catcher((*catchers)[i], fmt::format("{}/Catch/{}", pointer, i));
        if (!catcher) return tl::unexpected(catcher.error());
        task.catchers.push_back(std::move(*catcher));
    }
    return {};
}

Status parse_next(const json& state, TaskState& task, const std::string& pointer) {
    const bool ends = state.contains("End");
    if (ends && state["End"] != json(true)) return refuse("End is true or left out", pointer + "/End");
    if (ends == state.contains("Next")) return refuse("exactly one of Next and End is expected", pointer);
    if (ends) return {};
    auto next = text_field(state, "Next", pointer);
    if (!next) return tl::unexpected(next.error());
    task.next = std::move(*next);
    return {};
}

Result<State> parse_task(const json& state, const std::string& pointer) {
    if (auto ok = only_fields(state, {"Type", "Comment", "Resource", "Next", "End", "TimeoutSeconds", "Catch"}, pointer); !ok) {
        return tl::unexpected(ok.error());
    }
    TaskState task;
    auto resource = text_field(state, "Resource", pointer);
    if (!resource) return tl::unexpected(resource.error());
    task.resource = std::move(*resource);
    if (const auto timeout = state.find("TimeoutSeconds"); timeout != state.end()) {
        if (!timeout->is_number_unsigned() || *timeout == 0)
            return refuse("a positive integer is expected", pointer + "/TimeoutSeconds");
        task.timeout = std::chrono::seconds(timeout->get<std::int64_t>());
    }
    if (auto ok = parse_next(state, task, pointer); !ok) return tl::unexpected(ok.error());
    if (auto ok = parse_catchers(state, task, pointer); !ok) return tl::unexpected(ok.error());
    return State{std::move(task)};
}

Result<State> parse_state(const json& state, const std::string& pointer) {
    if (!state.is_object()) return refuse("an object is expected", pointer);
    const auto type = text_or_empty(state, "Type");
    if (type == "Task") return parse_task(state, pointer);
    if (type == "Succeed") {
        if (auto ok = only_fields(state, {"Type", "Comment"}, pointer); !ok) return tl::unexpected(ok.error());
        return State{SucceedState{}};
    }
    if (type == "Fail") {
        if (auto ok = only_fields(state, {"Type", "Comment", "Error", "Cause"}, pointer); !ok) return tl::unexpected(ok.error());
        return State{FailState{text_or_empty(state, "Error"), text_or_empty(state, "Cause")}};
    }
    return refuse("the type is none of Task, Succeed and Fail", pointer + "/Type");
}

Status check_targets(const Definition& definition) {
    const auto exists = [&](const std::string& name) { return definition.states.contains(name); };
    if (!exists(definition.start_at)) return refuse("no such state", "/StartAt");
    for (const auto& [name, state] : definition.states) {
        const auto* task = std::get_if<TaskState>(&state);
        if (task == nullptr) continue;
        if (!task->next.empty() && !exists(task->next)) return refuse("no such state", "/States/" + name + "/Next");
        for (const auto& catcher : task->catchers) {
            if (!exists(catcher.next)) return refuse("no such state", "/States/" + name + "/Catch");
        }
    }
    return {};
}

}  // namespace

Result<Definition> parse_definition(const json& source) {
    if (auto ok = only_fields(source, {"Comment", "StartAt", "States"}, ""); !ok) return tl::unexpected(ok.error());
    Definition definition;
    auto start = text_field(source, "StartAt", "");
    if (!start) return tl::unexpected(start.error());
    definition.start_at = std::move(*start);
    const auto states = source.find("States");
    if (states == source.end() || !states->is_object()) return refuse("an object is expected", "/States");
    for (const auto& [name, value] : states->items()) {
        auto state = parse_state(value, "/States/" + name);
        if (!state) return tl::unexpected(state.error());
        definition.states.emplace(name, std::move(*state));
    }
    if (auto ok = check_targets(definition); !ok) return tl::unexpected(ok.error());
    return definition;
}

}  // namespace bespoke::engine
