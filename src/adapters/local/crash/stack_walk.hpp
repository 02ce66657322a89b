#pragma once

#include "adapters/local/crash/record.hpp"

// What a signal handler may call: no allocation, no lock.

namespace bespoke::adapters::local::crash {

/// Where a thread was when a signal stopped it.
struct Stopped {
    std::uintptr_t program_counter = 0, stack_pointer = 0, return_address = 0;  ///< the last is 0 where it is not known
};
/// From the third argument of a signal handler.
Stopped stopped_at(const void* signal_context);

/// The frame of the instruction that was stopped, alone.
void note_innermost(RawRecord&, const Stopped&);
/// All frames from there on, as far as the stack can be walked. A stack that was overwritten may stop the process here.
void note_frames(RawRecord&, const Stopped&);

/// The program's build id; not from a handler. Walks a stack once too, so that everything that has to be loaded for that is.
void prepare(RawRecord&);

}  // namespace bespoke::adapters::local::crash
