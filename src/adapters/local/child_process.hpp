#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"

namespace bespoke::adapters::local {

/// How a child process ended.
struct ChildEnd {
    enum class How {
        Exited,     ///< `code` is its exit status
        Signalled,  ///< `code` is the signal
        TimedOut,   ///< killed by us: the deadline passed
        TooLong,    ///< killed by us: it wrote more than allowed
    };
    How how = How::Exited;
    int code = 0;
    std::string output;  ///< what it wrote on standard output
};

/// Run a program on `input` and collect what it writes. The child is the leader of a process group of its own, which is
/// killed when it ends or is stopped; it inherits no open file, and its standard error is discarded. Fails with
/// `Unavailable` only if the child can't be started. Safe from many threads.
Result<ChildEnd> run_child(const std::filesystem::path& executable, const std::vector<std::string>& arguments, BytesView input,
                           std::uint64_t max_output_bytes, Deadline deadline);

}  // namespace bespoke::adapters::local
