#pragma once

#include "base/error.hpp"

namespace bespoke::reader {

/// Whether files may be opened for reading: only where something else decides which.
enum class Opening { ForReading, Never };

/// Leave only the system calls that reading a document takes; any other, of any architecture, ends the process with SIGSYS. Newer calls
/// that the C library tries first are answered as unknown, so that it falls back. Can't be undone. `Internal` "confinement".
Status restrict_system_calls(Opening opening);

}  // namespace bespoke::reader
