#include "system_calls.hpp"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <initializer_list>
#include <memory>
#include <system_error>

namespace bespoke::reader {
namespace {

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

// Measured with strace over the example documents and 1,000 broken ones, with what C++ needs to end in an orderly way.
constexpr std::array kPlain = {
    SCMP_SYS(read),         SCMP_SYS(pread64),         SCMP_SYS(write),         SCMP_SYS(writev),       SCMP_SYS(lseek),
    SCMP_SYS(close),        SCMP_SYS(newfstatat),      SCMP_SYS(fstat),         SCMP_SYS(fadvise64),    SCMP_SYS(getdents64),
    SCMP_SYS(munmap),       SCMP_SYS(mremap),          SCMP_SYS(brk),           SCMP_SYS(madvise),      SCMP_SYS(futex),
    SCMP_SYS(getrandom),    SCMP_SYS(sysinfo),         SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday),
    SCMP_SYS(time),         SCMP_SYS(getpid),          SCMP_SYS(gettid),        SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall), SCMP_SYS(exit),          SCMP_SYS(exit_group),   SCMP_SYS(getuid),
    SCMP_SYS(geteuid),      SCMP_SYS(getgid),          SCMP_SYS(getegid),       SCMP_SYS(sched_yield),
};
/// Tried first by newer C libraries, which then do without.
constexpr std::array kUnknown = {SCMP_SYS(clone3), SCMP_SYS(statx), SCMP_SYS(openat2), SCMP_SYS(faccessat2), SCMP_SYS(rseq)};
/// Looking around in the file system and changing it: libraries (fontconfig above all, when a PDF has a form) try, and live with a
/// refusal.
constexpr std::array kRefused = {
    SCMP_SYS(access),   SCMP_SYS(faccessat), SCMP_SYS(readlink),  SCMP_SYS(readlinkat), SCMP_SYS(stat),
    SCMP_SYS(lstat),    SCMP_SYS(statfs),    SCMP_SYS(fstatfs),   SCMP_SYS(mkdir),      SCMP_SYS(mkdirat),
    SCMP_SYS(unlink),   SCMP_SYS(unlinkat),  SCMP_SYS(link),      SCMP_SYS(linkat),     SCMP_SYS(rename),
    SCMP_SYS(renameat), SCMP_SYS(chmod),     SCMP_SYS(utimensat), SCMP_SYS(prlimit64),  SCMP_SYS(sched_getaffinity),
};

/// Adds rules until one fails.
class Rules {
public:
    explicit Rules(scmp_filter_ctx filter) : filter_(filter) {}
    void add(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> conditions = {}) {
        if (error_ != 0) return;
        error_ = seccomp_rule_add_array(filter_, action, call, static_cast<unsigned>(conditions.size()), conditions.begin());
    }
    void set(scmp_filter_attr attribute, std::uint32_t value) {
        if (error_ == 0) error_ = seccomp_attr_set(filter_, attribute, value);
    }
    void load() {
        if (error_ == 0) error_ = seccomp_load(filter_);
    }
    [[nodiscard]] int error() const { return -error_; }

private:
    scmp_filter_ctx filter_;
    int error_ = 0;
};

void add_memory(Rules& rules) {
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
        rules.add(SCMP_ACT_ALLOW, call, {SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
    }
}

void add_files(Rules& rules, Opening opening) {
    constexpr std::array<std::uint64_t, 6> kChanging = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_TMPFILE & ~O_DIRECTORY};
    std::uint64_t any = 0;
    for (const auto flag : kChanging) any |= flag;
    if (opening == Opening::ForReading) {
        rules.add(SCMP_ACT_ALLOW, SCMP_SYS(openat), {SCMP_A2_64(SCMP_CMP_MASKED_EQ, any, 0)});
        for (const auto flag : kChanging)
            rules.add(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), {SCMP_A2_64(SCMP_CMP_MASKED_EQ, flag, flag)});
    } else {
        rules.add(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat));
    }
    for (const std::uint64_t question : {F_GETFD, F_SETFD, F_GETFL}) {
        rules.add(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), {SCMP_A1_64(SCMP_CMP_EQ, question)});
    }
    // The standard output asks whether it is a terminal.
    rules.add(SCMP_ACT_ALLOW, SCMP_SYS(ioctl), {SCMP_A1_64(SCMP_CMP_EQ, TCGETS)});
}

/// abort() sends a signal to the own thread.
void add_own_end(Rules& rules) {
    rules.add(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), {SCMP_A0_64(SCMP_CMP_EQ, static_cast<std::uint64_t>(::getpid()))});
}

}  // namespace

Status restrict_system_calls(Opening opening) {
    const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter)
        return fail(ErrorCode::Internal, "confinement",
                    "The document reader could not limit itself, so it read nothing; tell the operator.", "seccomp_init");
    Rules rules(filter.get());
    rules.set(SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    for (const int call : kPlain) rules.add(SCMP_ACT_ALLOW, call);
    for (const int call : kUnknown) rules.add(SCMP_ACT_ERRNO(ENOSYS), call);
    for (const int call : kRefused) rules.add(SCMP_ACT_ERRNO(EACCES), call);
    add_memory(rules);
    add_files(rules, opening);
    add_own_end(rules);
    rules.load();
    if (rules.error() == 0) return {};
    return fail(ErrorCode::Internal, "confinement",
                "The document reader could not limit itself, so it read nothing; tell the operator.",
                "seccomp: " + std::generic_category().message(rules.error()));
}

}  // namespace bespoke::reader
