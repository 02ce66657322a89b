#include "admin/admin_socket.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <nlohmann/json.hpp>

namespace bespoke::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxRequestBytes = 1024 * 1024;
constexpr int kPollMilliseconds = 200;
/// A client that says nothing must not keep the next one waiting.
constexpr timeval kClientTimeout{5, 0};
/// The longest command; an erasure or export of a large tenant.
constexpr timeval kAnswerTimeout{3600, 0};

class Descriptor {
public:
    explicit Descriptor(int value) : value_(value) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    [[nodiscard]] int get() const { return value_; }
    int release() { return std::exchange(value_, -1); }

private:
    int value_;
};

tl::unexpected<Error> failed(std::string detail) {
    return fail(ErrorCode::Unavailable, "admin-socket",
                "The running server can't be reached for administration; check that you are the user that runs it.",
                std::move(detail));
}

fs::path socket_path(const fs::path& data) { return data / "admin.sock"; }

/// A Unix socket's name holds 107 characters; a longer one is reached through its directory's descriptor.
std::optional<sockaddr_un> address_of(const fs::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto& text = path.native();
    if (text.size() >= sizeof(address.sun_path)) return std::nullopt;
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    return address;
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Everything until the other end shuts its side down.
std::optional<std::string> read_all(int descriptor, std::size_t limit) {
    std::string text;
    std::array<char, 16 * 1024> buffer{};
    for (;;) {
        const auto count = ::recv(descriptor, buffer.data(), buffer.size(), 0);
        if (count < 0) return std::nullopt;
        if (count == 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > limit) return std::nullopt;
    }
}

bool is_own_user(int descriptor) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

void set_timeout(int descriptor, int option, timeval time) { ::setsockopt(descriptor, SOL_SOCKET, option, &time, sizeof(time)); }

void answer(int descriptor, const AdminSocket::Run& run) {
    if (!is_own_user(descriptor)) return;
    set_timeout(descriptor, SO_RCVTIMEO, kClientTimeout);
    set_timeout(descriptor, SO_SNDTIMEO, kClientTimeout);
    const auto text = read_all(descriptor, kMaxRequestBytes);
    if (!text) return;
    const auto request = json::parse(*text, nullptr, false);
    if (!request.is_object() || !request.contains("arguments")) return;
    const auto result =
        run({request["arguments"].get<std::vector<std::string>>(), request.value("directory", ""), request.value("input", "")});
    const json reply = {{"exitCode", result.exit_code}, {"output", result.output}, {"errors", result.errors}};
    write_all(descriptor, reply.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

Result<std::unique_ptr<AdminSocket>> AdminSocket::listen(const fs::path& data, Run run) {
    const auto path = socket_path(data);
    const auto address = address_of(path);
    if (!address) return failed("the data directory's path is longer than a Unix socket's name may be");
    Descriptor descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ::unlink(path.c_str());  // of a server that was killed: the lock on the data directory says that none runs
    const auto old_mask = ::umask(0177);
    const bool bound = ::bind(descriptor.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) == 0;
    ::umask(old_mask);
    if (!bound || ::listen(descriptor.get(), 8) != 0) return failed(std::strerror(errno));
    return std::unique_ptr<AdminSocket>(new AdminSocket(descriptor.release(), path, std::move(run)));
}

AdminSocket::AdminSocket(int descriptor, fs::path path, Run run)
    : descriptor_(descriptor), path_(std::move(path)), run_(std::move(run)), thread_([this] { serve(); }) {}

AdminSocket::~AdminSocket() {
    stopping_ = true;
    thread_.join();
    ::close(descriptor_);
    ::unlink(path_.c_str());
}

void AdminSocket::serve() {
    while (!stopping_) {
        pollfd waiting{descriptor_, POLLIN, 0};
        if (::poll(&waiting, 1, kPollMilliseconds) <= 0) continue;
        const Descriptor client(::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC));
        if (client.get() >= 0) answer(client.get(), run_);
    }
}

Result<std::optional<AdminAnswer>> ask_server(const fs::path& data, const AdminRequest& request) {
    const auto address = address_of(socket_path(data));
    if (!address) return std::nullopt;
    const Descriptor descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(descriptor.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED) return std::nullopt;
        return failed(std::strerror(errno));
    }
    set_timeout(descriptor.get(), SO_RCVTIMEO, kAnswerTimeout);
    const json message = {{"arguments", request.arguments}, {"directory", request.directory.string()}, {"input", request.input}};
    if (!write_all(descriptor.get(), message.dump(-1, ' ', false, json::error_handler_t::replace))) return failed("sending");
    ::shutdown(descriptor.get(), SHUT_WR);
    const auto text = read_all(descriptor.get(), std::numeric_limits<std::size_t>::max());
    if (!text) return failed("receiving");
    const auto reply = json::parse(*text, nullptr, false);
    if (!reply.is_object()) return failed("the server closed the connection");
    return AdminAnswer{reply.value("exitCode", 5), reply.value("output", ""), reply.value("errors", "")};
}

}  // namespace bespoke::app
