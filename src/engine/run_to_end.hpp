#pragma once

#include <functional>

#include "engine/definition.hpp"
#include "engine/task.hpp"
#include "ports/clock.hpp"
#include "ports/journal.hpp"

namespace bespoke::engine {

/// Called with each line of an execution's history before it is committed, on the caller's thread.
using TransitionListener = std::function<void(const ports::Transition&)>;

/// Runs one execution from its start to its end on the caller's thread, by the same interpreter over a journal of its own: for
/// one-shot commands and benchmarks. It never waits: a failure is not tried again but goes to Catch, and a Wait state is
/// `Unavailable` "would-wait". Time-outs are the tasks' deadlines. The execution may have failed: see its status.
Result<ports::Execution> run_to_end(const Definition&, const Tasks&, ports::Journal&, const ports::Clock&, const TenantId&,
                                    const ports::NewExecution&, const TransitionListener& = {});

}  // namespace bespoke::engine
