#include "confine.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace bespoke::reader {
namespace {

constexpr int kDone = 10, kRefused = 11, kNotConfined = 12;

/// Runs `action` in a child that has confined itself; gives the child's wait status.
template <class Action>
int confined(const Action& action) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (!confine(Limits{})) ::_exit(kNotConfined);
        ::_exit(action() ? kDone : kRefused);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

bool was_denied(int status) {
    return (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) || (WIFEXITED(status) && WEXITSTATUS(status) == kRefused);
}

long call(long number, long a = 0, long b = 0, long c = 0, long d = 0) { return ::syscall(number, a, b, c, d); }

long as_argument(const void* pointer) { return reinterpret_cast<long>(pointer); }

struct Attempt {
    const char* name;
    bool (*works)();
};

constexpr long kX32 = 0x40000000;

const std::vector<Attempt> kAttempts{
    {"read a file", [] { return ::open("/etc/passwd", O_RDONLY) >= 0; }},
    {"read itself", [] { return ::open("/proc/self/maps", O_RDONLY) >= 0; }},
    {"list a directory", [] { return ::open("/", O_RDONLY | O_DIRECTORY) >= 0; }},
    {"write a file", [] { return ::open("/tmp/escaped", O_WRONLY | O_CREAT, 0600) >= 0; }},
    {"write a device", [] { return ::open("/dev/null", O_WRONLY) >= 0; }},
    {"make a nameless file", [] { return ::open("/tmp", O_RDWR | O_TMPFILE, 0600) >= 0; }},
    {"open by the old call", [] { return call(SYS_open, as_argument("/etc/passwd"), O_RDONLY) >= 0; }},
    {"remove a file", [] { return ::unlink("/tmp/escaped") == 0 || errno == ENOENT; }},
    {"rename a file", [] { return ::rename("/tmp/escaped", "/tmp/escaped2") == 0 || errno == ENOENT; }},
    {"make a directory", [] { return ::mkdir("/tmp/escaped", 0700) == 0 || errno == EEXIST; }},
    {"open a TCP socket", [] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
    {"open a UDP socket", [] { return ::socket(AF_INET6, SOCK_DGRAM, 0) >= 0; }},
    {"open a local socket", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
    {"open a netlink socket", [] { return ::socket(AF_NETLINK, SOCK_RAW, 0) >= 0; }},
    {"fork", [] { return ::fork() >= 0; }},
    {"vfork", [] { return call(SYS_vfork) >= 0; }},
    {"clone", [] { return call(SYS_clone, SIGCHLD) >= 0; }},
    {"clone3", [] { return call(SYS_clone3, 0, 0) >= 0 || errno != ENOSYS; }},
    {"run a program", [] { return ::execl("/bin/true", "true", nullptr) == 0; }},
    {"run a program by descriptor", [] { return call(SYS_execveat, 0, as_argument("")) == 0; }},
    {"trace", [] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }},
    {"make memory executable",
     [] { return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }},
    {"turn memory executable",
     [] {
         void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
         return ::mprotect(memory, 4096, PROT_READ | PROT_EXEC) == 0;
     }},
    {"signal the parent", [] { return ::kill(::getppid(), 0) == 0; }},
    {"signal all", [] { return ::kill(-1, 0) == 0; }},
    {"signal a thread of another", [] { return call(SYS_tgkill, 1, 1, 0) == 0; }},
    {"hold another process", [] { return call(SYS_pidfd_open, ::getpid(), 0) >= 0; }},
    {"read another's memory", [] { return call(SYS_process_vm_readv, 1) >= 0; }},
    {"make a file in memory", [] { return call(SYS_memfd_create, as_argument("x"), 0) >= 0; }},
    {"use io_uring", [] { return call(SYS_io_uring_setup, 1, 0) >= 0; }},
    {"load a program into the kernel", [] { return call(SYS_bpf) >= 0; }},
    {"count events", [] { return call(SYS_perf_event_open) >= 0; }},
    {"handle page faults", [] { return call(SYS_userfaultfd) >= 0; }},
    {"use the key ring", [] { return call(SYS_keyctl) >= 0; }},
    {"make name spaces", [] { return call(SYS_unshare, 0x10000000) == 0; }},
    {"mount", [] { return call(SYS_mount) == 0; }},
    {"change its user", [] { return ::setuid(0) == 0; }},
    {"change its settings", [] { return ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0; }},
    {"raise its limits",
     [] {
         const rlimit more{1ULL << 40U, 1ULL << 40U};
         return ::setrlimit(RLIMIT_AS, &more) == 0;
     }},
    {"type into the terminal", [] { return ::ioctl(0, TIOCSTI, "x") == 0 || errno == ENOTTY; }},
    {"call by another architecture's numbers", [] { return call(kX32 | 39) >= 0; }},
};

class Confine : public testing::Test {
protected:
    void SetUp() override {
        if (is_sanitized()) GTEST_SKIP() << "the sanitizer's run-time needs what confine() takes away";
    }
};

TEST_F(Confine, EveryWayOutIsDenied) {
    for (const Attempt& attempt : kAttempts) {
        const int status = confined(attempt.works);
        EXPECT_TRUE(was_denied(status)) << attempt.name << ": wait status " << status;
    }
}

TEST_F(Confine, TheSameAttemptsWorkOutside) {
    // Or the test above would pass without any confinement.
    for (const char* name :
         {"read a file", "list a directory", "open a local socket", "make memory executable", "signal the parent"}) {
        const auto attempt = std::ranges::find_if(kAttempts, [&](const Attempt& a) { return std::string_view(a.name) == name; });
        ASSERT_NE(attempt, kAttempts.end());
        EXPECT_TRUE(attempt->works()) << name;
    }
}

TEST_F(Confine, WhatReadingTakesStillWorks) {
    const int status = confined([] {
        std::string text;
        for (int i = 0; i < 100'000; ++i) text += "0123456789";
        std::vector<std::string> copies(20, text);
        copies.clear();
        try {
            throw std::runtime_error("caught");
        } catch (const std::exception&) {
            return text.size() == 1'000'000 && ::getpid() > 0;
        }
    });
    ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), kDone);
}

TEST_F(Confine, AnAbortIsStillAnAbort) {
    const int status = confined([]() -> bool { std::abort(); });
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), SIGABRT);
}

