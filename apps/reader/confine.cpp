#include "confine.hpp"

#include <sys/resource.h>

#include <cerrno>
#include <system_error>

namespace bespoke::reader {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // shadow memory needs terabytes of address space
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

/// Standard streams and a few of poppler's character maps.
constexpr rlim_t kOpenFiles = 16;

Status limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    const rlimit both{soft, hard};
    if (setrlimit(resource, &both) == 0) return {};
    return fail(ErrorCode::Internal, "confinement", "The reader could not limit itself.",
                "setrlimit: " + std::generic_category().message(errno));
}

Status limit(__rlimit_resource resource, rlim_t value) { return limit(resource, value, value); }

}  // namespace

Status confine(const Limits& limits) {
    Status status;
    const auto seconds = static_cast<rlim_t>(limits.reader_cpu.count());
    if (!kSanitized) status = limit(RLIMIT_AS, limits.reader_memory_bytes);
    // The soft limit sends SIGXCPU, which tells the parent what happened; the hard one would be a bare SIGKILL.
    if (status) status = limit(RLIMIT_CPU, seconds, seconds + 1);
    if (status) status = limit(RLIMIT_FSIZE, limits.reader_output_bytes);
    if (status) status = limit(RLIMIT_CORE, 0);
    if (status) status = limit(RLIMIT_NOFILE, kOpenFiles);
    return status;
}

}  // namespace bespoke::reader
