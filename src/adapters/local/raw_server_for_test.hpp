#pragma once

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace bespoke::adapters::local::testing {

/// Listens on 127.0.0.1, gives every connection the same bytes and keeps what it was sent.
class RawServer {
public:
    using Talk = std::function<void(int socket)>;
    explicit RawServer(Talk talk) : talk_(std::move(talk)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0) std::abort();
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    explicit RawServer(std::string answer) : RawServer([answer = std::move(answer)](int socket) { send_all(socket, answer); }) {}
    ~RawServer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string url(const std::string& target = "/") const {
        return fmt::format("http://127.0.0.1:{}{}", port_, target);
    }
    [[nodiscard]] std::string received() {
        const std::lock_guard lock(mutex_);
        return received_;
    }
    [[nodiscard]] int connections() const { return connections_; }
    static void send_all(int socket, std::string_view text) {
        while (!text.empty()) {
            const auto sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// Until the other side hangs up.
    static void wait_for_end(int socket) {
        char rest[256];
        while (::recv(socket, rest, sizeof rest, 0) > 0) {
        }
    }

private:
    void serve() {
        while (true) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return;
            ++connections_;
            read_request(socket);
            talk_(socket);
            ::shutdown(socket, SHUT_WR);
            ::close(socket);
        }
    }
    /// Head and, by its Content-Length, body.
    void read_request(int socket) {
        std::string text;
        char buffer[4096];
        while (true) {
            const auto end = text.find("\r\n\r\n");
            if (end != std::string::npos) {
                const auto at = text.find("Content-Length: ");
                const auto length = at < end ? std::strtoul(text.c_str() + at + 16, nullptr, 10) : 0;
                if (text.size() >= end + 4 + length) break;
            }
            if (text.starts_with('\x16')) break;  // a TLS greeting has no end that we know
            const auto got = ::recv(socket, buffer, sizeof buffer, 0);
            if (got <= 0) break;
            text.append(buffer, static_cast<std::size_t>(got));
        }
        const std::lock_guard lock(mutex_);
        received_ = text;
    }
    Talk talk_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_{0};
    std::mutex mutex_;
    std::string received_;
    std::thread thread_;
};

}  // namespace bespoke::adapters::local::testing
