#include "confine.hpp"

#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <system_error>

#include "landlock.hpp"
#include "system_calls.hpp"

namespace bespoke::reader {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // shadow memory needs terabytes of address space
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

/// Standard streams and a few of poppler's character maps.
constexpr rlim_t kOpenFiles = 16;
/// Character maps of East Asian fonts, where poppler-data is installed. No fonts: text is read, never drawn.
constexpr std::array kReadable = {"/usr/share/poppler"};

tl::unexpected<Error> failed(const char* call) {
    return fail(ErrorCode::Internal, "confinement",
                "The document reader could not limit itself, so it read nothing; tell the operator.",
                std::string(call) + ": " + std::generic_category().message(errno));
}

Status limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    const rlimit both{soft, hard};
    if (setrlimit(resource, &both) == 0) return {};
    return failed("setrlimit");
}

Status limit(__rlimit_resource resource, rlim_t value) { return limit(resource, value, value); }

Status set_limits(const Limits& limits) {
    Status status;
    const auto seconds = static_cast<rlim_t>(limits.reader_cpu.count());
    if (!kSanitized) status = limit(RLIMIT_AS, limits.reader_memory_bytes);
    // The soft limit sends SIGXCPU, which tells the parent what happened; the hard one would be a bare SIGKILL.
    if (status) status = limit(RLIMIT_CPU, seconds, seconds + 1);
    if (status) status = limit(RLIMIT_FSIZE, limits.reader_output_bytes);
    if (status) status = limit(RLIMIT_CORE, 0);
    if (status) status = limit(RLIMIT_NOFILE, kOpenFiles);
    if (status && !kSanitized) status = limit(RLIMIT_NPROC, 0);
    return status;
}

/// Also those that come with a user name space of one's own, and those of root where a container runs as root.
bool drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
    return syscall(SYS_capset, &header, none.data()) == 0;
}

Status give_up_privileges() {
    if (!drop_capabilities()) return failed("capset");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs");
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("dumpable");
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return failed("pdeathsig");
    return {};
}

/// Times in documents are read as UTC, wherever the server stands, and without opening the system's table of zones later.
void fix_time_zone() {
    setenv("TZ", "UTC0", 1);  // NOLINT(concurrency-mt-unsafe): one thread
    tzset();
}

}  // namespace

bool is_sanitized() { return kSanitized; }

Status confine(const Limits& limits) {
    fix_time_zone();
    if (kSanitized) return set_limits(limits);
    // Containers often refuse this; the filter below denies sockets anyway.
    (void)unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC);
    if (auto given_up = give_up_privileges(); !given_up) return given_up;
    if (auto limited = set_limits(limits); !limited) return limited;
    const bool restricted = restrict_files(kReadable);
    return restrict_system_calls(restricted ? Opening::ForReading : Opening::Never);
}

}  // namespace bespoke::reader
