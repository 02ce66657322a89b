#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "ports/crash.hpp"

namespace bespoke::adapters::local::crash {

/// Leaves a trace when this process crashes (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT; an exception nobody catches and a failed
/// assertion end as the last): a RawRecord in a file that is there only then. What handled the signal before, a sanitizer or the
/// default, comes next, so the process ends as it would have. One at a time in a process.
///
/// The handler allocates nothing, takes no lock and writes what record.hpp names. It runs on a stack of its own on each thread that
/// has told begin() of its work, and on every other one unless its stack ran over. A handler that hangs is ended by SIGALRM.
class Handler final : public ports::CrashWitness {
public:
    Handler() = default;
    /// Puts back what handled the signals before.
    ~Handler() override;
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;

    /// From now on; `file` is what a crash writes. `InvalidInput` "crash-trace" if its path is too long.
    Status install(const std::filesystem::path& file);

    /// What does not fit the record (names of 64 bytes and more) is not told.
    void begin(const ports::WorkMark&) override;
    void end() override;

private:
    enum class Standing { Idle, Installed } standing_ = Standing::Idle;
};

}  // namespace bespoke::adapters::local::crash
