#pragma once

namespace bespoke::telemetry {

/// What the kernel says about this process, from /proc/self. A figure that can't be read is 0.
struct ProcessFigures {
    double resident_bytes = 0;
    double open_fds = 0;
    double max_fds = 0;
    double cpu_seconds = 0;
    double start_seconds = 0;  ///< since the Unix epoch
    double threads = 0;
};

ProcessFigures process_figures();

}  // namespace bespoke::telemetry
