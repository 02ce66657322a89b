#pragma once

#include <memory>

#include "adapters/aws/core/client.hpp"
#include "engine/interpreter.hpp"
#include "lambda/settings.hpp"
#include "ports/clock.hpp"
#include "ports/dead_letter_queue.hpp"
#include "ports/execution_record.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::app {

/// The pipeline as Step Functions runs it: begins and ends executions, and sees to it that none ends unheard. Safe from many threads.
class AwsOrchestration {
public:
    /// `InvalidInput` "bad-definition". Client, store, clock and metrics outlive it.
    static Result<std::unique_ptr<AwsOrchestration>> create(adapters::aws::Client&, ports::MetadataStore&, ports::Clock&,
                                                            telemetry::Metrics&, const LambdaSettings&);

    ~AwsOrchestration();
    ports::Orchestrator& orchestrator();
    [[nodiscard]] const engine::Interpreter& interpreter() const { return interpreter_; }
    /// Null for functions that have none.
    ports::DeadLetterQueue* dead_letters();

    /// What follows from an execution's end: a job that died past every Catch becomes dead, and the next waiting one begins.
    Status settle(const ports::ExecutionEnd&, Deadline);
    /// Begin what waits and settle what ended unheard. Gives these ends.
    Result<std::vector<ports::ExecutionEnd>> look_after(const TenantId&, Deadline);
    /// Stop what runs for a tenant that is being erased.
    Status stop_all(const TenantId&, Deadline);

private:
    struct Impl;
    AwsOrchestration(engine::Interpreter, std::unique_ptr<Impl>);
    const engine::Interpreter interpreter_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::app
