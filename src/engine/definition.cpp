#include "engine/definition.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "engine/fields.hpp"
#include "engine/timestamp.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;

constexpr std::size_t kMostNameCharacters = 80;
constexpr std::int64_t kMostAttempts = 99'999'999;
constexpr std::int64_t kMostDelaySeconds = 31'622'400;

std::optional<ValueSource> read_source(Fields& fields, const char* key) {
    if (!fields.has(key)) return ValueSource{};
    const auto& value = fields.at(key);
    if (value.is_null()) return std::nullopt;
    if (value.is_string()) {
        if (auto source = parse_source(value.get_ref<const std::string&>())) return std::move(*source);
    }
    fields.refuse("a path or null is expected", fields.pointer(key));
    return std::nullopt;
}

ValueSource read_place(Fields& fields, const char* key) {
    if (fields.at(key).is_null()) fields.refuse("a path is expected", fields.pointer(key));
    return read_source(fields, key).value_or(ValueSource{});
}

ResultPath read_result_path(Fields& fields) {
    if (!fields.has("ResultPath")) return Path{};
    const auto& value = fields.at("ResultPath");
    if (value.is_null()) return std::nullopt;
    if (value.is_string()) {
        if (auto path = parse_path(value.get_ref<const std::string&>())) return std::move(*path);
    }
    fields.refuse("a path below $ or null is expected", fields.pointer("ResultPath"));
    return std::nullopt;
}

InputOutput read_paths(Fields& fields) { return {read_source(fields, "InputPath"), read_source(fields, "OutputPath")}; }

json read_template(Fields& fields, const char* key) {
    if (!fields.has(key)) return nullptr;
    if (!fields.at(key).is_object()) fields.refuse("an object is expected", fields.pointer(key));
    if (const auto sound = check_template(fields.at(key), fields.pointer(key)); !sound) {
        fields.refuse(sound.error().public_text, sound.error().where);
    }
    return fields.at(key);
}

std::string read_next(Fields& fields) {
    const bool ends = fields.has("End");
    if (ends && fields.at("End") != json(true)) fields.refuse("End is true or left out", fields.pointer("End"));
    if (ends == fields.has("Next")) fields.refuse("exactly one of Next and End is expected", fields.pointer());
    return ends ? std::string{} : fields.text("Next");
}

std::vector<std::string> read_errors(Fields& fields, bool last) {
    const auto& names = fields.at("ErrorEquals");
    const auto pointer = fields.pointer("ErrorEquals");
    std::vector<std::string> errors;
    if (!names.is_array() || names.empty()) fields.refuse("a list of error names is expected", pointer);
    for (const auto& name : names) {
        if (name.is_string()) {
            errors.push_back(name.get<std::string>());
        } else {
            fields.refuse("a string is expected", pointer);
        }
    }
    const bool takes_all = std::ranges::find(errors, "States.ALL") != errors.end();
    if (takes_all && errors.size() > 1) fields.refuse("States.ALL stands alone", pointer);
    if (takes_all && !last) fields.refuse("States.ALL comes last", pointer);
    return errors;
}

Retrier read_retrier(Fields fields, bool last) {
    Retrier retrier;
    retrier.errors = read_errors(fields, last);
    retrier.max_attempts = static_cast<int>(fields.integer("MaxAttempts", 0, kMostAttempts, retrier.max_attempts));
    retrier.interval = fields.seconds("IntervalSeconds").value_or(retrier.interval);
    retrier.backoff_rate = fields.number("BackoffRate", 1.0, retrier.backoff_rate);
    if (fields.has("MaxDelaySeconds")) {
        const auto least = retrier.interval.count() + 1;
        retrier.max_delay = std::chrono::seconds(fields.integer("MaxDelaySeconds", least, kMostDelaySeconds - 1, least));
    }
    const auto strategy = fields.optional_text("JitterStrategy");
    if (!strategy.empty() && strategy != "FULL" && strategy != "NONE") {
        fields.refuse("FULL or NONE is expected", fields.pointer("JitterStrategy"));
    }
    retrier.jitter = strategy == "FULL" ? Retrier::Jitter::Full : Retrier::Jitter::None;
    return retrier;
}

Catcher read_catcher(Fields fields, bool last) {
    Catcher catcher;
    catcher.errors = read_errors(fields, last);
    catcher.next = fields.text("Next");
    catcher.result_path = read_result_path(fields);
    return catcher;
}

template <class T>
std::vector<T> read_list(Fields& fields, const char* key, std::initializer_list<std::string_view> allowed,
                         T (*read)(Fields, bool)) {
    std::vector<T> list;
    const auto& values = fields.at(key);
    if (fields.has(key) && !values.is_array()) fields.refuse("a list is expected", fields.pointer(key));
    for (std::size_t i = 0; values.is_array() && i < values.size(); ++i) {
        Fields item(values[i], fmt::format("{}/{}", fields.pointer(key), i), fields.problem(), allowed);
        list.push_back(read(std::move(item), i + 1 == values.size()));
    }
    return list;
}

