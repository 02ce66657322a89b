#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"

namespace bespoke::ports {

/// What identifies a crash, and nothing of what was worked on: the same fault of the same program has the same signature on every
/// machine, another one has another.
struct Crash {
    std::string signal;     ///< "SIGSEGV", "SIGABRT", …
    std::string signature;  ///< 64 hexadecimal digits; docs/formats/crash-trace.md says of what

    friend bool operator==(const Crash&, const Crash&) = default;
};

/// What a thread is at: one state of one execution, under one lease.
struct WorkMark {
    TenantId tenant;
    JobId job;
    std::string state;
    std::uint64_t token = 0;  ///< of the lease

    friend bool operator==(const WorkMark&, const WorkMark&) = default;
};

/// What a process that crashed left to the next one.
struct CrashTrace {
    Crash crash;
    std::optional<WorkMark> work;  ///< what the thread that crashed was at; none: no execution, or nobody can tell
};

/// What it means for one lease that its worker vanished.
struct Loss {
    int counts = 1;              ///< 0: the process crashed by somebody else's work
    std::optional<Crash> crash;  ///< how, if that is known
};
/// The rule of Journal::void_leases for one lease; the state of `lease` does not matter.
Loss loss_of(const std::optional<CrashTrace>&, const WorkMark& lease);

/// Is told what each thread is at, so that a crash can tell it. Safe from many threads; costs next to nothing.
class CrashWitness {
public:
    virtual ~CrashWitness() = default;
    /// The calling thread is at this from now on.
    virtual void begin(const WorkMark&) = 0;
    /// The calling thread is at no execution any more.
    virtual void end() = 0;
};

}  // namespace bespoke::ports