/// The value of a line of /proc/<id>/status.
std::string status_of(pid_t id, const std::string& name) {
    std::ifstream file("/proc/" + std::to_string(id) + "/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(name + ":\t")) return line.substr(name.size() + 2);
    }
    return {};
}

TEST_F(Confine, TheReaderItselfIsConfinedBeforeItsInputComes) {
    std::array<int, 2> input{};
    ASSERT_EQ(::pipe2(input.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::string name = "reader";
    std::array<char*, 2> arguments{name.data(), nullptr};
    pid_t reader = 0;
    ASSERT_EQ(::posix_spawn(&reader, BESPOKE_READER, &actions, nullptr, arguments.data(), nullptr), 0);
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (status_of(reader, "Seccomp") != "2" && std::chrono::steady_clock::now() < give_up) std::this_thread::yield();
    EXPECT_EQ(status_of(reader, "Seccomp"), "2") << "a filter";
    EXPECT_EQ(status_of(reader, "NoNewPrivs"), "1");
    EXPECT_EQ(status_of(reader, "CapEff"), "0000000000000000");
    EXPECT_EQ(status_of(reader, "CapPrm"), "0000000000000000");
    EXPECT_EQ(status_of(reader, "Threads"), "1");
    ::close(input[0]);
    ::close(input[1]);
    int status = 0;
    ::waitpid(reader, &status, 0);
    EXPECT_TRUE(WIFEXITED(status)) << "an empty file is refused, not a crash";
    posix_spawn_file_actions_destroy(&actions);
}

}  // namespace
}  // namespace bespoke::reader
