#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "ports/crash.hpp"

namespace bespoke::adapters::local::crash {

inline constexpr std::size_t kMostFrames = 64, kMostModules = 24, kLongestName = 64, kLongestBuildId = 32;
inline constexpr std::uint32_t kNoModule = 0xFFFFFFFF;

using Name = std::array<char, kLongestName>;  ///< ends with a zero

struct RawFrame {
    std::uint64_t offset;  ///< from where the module is loaded; 0 without one
    std::uint32_t module;  ///< index into `modules`, or kNoModule
    std::uint32_t unused;
};

/// What a process that crashes writes: docs/formats/crash-trace.md. Fixed size, no pointer, nothing of the heap or the stack but
/// return addresses relative to their module: no tenant's data can be in it.
struct RawRecord {
    std::array<char, 8> magic;
    std::uint32_t signal, stack_overflow;
    std::uint64_t token;
    std::uint32_t frame_count, module_count, build_id_size, has_work;
    Name tenant, job, state;
    std::array<std::uint8_t, kLongestBuildId> build_id;
    std::array<Name, kMostModules> modules;
    std::array<RawFrame, kMostFrames> frames;
    std::uint64_t check;  ///< check_of() what precedes it
};
static_assert(std::is_trivial_v<RawRecord> && std::has_unique_object_representations_v<RawRecord>);

inline constexpr std::array<char, 8> kMagic = {'B', 's', 'p', 'C', 'r', 's', 'h', '1'};

/// FNV-1a of all before `check`: finds what was torn, not what was forged. Async-signal-safe.
std::uint64_t check_of(const RawRecord&);

/// A record that holds together.
struct Record {
    struct Frame {
        std::string module;  ///< file name without its directory, "program" for the program itself, "?" for none
        std::uint64_t offset = 0;

        friend auto operator<=>(const Frame&, const Frame&) = default;
    };
    int signal = 0;
    enum class Stack { Sound, Overflowed } stack = Stack::Sound;
    std::string build_id;       ///< of the program, hexadecimal; empty if it has none
    std::vector<Frame> frames;  ///< where it crashed, then its callers
    std::optional<ports::WorkMark> work;
};

/// Bytes from the disk → record. Whatever they are, nothing else happens but `Corrupt` "crash-trace".
Result<Record> read_record(BytesView);

/// "SIGSEGV" and so on; "SIG" and the number for others.
std::string signal_name(int signal);

/// SHA-256 over what identifies the crash: signal, build id, and the innermost frames. A stack that ran over did so somewhere in a
/// cycle of calls, by chance: there, the frames that come again count, in no order.
std::string signature_of(const Record&);

/// "program+0x1a2b libc.so.6+0x3c4d …", for the log: addr2line takes the numbers.
std::string frames_text(const Record&);

}  // namespace bespoke::adapters::local::crash
