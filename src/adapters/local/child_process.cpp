#include "adapters/local/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace bespoke::adapters::local {
namespace {

/// Owns a file descriptor.
class Descriptor {
public:
    explicit Descriptor(int value = -1) : value_(value) {}
    Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (value_ >= 0) ::close(std::exchange(value_, -1));
    }
    [[nodiscard]] int get() const { return value_; }
    [[nodiscard]] bool is_open() const { return value_ >= 0; }

private:
    int value_;
};

struct Pipe {
    Descriptor read_end, write_end;
};

tl::unexpected<Error> cannot_start(const char* what, int error) {
    return fail(ErrorCode::Unavailable, "no-reader",
                "The document reader could not be started; try again in a moment, or tell the operator.",
                std::string(what) + ": " + std::generic_category().message(error));
}

Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return cannot_start("pipe2", errno);
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// posix_spawn's two settings objects, freed together.
class SpawnSettings {
public:
    SpawnSettings() {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    /// Standard streams as given, everything else closed, default signals, a new process group.
    void prepare(int input, int output) {
        posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        sigset_t all, none;
        sigfillset(&all);
        sigemptyset(&none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
    [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

Result<pid_t> spawn(const std::filesystem::path& executable, const std::vector<std::string>& arguments, int input, int output) {
    std::vector<std::string> texts{executable.filename().string()};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    std::string locale = "LC_ALL=C.UTF-8";
    std::array<char*, 2> environment{locale.data(), nullptr};
    SpawnSettings settings;
    settings.prepare(input, output);
    pid_t child = 0;
    const int error =
        posix_spawn(&child, executable.c_str(), settings.actions(), settings.attributes(), pointers.data(), environment.data());
    if (error != 0) return cannot_start("posix_spawn", error);
    return child;
}

/// A running child: fed, listened to and always reaped.
class Child {
public:
    Child(pid_t id, Descriptor input, Descriptor output) : id_(id), input_(std::move(input)), output_(std::move(output)) {
        fcntl(input_.get(), F_SETFL, O_NONBLOCK);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        kill(-id_, SIGKILL);
        if (!reaped_) waitpid(id_, nullptr, 0);
    }

    ChildEnd talk(BytesView bytes, std::uint64_t max_output_bytes, Deadline deadline) {
        ChildEnd end;
        while (output_.is_open()) {
            if (deadline.passed()) return stopped(std::move(end), ChildEnd::How::TimedOut);
            std::array<pollfd, 2> events{pollfd{output_.get(), POLLIN, 0}, pollfd{input_.get(), POLLOUT, 0}};
            poll(events.data(), events.size(),
                 static_cast<int>(std::min<std::int64_t>(deadline.left().count() + 1, kLongestPoll)));
            if ((events[1].revents & (POLLOUT | POLLERR | POLLHUP)) != 0) feed(bytes);
            if ((events[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) listen(end.output);
            if (end.output.size() > max_output_bytes) return stopped(std::move(end), ChildEnd::How::TooLong);
        }
        return finished(std::move(end), deadline);
    }

private:
    static constexpr std::int64_t kLongestPoll = 1000;

    /// Writes what the pipe takes; a child that reads no more (EPIPE) has heard enough.
    void feed(BytesView& bytes) {
        const ssize_t count = bytes.empty() ? 0 : write(input_.get(), bytes.data(), bytes.size());
        if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
        if (bytes.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) input_.close();
    }

    void listen(std::string& output) {
        std::array<char, 64 * 1024> chunk{};
        const ssize_t count = ::read(output_.get(), chunk.data(), chunk.size());
        if (count > 0) output.append(chunk.data(), static_cast<std::size_t>(count));
        if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) output_.close();
    }

    ChildEnd stopped(ChildEnd end, ChildEnd::How how) {
        end.how = how;
        return end;
    }

    /// The child closed its output: wait until it ends, but no longer than the deadline.
    ChildEnd finished(ChildEnd end, Deadline deadline) {
        constexpr timespec kPause{0, 2'000'000};
        int status = 0;
        while (true) {
            const pid_t result = waitpid(id_, &status, WNOHANG);
            if (result == id_) break;
            if (result < 0 && errno != EINTR) return stopped(std::move(end), ChildEnd::How::TimedOut);
            if (deadline.passed()) return stopped(std::move(end), ChildEnd::How::TimedOut);
            nanosleep(&kPause, nullptr);
        }
        reaped_ = true;
        end.how = WIFSIGNALED(status) ? ChildEnd::How::Signalled : ChildEnd::How::Exited;
        end.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
        return end;
    }

    pid_t id_;
    Descriptor input_, output_;
    bool reaped_ = false;
};

/// Writing to a child that has ended must not end us. Blocks SIGPIPE for this thread only.
class NoBrokenPipeSignal {
public:
    NoBrokenPipeSignal() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;
    ~NoBrokenPipeSignal() {
        constexpr timespec kNow{0, 0};
        if (!was_pending_) {
            while (sigtimedwait(&pipe_, nullptr, &kNow) < 0 && errno == EINTR) {
            }
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t pipe_{}, before_{};
    bool was_pending_ = false;
};

}  // namespace

Result<ChildEnd> run_child(const std::filesystem::path& executable, const std::vector<std::string>& arguments, BytesView input,
                           std::uint64_t max_output_bytes, Deadline deadline) {
    Result<Pipe> to_child = make_pipe();
    if (!to_child) return tl::unexpected(to_child.error());
    Result<Pipe> from_child = make_pipe();
    if (!from_child) return tl::unexpected(from_child.error());
    const Result<pid_t> id = spawn(executable, arguments, to_child->read_end.get(), from_child->write_end.get());
    if (!id) return tl::unexpected(id.error());
    to_child->read_end.close();
    from_child->write_end.close();
    const NoBrokenPipeSignal guard;
    Child child(*id, std::move(to_child->write_end), std::move(from_child->read_end));
    return child.talk(input, max_output_bytes, deadline);
}

}  // namespace bespoke::adapters::local
