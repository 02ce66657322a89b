#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"

namespace bespoke::adapters::local {

/// All addresses of a name, at least one. `Unavailable` "connect" if there are none, `Timeout` "deadline".
using NameResolver = std::function<Result<std::vector<IpAddress>>(const std::string& name, Deadline)>;

/// Ask the system (getaddrinfo). It can't be interrupted, so it runs on a thread of its own that is left behind at the deadline;
/// at most 32 of them, more is `Unavailable` "connect".
Result<std::vector<IpAddress>> resolve_by_system(const std::string& name, Deadline);

}  // namespace bespoke::adapters::local
