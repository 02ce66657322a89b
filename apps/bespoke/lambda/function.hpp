#pragma once

#include <memory>

#include "lambda/embedded_metrics.hpp"
#include "lambda/runtime.hpp"
#include "lambda/settings.hpp"

namespace bespoke::app {

/// One Lambda function of the service, made at the start of its environment. Called for one event after the other.
class LambdaFunction {
public:
    virtual ~LambdaFunction() = default;
    virtual lambda::Outcome<std::string> handle(const lambda::Invocation&) = 0;
    virtual telemetry::Metrics& metrics() = 0;
    /// Whose work the last event was, for the metrics' lines.
    [[nodiscard]] virtual lambda::EmbeddedMetrics::Properties properties() const { return {}; }
};

// Each reads what it needs of the settings; errors of the adapters, which become the function's init error.
Result<std::unique_ptr<LambdaFunction>> make_api_function(const LambdaSettings&, const Environment&);
Result<std::unique_ptr<LambdaFunction>> make_stage_function(const LambdaSettings&, const Environment&);
Result<std::unique_ptr<LambdaFunction>> make_chores_function(const LambdaSettings&, const Environment&);
Result<std::unique_ptr<LambdaFunction>> make_events_function(const LambdaSettings&, const Environment&);
/// The events that failed, again: a batch of a queue whose messages are such events.
Result<std::unique_ptr<LambdaFunction>> make_dlq_function(const LambdaSettings&, const Environment&);
Result<std::unique_ptr<LambdaFunction>> make_admin_function(const LambdaSettings&, const Environment&);

/// The one that the settings name.
Result<std::unique_ptr<LambdaFunction>> make_lambda_function(const LambdaSettings&, const Environment&);

}  // namespace bespoke::app
