#pragma once

#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/rfc3339.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::app {

class Platform;

/// A batch that holds the audit entry of what the operator does at the command line.
ports::Batch by_operator(Platform&, std::string action, std::string object = {}, std::string outcome = "ok");

/// Commits such an entry by itself.
Status note(Platform&, const TenantId&, std::string action, std::string object = {}, std::string outcome = "ok");

}  // namespace bespoke::app
