#include "landlock.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace bespoke::reader {
namespace {

// What the kernel headers of the build machine may not know yet.
constexpr std::uint64_t kTruncate = 1ULL << 14U;     // since version 3 of the interface
constexpr std::uint64_t kIoctlDevice = 1ULL << 15U;  // since 5
constexpr std::uint64_t kTcp = 0b11;                 // bind and connect, since 4
constexpr std::uint64_t kFirst = (1ULL << 13U) - 1;  // all of version 1
constexpr std::uint64_t kRefer = 1ULL << 13U;        // since 2
constexpr std::uint64_t kScope = 0b11;               // abstract sockets and signals, since 6

/// struct landlock_ruleset_attr of the newest version; the size passed says how much of it the kernel shall read.
struct RulesetAttributes {
    std::uint64_t files = 0, network = 0, scoped = 0;
};

std::uint64_t files_of(long version) {
    return kFirst | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0) | (version >= 5 ? kIoctlDevice : 0);
}

void allow_reading(int ruleset, const char* directory) {
    const int fd = ::open(directory, O_PATH | O_CLOEXEC);
    if (fd < 0) return;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    rule.parent_fd = fd;
    ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(fd);
}

}  // namespace

bool restrict_files(std::span<const char* const> readable) {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return false;
    const RulesetAttributes attributes{files_of(version), version >= 4 ? kTcp : 0, version >= 6 ? kScope : 0};
    const std::size_t size = (version >= 6 ? 3 : version >= 4 ? 2 : 1) * sizeof(std::uint64_t);
    const int ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0));
    if (ruleset < 0) return false;
    for (const char* directory : readable) allow_reading(ruleset, directory);
    const bool restricted = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    ::close(ruleset);
    return restricted;
}

}  // namespace bespoke::reader
