#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::engine {

/// For whom a task runs and until when.
struct TaskContext {
    TenantId tenant;
    JobId job;
    Deadline deadline;
};

/// The work of one state: state data in, state data out. Doing it twice with the same input is harmless.
using Task = std::function<Result<nlohmann::json>(const TaskContext&, const nlohmann::json&)>;

/// Tasks by the name that the definition's `Resource` gives.
using Tasks = std::map<std::string, Task, std::less<>>;

}  // namespace bespoke::engine
