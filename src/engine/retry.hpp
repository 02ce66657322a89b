#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/definition.hpp"

namespace bespoke::engine {

/// True if a retrier or catcher with these names takes an error: by its name; "States.ALL" takes all, "States.TaskFailed" all but
/// time-outs, "States.Timeout" a missed heartbeat too. "States.Runtime" is taken by nothing: it would fail again for ever.
bool takes(const std::vector<std::string>& names, const std::string& error);

/// How long to wait before the retry after `retries` earlier ones. `random` in [0, 1) is the jitter's.
std::chrono::milliseconds delay_before(const Retrier&, int retries, double random);

}  // namespace bespoke::engine
