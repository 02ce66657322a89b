#include "engine/interpreter.hpp"

#include "engine/retry.hpp"
#include "engine/timestamp.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;
using ports::Ending;
using ports::ExecutionStatus;
using ports::Position;
using ports::Transition;
using Kind = Transition::Kind;

// Keys of Position::context.
constexpr const char* kEntered = "entered";
constexpr const char* kAttempts = "attempts";  // by retrier
constexpr const char* kRetries = "retries";    // all of them
constexpr const char* kWaitUntil = "waitUntil";
constexpr const char* kWaitSince = "waitSince";
constexpr const char* kFailure = "failure";  // the last one: {"failure", "state", "data"}

constexpr double kMostWaitSeconds = 99'999'999;

Transition line(const Moment& moment, Kind kind, const std::string& state) {
    Transition transition;
    transition.at = moment.now;
    transition.kind = kind;
    transition.state = state;
    return transition;
}

Transition failed_line(const Moment& moment, Kind kind, const std::string& state, const Failure& failure) {
    auto transition = line(moment, kind, state);
    transition.error = failure.name;
    transition.public_text = error_of(failure).public_text;
    return transition;
}

/// The object that "$$" stands for.
json context_object(const Moment& moment, const Position& position) {
    const auto entered = from_millis(position.context.value(kEntered, to_millis(moment.now)));
    return {
        {"Execution", {{"Id", moment.job.str()}, {"Name", moment.job.str()}}},
        {"State",
         {{"Name", position.state}, {"EnteredTime", to_rfc3339(entered)}, {"RetryCount", position.context.value(kRetries, 0)}}}};
}

Failure runtime_failure(const std::string& why) { return engine_failure("States.Runtime", why); }

/// InputPath or OutputPath.
Outcome<json> select(const std::optional<ValueSource>& source, const Scope& scope, const char* field) {
    if (!source) return json::object();
    const auto* value = find(scope, *source);
    if (value != nullptr) return *value;
    return tl::unexpected(runtime_failure(fmt::format("{} leads to nothing.", field)));
}

Outcome<json> fill(const json& payload, const json& data, const json& context) {
    if (payload.is_null()) return data;
    return fill_template(payload, {data, context});
}

Outcome<json> place_result(const json& raw, const ResultPath& path, json result) {
    json placed = raw;
    if (path && !put(placed, *path, std::move(result))) {
        return tl::unexpected(
            engine_failure("States.ResultPathMatchFailure", "ResultPath leads through something that is no object."));
    }
    return placed;
}

Advance go_to(const Moment& moment, const Position& from, json data, const std::string& next, std::vector<Transition> history) {
    if (next.empty()) {
        history.push_back(line(moment, Kind::Finished, ""));
        return {Ending{ExecutionStatus::Succeeded, from.state, std::move(data), {}, {}, {}, {}}, std::move(history), false};
    }
    history.push_back(line(moment, Kind::Entered, next));
    Position position{next, std::move(data), {{kEntered, to_millis(moment.now)}}, std::nullopt};
    if (from.context.contains(kFailure)) position.context[kFailure] = from.context.at(kFailure);
    return {std::move(position), std::move(history), false};
}

/// Leaves a state that worked.
Advance leave(const Moment& moment, const Position& from, json data, const std::string& next) {
    auto left = line(moment, Kind::Succeeded, from.state);
    left.took = moment.took;
    return go_to(moment, from, std::move(data), next, {std::move(left)});
}

Advance end_failed(const Moment& moment, const Position& at, std::vector<Transition> history, const Failure& failure) {
    history.push_back(failed_line(moment, Kind::Finished, "", failure));
    Ending ending{ExecutionStatus::Failed, at.state, at.data, error_of(failure), failure.name, at.state, {}};
    ending.again = Position{at.state, at.data, json::object(), std::nullopt};
    return {std::move(ending), std::move(history), false};
}

