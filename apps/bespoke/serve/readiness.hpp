#pragma once

#include "api/operations/service_operations.hpp"
#include "serve/platform.hpp"

namespace bespoke::app {

/// What /readyz looks at: that the data directory's disk has room, that system.db answers, that settings of the kernel that the
/// reader's jail leans on are there.
std::vector<api::Check> check_readiness(Platform&);

}  // namespace bespoke::app
