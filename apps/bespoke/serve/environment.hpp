#pragma once

#include <string_view>

#include "serve/config.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {

/// The process's own environment.
Environment environment();

/// The level by its word in the settings.
telemetry::Level level_of(std::string_view word);

}  // namespace bespoke::app
