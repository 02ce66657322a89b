#pragma once

#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/rfc3339.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::app {

class Installation;

/// A batch that holds the audit entry of what the operator does at the command line.
ports::Batch by_operator(Installation&, std::string action, std::string object = {}, std::string outcome = "ok");

/// Commits such an entry by itself.
Status note(Installation&, const TenantId&, std::string action, std::string object = {}, std::string outcome = "ok");

}  // namespace bespoke::app