State read_task(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    Fields fields(value, pointer, problem,
                  {"Type", "Comment", "Resource", "Next", "End", "InputPath", "OutputPath", "Parameters", "ResultSelector",
                   "ResultPath", "TimeoutSeconds", "HeartbeatSeconds", "Retry", "Catch"});
    TaskState task;
    task.resource = fields.text("Resource");
    task.next = read_next(fields);
    task.paths = read_paths(fields);
    task.parameters = read_template(fields, "Parameters");
    task.result_selector = read_template(fields, "ResultSelector");
    task.result_path = read_result_path(fields);
    task.timeout = fields.seconds("TimeoutSeconds").value_or(task.timeout);
    task.heartbeat = fields.seconds("HeartbeatSeconds");
    if (task.heartbeat && *task.heartbeat >= task.timeout) {
        fields.refuse("fewer seconds than TimeoutSeconds are expected", fields.pointer("HeartbeatSeconds"));
    }
    task.retriers = read_list<Retrier>(
        fields, "Retry",
        {"Comment", "ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds", "JitterStrategy"},
        read_retrier);
    task.catchers = read_list<Catcher>(fields, "Catch", {"Comment", "ErrorEquals", "Next", "ResultPath"}, read_catcher);
    return task;
}

ChoiceState::Branch read_branch(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    auto rule = parse_rule(value, NextField::Expected, pointer);
    ChoiceState::Branch branch;
    if (rule) {
        branch.rule = std::move(*rule);
        branch.next = value.value("Next", json()).is_string() ? value.at("Next").get<std::string>() : std::string{};
        if (branch.next.empty()) note_problem(problem, "a string is expected", pointer + "/Next");
    } else {
        note_problem(problem, rule.error().public_text, rule.error().where);
    }
    return branch;
}

State read_choice(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    Fields fields(value, pointer, problem, {"Type", "Comment", "InputPath", "OutputPath", "Choices", "Default"});
    ChoiceState choice;
    choice.paths = read_paths(fields);
    choice.otherwise = fields.optional_text("Default");
    const auto& branches = fields.at("Choices");
    if (!branches.is_array() || branches.empty()) fields.refuse("a list of rules is expected", fields.pointer("Choices"));
    for (std::size_t i = 0; branches.is_array() && i < branches.size(); ++i) {
        choice.branches.push_back(read_branch(branches[i], fmt::format("{}/{}", fields.pointer("Choices"), i), problem));
    }
    return choice;
}

State read_pass(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    Fields fields(value, pointer, problem,
                  {"Type", "Comment", "Next", "End", "InputPath", "OutputPath", "Parameters", "Result", "ResultPath"});
    PassState pass;
    pass.next = read_next(fields);
    pass.paths = read_paths(fields);
    pass.parameters = read_template(fields, "Parameters");
    if (fields.has("Result")) pass.result = fields.at("Result");
    pass.result_path = read_result_path(fields);
    return pass;
}

State read_wait(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    Fields fields(
        value, pointer, problem,
        {"Type", "Comment", "Next", "End", "InputPath", "OutputPath", "Seconds", "SecondsPath", "Timestamp", "TimestampPath"});
    WaitState wait;
    wait.next = read_next(fields);
    wait.paths = read_paths(fields);
    const auto given = fields.has("Seconds") + fields.has("SecondsPath") + fields.has("Timestamp") + fields.has("TimestampPath");
    if (given != 1) fields.refuse("exactly one of Seconds, SecondsPath, Timestamp and TimestampPath is expected", pointer);
    if (fields.has("Seconds")) wait.until = std::chrono::seconds(fields.integer("Seconds", 0, kMostAttempts, 0));
    if (fields.has("SecondsPath")) wait.until = WaitState::SecondsAt{read_place(fields, "SecondsPath")};
    if (fields.has("TimestampPath")) wait.until = WaitState::TimestampAt{read_place(fields, "TimestampPath")};
    if (fields.has("Timestamp")) {
        const auto at = parse_timestamp(fields.text("Timestamp"));
        if (!at) fields.refuse("a time like 2026-01-31T12:00:00Z is expected", fields.pointer("Timestamp"));
        wait.until = at.value_or(Timestamp{});
    }
    return wait;
}

State read_succeed(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    Fields fields(value, pointer, problem, {"Type", "Comment", "InputPath", "OutputPath"});
    return SucceedState{read_paths(fields)};
}