/// What a retrier or catcher needs is in Task states alone; all others fail for good.
Advance fail_for_good(const Moment& moment, const Position& at, const Failure& failure) {
    return end_failed(moment, at, {failed_line(moment, Kind::Failed, at.state, failure)}, failure);
}

Outcome<json> pass_output(const PassState& pass, const Position& at, const json& context) {
    auto input = select(pass.paths.input, {at.data, context}, "InputPath");
    if (!input) return input;
    auto filled = fill(pass.parameters, *input, context);
    if (!filled) return filled;
    auto placed = place_result(at.data, pass.result_path, pass.result ? *pass.result : std::move(*filled));
    if (!placed) return placed;
    return select(pass.paths.output, {*placed, context}, "OutputPath");
}

Outcome<std::string> chosen(const ChoiceState& choice, const json& input, const json& context) {
    for (const auto& branch : choice.branches) {
        const auto held = holds(branch.rule, {input, context});
        if (!held) return tl::unexpected(held.error());
        if (*held) return branch.next;
    }
    if (!choice.otherwise.empty()) return choice.otherwise;
    return tl::unexpected(engine_failure("States.NoChoiceMatched", "No rule of the Choice state holds and it has no Default."));
}

Outcome<Timestamp> seconds_at(const ValueSource& source, const Scope& scope, Timestamp now) {
    const auto* value = find(scope, source);
    if (value != nullptr && value->is_number() && value->get<double>() >= 0 && value->get<double>() <= kMostWaitSeconds) {
        return now + std::chrono::milliseconds(static_cast<std::int64_t>(value->get<double>() * 1000));
    }
    return tl::unexpected(runtime_failure("SecondsPath leads to no number of seconds."));
}

Outcome<Timestamp> timestamp_at(const ValueSource& source, const Scope& scope) {
    const auto* value = find(scope, source);
    if (value != nullptr && value->is_string()) {
        if (const auto at = parse_timestamp(value->get_ref<const std::string&>())) return *at;
    }
    return tl::unexpected(runtime_failure("TimestampPath leads to no time."));
}

Outcome<Timestamp> wait_until(const WaitState& wait, const Scope& scope, Timestamp now) {
    if (const auto* seconds = std::get_if<std::chrono::seconds>(&wait.until)) return now + *seconds;
    if (const auto* at = std::get_if<Timestamp>(&wait.until)) return *at;
    if (const auto* seconds = std::get_if<WaitState::SecondsAt>(&wait.until)) return seconds_at(seconds->source, scope, now);
    return timestamp_at(std::get<WaitState::TimestampAt>(wait.until).source, scope);
}

/// One method a type of state; gives what look() gives.
struct Look {
    const Moment& moment;
    const Position& at;
    const json context = context_object(moment, at);
    using Answer = std::variant<TaskCall, Advance>;

    Answer failed(const Failure& failure) const { return fail_for_good(moment, at, failure); }

