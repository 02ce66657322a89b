#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/journal.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "engine/durable_orchestrator.hpp"
#include "telemetry/log.hpp"

namespace bespoke::engine {

inline const TenantId kAlice("alice");
inline const TenantId kBob("bob");
inline const JobId kJob("job-1");

/// Two tasks with retries and catches, and a task that buries what failed.
inline constexpr const char* kTwoSteps = R"({
    "StartAt": "First",
    "States": {
        "First": {"Type": "Task", "Resource": "first", "TimeoutSeconds": 20, "HeartbeatSeconds": 15, "Next": "Second",
            "Retry": [{"ErrorEquals": ["Unavailable", "States.Timeout"], "IntervalSeconds": 10, "BackoffRate": 2, "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Bury"}]},
        "Second": {"Type": "Task", "Resource": "second", "Next": "Done",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Bury"}]},
        "Done": {"Type": "Succeed"},
        "Bury": {"Type": "Task", "Resource": "bury", "Next": "Dead"},
        "Dead": {"Type": "Fail", "Error": "Dead", "Cause": "It died."}
    }})";

inline Definition definition_of(const char* source) { return parse_definition(nlohmann::json::parse(source)).value(); }

inline ports::Event event_of(const JobId& job, const std::string& type) {
    ports::Event event;
    event.type = type;
    event.subject = job.str();
    return event;
}

/// A task that passes its input on and has the event `type` as its effect.
inline Task telling(const std::string& type) {
    return [type](const TaskContext& context, const nlohmann::json& input) -> Result<TaskOutput> {
        return TaskOutput{input, {{}, {event_of(context.job, type)}, {}}};
    };
}

inline Task failing(ErrorCode code, const std::string& reason = "broken") {
    return [code, reason](const TaskContext&, const nlohmann::json&) -> Result<TaskOutput> {
        return fail(code, reason, "It is broken.");
    };
}

/// Passes everything on; can be told to refuse commits.
class FaultyJournal final : public ports::Journal {
public:
    explicit FaultyJournal(ports::Journal& real) : real_(real) {}
    std::atomic<int> refuse_commits{0};  ///< so many, as if the disk were full

    Status begin(const TenantId& t, const ports::NewExecution& e, const std::string& s, const ports::Batch& b,
                 Timestamp n) override {
        return real_.begin(t, e, s, b, n);
    }
    Result<std::optional<ports::Claim>> claim(const TenantId& t, Timestamp n, Timestamp l) override {
        return real_.claim(t, n, l);
    }
    Result<Heartbeat> extend(const ports::Claim& c, Timestamp l) override { return real_.extend(c, l); }
    Status commit(const ports::Claim& c, const ports::Step& s, const ports::Batch& b, Timestamp n) override {
        if (refuse_commits > 0) {
            --refuse_commits;
            return fail(ErrorCode::Unavailable, "storage-full", "The disk is full; make room.");
        }
        return real_.commit(c, s, b, n);
    }
    Status cancel(const TenantId& t, const JobId& j, const ports::Batch& b, Timestamp n) override {
        return real_.cancel(t, j, b, n);
    }
    Status redrive(const TenantId& t, const JobId& j, const ports::Batch& b, Timestamp n) override {
        return real_.redrive(t, j, b, n);
    }
    Status forget(const TenantId& t, const JobId& j) override { return real_.forget(t, j); }
    Status recompute_timers(const TenantId& t, Timestamp n, Timestamp l) override { return real_.recompute_timers(t, n, l); }
    Result<std::optional<ports::Execution>> describe(const TenantId& t, const JobId& j) override { return real_.describe(t, j); }
    Result<std::optional<Timestamp>> next_due(const TenantId& t) override { return real_.next_due(t); }
    Status void_leases(const TenantId& t, const std::optional<ports::CrashTrace>& c, Timestamp n) override {
        return real_.void_leases(t, c, n);
    }

private:
    ports::Journal& real_;
};

/// A durable engine over memory, driven by hand: no thread, a clock that stands still.
struct EngineRig {
    EngineRig() { telemetry::set_log_level(telemetry::Level::Error); }

    adapters::memory::Clock clock;
    adapters::memory::MetadataStore store{clock};
    adapters::memory::Journal memory{&store};
    FaultyJournal journal{memory};
    telemetry::Metrics metrics;
    DurableOptions options;
    Effects effects;
    std::atomic<std::int64_t> stepped{0};  ///< milliseconds that the clock was set forward, less those that it was set back

    /// The clock is set to another time, forward or back; no time passes.
    void step(std::chrono::milliseconds by) {
        clock.advance(by);
        stepped += by.count();
    }
    DurableOrchestrator::Ports ports(ports::Journal& of) {
        return {of, clock, metrics, [this] { return std::chrono::milliseconds(to_millis(clock.now()) - stepped); }};
    }

    std::unique_ptr<DurableOrchestrator> make(Tasks tasks, const char* definition = kTwoSteps) {
        auto made = DurableOrchestrator::create(definition_of(definition), std::move(tasks), effects, ports(journal), options);
        EXPECT_TRUE(made) << made.error().public_text;
        return std::move(*made);
    }
    ports::Execution described(const JobId& job = kJob, const TenantId& tenant = kAlice) {
        return *memory.describe(tenant, job).value();
    }
    std::vector<std::string> events(const TenantId& tenant = kAlice, const JobId& job = kJob) {
        std::vector<std::string> types;
        const auto happened = store.events(tenant, 0, job.str(), 1000).value();
        for (const auto& event : happened) types.push_back(event.type);
        return types;
    }
    std::vector<ports::Transition::Kind> history() {
        std::vector<ports::Transition::Kind> kinds;
        for (const auto& line : described().history) kinds.push_back(line.kind);
        return kinds;
    }
};

inline void work_all(DurableOrchestrator& engine) {
    while (engine.work_once()) {
    }
}

inline Tasks sound_tasks() { return {{"first", telling("first")}, {"second", telling("second")}, {"bury", telling("buried")}}; }

}  // namespace bespoke::engine
