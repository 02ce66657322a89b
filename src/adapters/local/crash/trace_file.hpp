#pragma once

#include <filesystem>

#include "ports/crash.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::adapters::local::crash {

/// Where the trace of a crash stands in a data directory.
std::filesystem::path trace_file(const std::filesystem::path& data);

/// What a process that crashed left, told in the log (with the frames) and counted. None if there is none; what can't be read is told in
/// the log and else ignored. The file stays: whoever took it to heart removes it (remove_durably).
std::optional<ports::CrashTrace> read_trace(const std::filesystem::path& file, telemetry::Metrics&);

}  // namespace bespoke::adapters::local::crash