State read_fail(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    Fields fields(value, pointer, problem, {"Type", "Comment", "Error", "Cause"});
    return FailState{fields.optional_text("Error"), fields.optional_text("Cause")};
}

State read_state(const json& value, const std::string& pointer, std::optional<Error>& problem) {
    using Read = State (*)(const json&, const std::string&, std::optional<Error>&);
    constexpr std::array<std::pair<std::string_view, Read>, 6> kReaders = {{{"Task", read_task},
                                                                            {"Choice", read_choice},
                                                                            {"Pass", read_pass},
                                                                            {"Wait", read_wait},
                                                                            {"Succeed", read_succeed},
                                                                            {"Fail", read_fail}}};
    const auto type = value.is_object() ? value.value("Type", json()) : json();
    for (const auto& [name, read] : kReaders) {
        if (type == json(name)) return read(value, pointer, problem);
    }
    if (!value.is_object()) {
        note_problem(problem, "an object is expected", pointer);
    } else {
        note_problem(problem, "a type of Task, Choice, Pass, Wait, Succeed and Fail is expected", pointer + "/Type");
    }
    return FailState{};
}

void check_targets(const Definition& definition, Fields& fields) {
    if (!definition.states.contains(definition.start_at)) fields.refuse("no such state", "/StartAt");
    for (const auto& [name, state] : definition.states) {
        for (const auto& [target, pointer] : targets_of(state)) {
            if (!definition.states.contains(target)) fields.refuse("no such state", "/States/" + pointer_step(name) + pointer);
        }
    }
}

bool ends(const State& state) {
    if (const auto* task = std::get_if<TaskState>(&state)) return task->next.empty();
    if (const auto* pass = std::get_if<PassState>(&state)) return pass->next.empty();
    if (const auto* wait = std::get_if<WaitState>(&state)) return wait->next.empty();
    return !std::holds_alternative<ChoiceState>(state);
}

void check_ways(const Definition& definition, Fields& fields) {
    std::set<std::string> seen;
    std::vector<std::string> open = {definition.start_at};
    bool end_found = false;
    while (!open.empty()) {
        const auto name = open.back();
        open.pop_back();
        if (!seen.insert(name).second) continue;
        const auto& state = definition.states.at(name);
        end_found = end_found || ends(state);
        for (const auto& [target, pointer] : targets_of(state)) open.push_back(target);
    }
    for (const auto& [name, state] : definition.states) {
        if (!seen.contains(name)) fields.refuse("nothing leads to this state", "/States/" + pointer_step(name));
    }
    if (!end_found) fields.refuse("no state ends the execution", "/States");
}

}  // namespace

std::vector<std::pair<std::string, std::string>> targets_of(const State& state) {
    std::vector<std::pair<std::string, std::string>> targets;
    const auto add = [&](const std::string& name, std::string pointer) {
        if (!name.empty()) targets.emplace_back(name, std::move(pointer));
    };
    if (const auto* task = std::get_if<TaskState>(&state)) {
        add(task->next, "/Next");
        for (std::size_t i = 0; i < task->catchers.size(); ++i) add(task->catchers[i].next, fmt::format("/Catch/{}/Next", i));
    } else if (const auto* choice = std::get_if<ChoiceState>(&state)) {
        for (std::size_t i = 0; i < choice->branches.size(); ++i)
            add(choice->branches[i].next, fmt::format("/Choices/{}/Next", i));
        add(choice->otherwise, "/Default");
    } else if (const auto* pass = std::get_if<PassState>(&state)) {
        add(pass->next, "/Next");
    } else if (const auto* wait = std::get_if<WaitState>(&state)) {
        add(wait->next, "/Next");
    }
    return targets;
}

Result<Definition> parse_definition(const json& source) {
    std::optional<Error> problem;
    Fields fields(source, "", problem, {"Comment", "Version", "StartAt", "States"});
    if (fields.has("Version") && fields.at("Version") != json("1.0")) fields.refuse("version 1.0 is expected", "/Version");
    Definition definition;
    definition.start_at = fields.text("StartAt");
    const auto& states = fields.at("States");
    if (!states.is_object() || states.empty()) fields.refuse("an object with states is expected", "/States");
    if (problem) return tl::unexpected(std::move(*problem));
    for (const auto& [name, value] : states.items()) {
        const auto pointer = "/States/" + pointer_step(name);
        if (name.size() > kMostNameCharacters) fields.refuse("a name of at most 80 characters is expected", pointer);
        definition.states.emplace(name, read_state(value, pointer, problem));
    }
    if (!problem) check_targets(definition, fields);
    if (!problem) check_ways(definition, fields);
    if (problem) return tl::unexpected(std::move(*problem));
    return definition;
}

}  // namespace bespoke::engine