    Answer operator()(const TaskState& task) const {
        auto input = select(task.paths.input, {at.data, context}, "InputPath");
        if (!input) return failed(input.error());
        auto filled = fill(task.parameters, *input, context);
        if (!filled) return failed(filled.error());
        return TaskCall{task.resource, std::move(*filled), task.timeout, task.heartbeat};
    }
    Answer operator()(const PassState& pass) const {
        auto output = pass_output(pass, at, context);
        if (!output) return failed(output.error());
        return leave(moment, at, std::move(*output), pass.next);
    }
    Answer operator()(const ChoiceState& choice) const {
        const auto input = select(choice.paths.input, {at.data, context}, "InputPath");
        if (!input) return failed(input.error());
        const auto next = chosen(choice, *input, context);
        if (!next) return failed(next.error());
        auto output = select(choice.paths.output, {*input, context}, "OutputPath");
        if (!output) return failed(output.error());
        return leave(moment, at, std::move(*output), *next);
    }
    Answer operator()(const WaitState& wait) const {
        const auto input = select(wait.paths.input, {at.data, context}, "InputPath");
        if (!input) return failed(input.error());
        const auto until = at.context.contains(kWaitUntil) ? Outcome<Timestamp>(from_millis(at.context.at(kWaitUntil)))
                                                           : wait_until(wait, {*input, context}, moment.now);
        if (!until) return failed(until.error());
        if (*until > moment.now && !waited_before_a_set_back(wait)) return begin_wait(*until);
        auto output = select(wait.paths.output, {*input, context}, "OutputPath");
        if (!output) return failed(output.error());
        return leave(moment, at, std::move(*output), wait.next);
    }
    /// Looked at before it began: the clock was set back, and a wait for so many seconds is looked at no sooner than they have passed.
    [[nodiscard]] bool waited_before_a_set_back(const WaitState& wait) const {
        const bool is_span =
            std::holds_alternative<std::chrono::seconds>(wait.until) || std::holds_alternative<WaitState::SecondsAt>(wait.until);
        return is_span && at.context.contains(kWaitUntil) &&
               moment.now < from_millis(at.context.value(kWaitSince, std::int64_t{0}));
    }
    Answer begin_wait(Timestamp until) const {
        auto waiting = at;
        waiting.context.emplace(kWaitSince, to_millis(moment.now));
        waiting.wake = until;
        waiting.context[kWaitUntil] = to_millis(until);
        return Advance{std::move(waiting), {line(moment, Kind::Waited, at.state)}, false};
    }
    Answer operator()(const SucceedState& succeed) const {
        const auto input = select(succeed.paths.input, {at.data, context}, "InputPath");
        if (!input) return failed(input.error());
        auto output = select(succeed.paths.output, {*input, context}, "OutputPath");
        if (!output) return failed(output.error());
        return leave(moment, at, std::move(*output), "");
    }
    /// The execution's error is the failure that led here, if one did; its name is the one that this state gives.
    Answer operator()(const FailState& fail) const {
        const auto named = engine_failure(fail.error, fail.cause);
        auto advance = end_failed(moment, at, {failed_line(moment, Kind::Failed, at.state, named)}, named);
        auto& ending = std::get<Ending>(advance.next);
        const auto recorded = at.context.find(kFailure);
        if (recorded == at.context.end()) {
            ending.failed_state.clear();
            return advance;
        }
        ending.error = error_of(failure_from_json(recorded->at("failure")));
        ending.failed_state = recorded->at("state").get<std::string>();
        ending.again = Position{ending.failed_state, recorded->at("data"), json::object(), std::nullopt};
        advance.history.back().public_text = ending.error->public_text;
        return advance;
    }
};

const TaskState* task_at(const Definition& definition, const std::string& name) {
    const auto found = definition.states.find(name);
    return found == definition.states.end() ? nullptr : std::get_if<TaskState>(&found->second);
}

std::optional<Advance> retry(const Moment& moment, const Position& at, const TaskState& task, const Failure& failure) {
    for (std::size_t i = 0; i < task.retriers.size(); ++i) {
        const auto& retrier = task.retriers[i];
        if (!takes(retrier.errors, failure.name)) continue;
        auto again = at;
        auto& attempts = again.context[kAttempts];
        if (attempts.is_null()) attempts = std::vector<int>(task.retriers.size(), 0);
        const int so_far = i < attempts.size() ? attempts[i].get<int>() : 0;
        if (so_far >= retrier.max_attempts) return std::nullopt;  // the first that takes it decides
        attempts[i] = so_far + 1;
        again.context[kRetries] = at.context.value(kRetries, 0) + 1;
        again.wake = moment.now + delay_before(retrier, so_far, moment.random);
        return Advance{std::move(again), {line(moment, Kind::Retried, at.state)}, false};
    }
    return std::nullopt;
}

