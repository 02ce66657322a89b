#include "adapters/local/crash/handler.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cstring>

#include "adapters/local/crash/stack_walk.hpp"

namespace bespoke::adapters::local::crash {
namespace {

constexpr std::array kSignals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr unsigned kLongestSeconds = 10;
constexpr std::size_t kStackBytes = 64 * 1024;
// A push, a call or a red zone touches no more than this beyond the stack pointer; a function with large variables may.
constexpr std::uintptr_t kNearStack = 64 * 1024;

/// What the calling thread is at; plain memory, so that a handler may read it.
struct Mark {
    std::atomic<bool> set;
    std::uint64_t token;
    Name tenant, job, state;
};
constinit thread_local Mark t_mark{};

/// What the handler works with; it may neither allocate nor be told anything.
std::array<struct sigaction, kSignals.size()> g_previous{};
std::array<char, PATH_MAX> g_file{};
RawRecord g_record{};
std::atomic<bool> g_taken{false};

/// A thread's own stack for handlers, without which one whose stack ran over would end without a trace.
class SignalStack {
public:
    SignalStack() {
        stack_t known{};
        if (::sigaltstack(nullptr, &known) != 0 || (known.ss_flags & SS_DISABLE) == 0) return;  // e.g. a sanitizer's
        memory_ = std::make_unique_for_overwrite<std::byte[]>(kStackBytes);
        stack_t own{};
        own.ss_sp = memory_.get();
        own.ss_size = kStackBytes;
        ::sigaltstack(&own, nullptr);
    }
    ~SignalStack() {
        if (memory_ == nullptr) return;
        stack_t none{};
        none.ss_flags = SS_DISABLE;
        ::sigaltstack(&none, nullptr);
    }
    SignalStack(const SignalStack&) = delete;
    SignalStack& operator=(const SignalStack&) = delete;

private:
    std::unique_ptr<std::byte[]> memory_;
};

bool set_name(Name& to, std::string_view name) {
    if (name.empty() || name.size() >= to.size()) return false;
    to.fill('\0');
    std::ranges::copy(name, to.begin());
    return true;
}

void write_record() {
    g_record.check = check_of(g_record);
    const int file = ::open(g_file.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return;
    // A short write is a torn record, which its reader notices.
    [[maybe_unused]] const auto written = ::write(file, &g_record, sizeof g_record);
    ::close(file);
}

void note_work() {
    g_record.has_work = t_mark.set ? 1 : 0;
    if (g_record.has_work == 0) return;
    g_record.token = t_mark.token;
    g_record.tenant = t_mark.tenant;
    g_record.job = t_mark.job;
    g_record.state = t_mark.state;
}

void leave_trace(int signal, const siginfo_t& info, const void* context) {
    const auto stopped = stopped_at(context);
    const auto touched = reinterpret_cast<std::uintptr_t>(info.si_addr);
    g_record.signal = static_cast<std::uint32_t>(signal);
    g_record.stack_overflow = info.si_code > 0 && (signal == SIGSEGV || signal == SIGBUS) &&
                                      touched + kNearStack > stopped.stack_pointer && touched < stopped.stack_pointer + kNearStack
                                  ? 1
                                  : 0;
    note_work();
    // First what can't fail: the stack may be overwritten, and walking it the end.
    note_innermost(g_record, stopped);
    write_record();
    note_frames(g_record, stopped);
    write_record();
}

struct sigaction action_of(void (*handle)(int, siginfo_t*, void*)) {
    struct sigaction action {};
    action.sa_sigaction = handle;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigfillset(&action.sa_mask);  // a fault within the handler ends the process
    ::sigdelset(&action.sa_mask, SIGALRM);
    return action;
}

void on_crash(int signal, siginfo_t* info, void* context) {
    if (g_taken.exchange(true)) {
        for (;;) ::pause();  // another thread crashed a moment earlier and is about to end the process
    }
    struct sigaction ending {};
    ending.sa_handler = SIG_DFL;
    ::sigaction(SIGALRM, &ending, nullptr);
    ::alarm(kLongestSeconds);
    leave_trace(signal, *info, context);
    ::alarm(0);
    for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &g_previous[i], nullptr);
    // A fault happens again when the handler returns; what was sent has to be sent again.
    if (info->si_code <= 0) ::raise(signal);
}

}  // namespace

Status Handler::install(const std::filesystem::path& file) {
    const auto path = std::filesystem::absolute(file).string();
    if (path.size() >= g_file.size())
        return fail(ErrorCode::InvalidInput, "crash-trace", "The path of the data directory is too long; name another one.");
    g_file.fill('\0');
    std::ranges::copy(path, g_file.begin());
    g_record = {};
    g_record.magic = kMagic;
    prepare(g_record);
    g_taken = false;
    const auto action = action_of(on_crash);
    for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &action, &g_previous[i]);
    standing_ = Standing::Installed;
    return {};
}

Handler::~Handler() {
    if (standing_ == Standing::Idle) return;
    for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &g_previous[i], nullptr);
}

void Handler::begin(const ports::WorkMark& work) {
    static thread_local const SignalStack stack;
    end();
    const bool fits =
        set_name(t_mark.tenant, work.tenant.str()) && set_name(t_mark.job, work.job.str()) && set_name(t_mark.state, work.state);
    t_mark.token = work.token;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    t_mark.set = fits;
}

void Handler::end() {
    t_mark.set = false;
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

}  // namespace bespoke::adapters::local::crash
