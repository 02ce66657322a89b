#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/journal.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "engine/durable_orchestrator.hpp"
#include "lambda/execution_ended.hpp"
#include "lambda/stage_task.hpp"
#include "telemetry/log.hpp"

namespace bespoke::lambda::testing {

using nlohmann::json;

inline const TenantId kAlice("alice");
inline const JobId kJob("job-1");
inline const Timestamp kSince = from_millis(1'767'225'600'000);

inline constexpr const char* kMachine = R"({
    "StartAt": "First",
    "States": {
        "First": {"Type": "Task", "Resource": "first", "Next": "Again?",
            "Retry": [{"ErrorEquals": ["Lambda.Unknown"], "IntervalSeconds": 1, "MaxAttempts": 1},
                      {"ErrorEquals": ["Unavailable"], "IntervalSeconds": 1, "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["InvalidInput"], "ResultPath": "$.failure", "Next": "Reject"},
                      {"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "DeadLetter"}]},
        "Again?": {"Type": "Choice", "Choices": [{"Variable": "$.first", "NumericLessThan": 2, "Next": "First"}], "Default": "Second"},
        "Second": {"Type": "Task", "Resource": "second", "Next": "Done",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "DeadLetter"}]},
        "Done": {"Type": "Succeed"},
        "Reject": {"Type": "Task", "Resource": "reject", "Next": "Rejected"},
        "Rejected": {"Type": "Fail", "Error": "Rejected", "Cause": "No."},
        "DeadLetter": {"Type": "Task", "Resource": "dead-letter", "Next": "Dead",
            "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 1, "MaxAttempts": 2}]},
        "Dead": {"Type": "Fail", "Error": "Dead", "Cause": "It died."}
    }})";

inline ports::Event event_of(const JobId& job, const std::string& type, json data = json::object()) {
    ports::Event event;
    event.type = type;
    event.subject = job.str();
    event.data = std::move(data);
    return event;
}

/// What each task answers, call by call: an error or nothing, for success; the last goes on for ever. Every success has an event.
using Script = std::map<std::string, std::vector<std::optional<ErrorCode>>>;

class Tasks {
public:
    explicit Tasks(Script script) : script_(std::move(script)) {}
    engine::Tasks all() {
        engine::Tasks tasks;
        for (const char* name : {"first", "second", "reject", "dead-letter"}) tasks[name] = task(name);
        return tasks;
    }
    std::map<std::string, int> calls;
    std::vector<json> inputs;

private:
    engine::Task task(const std::string& name) {
        return [this, name](const engine::TaskContext& context, const json& input) -> Result<engine::TaskOutput> {
            inputs.push_back(input);
            const auto call = static_cast<std::size_t>(calls[name]++);
            const auto& answers = script_[name];
            const auto answer = answers.empty() ? std::nullopt : answers[std::min(call, answers.size() - 1)];
            if (answer) return fail(*answer, "broken", "It is broken.");
            auto output = input;
            output[name] = input.value(name, 0) + 1;
            return engine::TaskOutput{output, {{}, {event_of(context.job, name)}, {}}};
        };
    }
    Script script_;
};

/// As service::job_effects(): who listens hears of states that are entered and of attempts that wait.
inline engine::Effects listening() {
    engine::Effects effects;
    effects.transition = [](const TenantId&, const JobId& job, const ports::Transition& line) -> ports::Batch {
        if (line.kind != ports::Transition::Kind::Entered && line.kind != ports::Transition::Kind::Retried) return {};
        return {
            {}, {event_of(job, "moved", {{"to", line.state}, {"how", ports::to_string(line.kind)}, {"error", line.error}})}, {}};
    };
    return effects;
}

class Letters final : public ports::DeadLetterQueue {
public:
    Status send(const ports::DeadJob& dead, Deadline) override {
        if (refuse-- > 0) return bespoke::fail(ErrorCode::Unavailable, "throttled", "Busy; try again.");
        sent.push_back(dead);
        return {};
    }
    Result<std::vector<Letter>> look(std::size_t, Deadline) override { return std::vector<Letter>{}; }
    Status remove(const Letter&, Deadline) override { return {}; }
    std::vector<ports::DeadJob> sent;
    int refuse = 0;
};

/// What became of an execution, without what depends on time.
struct Course {
    std::vector<std::string> history, events;
    ports::Execution execution;
};

inline Course course_of(const ports::Execution& execution, ports::MetadataStore& store) {
    Course course{{}, {}, execution};
    for (const auto& line : execution.history) {
        course.history.push_back(std::string(ports::to_string(line.kind)) + " " + line.state + " " + line.error + " " +
                                 line.public_text);
    }
    const auto events = store.events(kAlice, 0, kJob.str(), 1000).value();
    for (const auto& event : events) course.events.push_back(event.type + " " + event.data.dump());
    return course;
}

/// The same machine, tasks and effects on the durable engine.
inline Course on_the_engine(const Script& script, const json& input) {
    adapters::memory::Clock clock;
    adapters::memory::MetadataStore store(clock);
    adapters::memory::Journal journal(&store);
    telemetry::Metrics metrics;
    Tasks tasks(script);
    auto engine = engine::DurableOrchestrator::create(engine::parse_definition(json::parse(kMachine)).value(), tasks.all(),
                                                      listening(), {journal, clock, metrics})
                      .value();
    EXPECT_TRUE(engine->start(kAlice, {kJob, input, "trace"}));
    for (int i = 0; i < 20; ++i) {
        while (engine->work_once()) {
        }
        clock.advance(std::chrono::minutes(1));
    }
    return course_of(*engine->describe(kAlice, kJob).value(), store);
}

/// Walks the machine as Step Functions does, with a StageTask for each task; invocations can be disturbed.
class OutsideService {
public:
    explicit OutsideService(Script script) : tasks(std::move(script)) {
        telemetry::set_log_level(telemetry::Level::Error);
        auto all = tasks.all();
        for (const auto& [name, task] : all) {
            stages.emplace(name, StageTask::create({interpreter, name, task, listening(), store, clock, &letters}).value());
        }
    }
    void record(const json& input, int run = 1) {
        ports::ExecutionRecord record;
        record.job = kJob;
        record.run = run;
        record.created_at = kSince;
        record.standing = ports::ExecutionRecord::Standing::Running;
        record.input = input;
        record.trace = "trace";
        record.position = {"First", input, json::object(), std::nullopt};
        ports::Transition started, entered;
        started.kind = ports::Transition::Kind::Started;
        entered.kind = ports::Transition::Kind::Entered;
        entered.state = "First";
        record.add({started, entered});
        EXPECT_TRUE(store.commit(kAlice, {{ports::put_execution(record)}, {}, {}}));
    }
    /// To the end. `invoke` stands between the service and the task.
    ports::Ending run(const json& input, int run = 1) {
        engine::Moment moment{kJob, clock.now()};
        ports::Position position{"First", ports::tagged(input, {kAlice, kJob, "trace", run, kSince}), json::object(),
                                 std::nullopt};
        for (int step = 0; step < 100; ++step) {
            auto looked = interpreter.look(moment, position);
            if (const auto* call = std::get_if<engine::TaskCall>(&looked)) {
                auto result = invoke(stages.at(call->resource), call->resource, call->input);
                looked = result ? interpreter.succeed(moment, position, *result)
                                : interpreter.fail(moment, position,
                                                   engine::engine_failure(result.error().type, body_of(result.error())));
            }
            auto& advance = std::get<engine::Advance>(looked);
            if (auto* ending = std::get_if<ports::Ending>(&advance.next)) return std::move(*ending);
            position = std::get<ports::Position>(advance.next);
        }
        ADD_FAILURE() << "it goes round and round";
        return {};
    }
    Course course() { return course_of(ports::described(*ports::get_execution(store, kAlice, kJob).value()), store); }
    static Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

    adapters::memory::Clock clock;
    adapters::memory::MetadataStore store{clock};
    engine::Interpreter interpreter{engine::parse_definition(json::parse(kMachine)).value()};
    Tasks tasks;
    Letters letters;
    std::map<std::string, StageTask> stages;
    std::function<Outcome<json>(const StageTask&, const std::string& resource, const json& event)> invoke =
        [](const StageTask& stage, const std::string&, const json& event) { return stage.run(event, soon()); };
};

}  // namespace bespoke::lambda::testing