std::optional<Advance> go_to_catcher(const Moment& moment, const Position& at, const TaskState& task, const Failure& failure) {
    const auto found =
        std::ranges::find_if(task.catchers, [&](const auto& catcher) { return takes(catcher.errors, failure.name); });
    if (found == task.catchers.end()) return std::nullopt;
    auto data = place_result(at.data, found->result_path, {{"Error", failure.name}, {"Cause", failure.cause}});
    if (!data) return fail_for_good(moment, at, data.error());
    auto from = at;
    from.context[kFailure] = {{"failure", to_json(failure)}, {"state", at.state}, {"data", at.data}};
    return go_to(moment, from, std::move(*data), found->next, {line(moment, Kind::Caught, at.state)});
}

}  // namespace

std::variant<TaskCall, Advance> Interpreter::look(const Moment& moment, const Position& at) const {
    const auto found = definition_.states.find(at.state);
    if (found == definition_.states.end()) {
        return fail_for_good(moment, at, runtime_failure("The state is not in the state machine any more."));
    }
    auto answer = std::visit(Look{moment, at}, found->second);
    // A template that can't be filled is a failure of the Task state like any other: its Retry and Catch apply.
    if (auto* advance = std::get_if<Advance>(&answer); advance != nullptr && std::holds_alternative<TaskState>(found->second)) {
        const auto& ending = std::get<Ending>(advance->next);
        return fail(moment, at, engine_failure(ending.error_name, ending.error->public_text));
    }
    return answer;
}

Advance Interpreter::succeed(const Moment& moment, const Position& at, json result) const {
    const auto& task = std::get<TaskState>(definition_.states.at(at.state));
    const auto context = context_object(moment, at);
    auto selected = fill(task.result_selector, result, context);
    if (!selected) return fail(moment, at, selected.error());
    auto placed = place_result(at.data, task.result_path, std::move(*selected));
    if (!placed) return fail(moment, at, placed.error());
    auto output = select(task.paths.output, {*placed, context}, "OutputPath");
    if (!output) return fail(moment, at, output.error());
    auto advance = leave(moment, at, std::move(*output), task.next);
    advance.result_taken = true;
    return advance;
}

Advance Interpreter::fail(const Moment& moment, const Position& at, const Failure& failure) const {
    auto failed = failed_line(moment, Kind::Failed, at.state, failure);
    failed.took = moment.took;
    const auto* task = task_at(definition_, at.state);
    std::optional<Advance> advance;
    if (task != nullptr) advance = retry(moment, at, *task, failure);
    if (!advance) return give_up(moment, at, failure);
    advance->history.insert(advance->history.begin(), std::move(failed));
    return std::move(*advance);
}

Advance Interpreter::give_up(const Moment& moment, const Position& at, const Failure& failure) const {
    auto failed = failed_line(moment, Kind::Failed, at.state, failure);
    failed.took = moment.took;
    const auto* task = task_at(definition_, at.state);
    std::optional<Advance> advance;
    if (task != nullptr) advance = go_to_catcher(moment, at, *task, failure);
    if (!advance) return end_failed(moment, at, {std::move(failed)}, failure);
    advance->history.insert(advance->history.begin(), std::move(failed));
    return std::move(*advance);
}

Advance Interpreter::follow(const Moment& moment, const Position& at, json data, const std::string& next,
                            const std::optional<Failure>& failure) {
    if (!failure) return go_to(moment, at, std::move(data), next, {});
    auto from = at;
    from.context[kFailure] = {{"failure", to_json(*failure)}, {"state", at.state}, {"data", at.data}};
    return go_to(moment, from, std::move(data), next,
                 {failed_line(moment, Kind::Failed, at.state, *failure), line(moment, Kind::Caught, at.state)});
}

Advance Interpreter::postpone(const Moment& moment, const Position& at, Timestamp wake, const Failure& failure) {
    auto again = at;
    again.wake = wake;
    return {std::move(again), {failed_line(moment, Kind::Retried, at.state, failure)}, false};
}

}  // namespace bespoke::engine
