#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "lambda/failure.hpp"
#include "ports/clock.hpp"

namespace bespoke::lambda {

/// One event with what the Runtime API says of it ("Using the Lambda runtime API for custom runtimes").
struct Invocation {
    std::string id;                                                     ///< Lambda-Runtime-Aws-Request-Id
    std::string payload;                                                ///< never logged
    Deadline deadline = Deadline::after(std::chrono::milliseconds(0));  ///< the environment's, less RuntimeOptions::margin
    std::string trace_header;  ///< Lambda-Runtime-Trace-Id, as X-Ray writes it; may be empty
    std::string function_arn;
    std::string tenant;  ///< Lambda-Runtime-Aws-Tenant-Id; empty unless the function is isolated by tenant
};

/// Gives the result as text. What it throws all the same is reported as "Internal".
using Handler = std::function<Outcome<std::string>(const Invocation&)>;

struct RuntimeOptions {
    std::string api;                           ///< "host:port" of AWS_LAMBDA_RUNTIME_API
    std::chrono::milliseconds margin{2'000};   ///< work ends so long before the environment is killed
    std::chrono::milliseconds reporting{800};  ///< of the margin, what is kept for saying that a handler did not end in time
    int attempts = 4;                          ///< at one call of the Runtime API before this process gives up
    std::chrono::milliseconds pause{50};       ///< between them, growing fourfold
};

/// The loop of a custom runtime: next event, handler, response or error. One event at a time.
///
/// The call for the next event has no time limit: the environment is frozen inside it, for hours perhaps. A connection that turned out to be
/// dead after that is made anew. `_X_AMZN_TRACE_ID` is set for each event. Nothing of a payload is logged.
class Runtime {
public:
    /// The clock turns the environment's deadline, a wall time, into time left. It outlives the runtime.
    Runtime(RuntimeOptions, const ports::Clock&);
    ~Runtime();
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    /// Serve until the Runtime API is gone: `Unavailable` "runtime-api". A handler that has not ended when time is nearly up is reported as
    /// `Timeout` and given up: `Timeout` "handler-overran"; then end the process at once, its thread is still at work.
    Status serve(const Handler&);
    /// Say that this function can't begin; then end the process.
    Status report_init_failure(const Failure&);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bespoke::lambda
