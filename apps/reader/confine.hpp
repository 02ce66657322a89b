#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"

namespace bespoke::reader {

/// True in builds with a memory or thread sanitizer, whose run-time needs what confine() takes away: there only part of the limits hold.
bool is_sanitized();

/// Take from this process what it needs no more, so that a document that takes it over gains nothing:
/// - memory, processor time, files, processes and core dumps are bounded;
/// - no privileges are kept or can be gained, other processes of the user can't look inside, and it dies with its parent;
/// - name spaces of its own without a network, where the kernel lets us (best effort);
/// - of the file system nothing but poppler's data can be read (Landlock; where the kernel has none, nothing can be opened at all);
/// - of the system calls only those that reading a document takes are left: any other ends the process with SIGSYS.
/// Call before the first byte of input is read, with one thread. `Internal` "confinement" if limits or the filter can't be set.
Status confine(const Limits& limits);

}  // namespace bespoke::reader
