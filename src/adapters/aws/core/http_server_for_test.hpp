#pragma once

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace bespoke::adapters::aws::testing {

struct SeenRequest {
    std::string method, target;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;
    int connection = 0;  ///< counts from 1
    [[nodiscard]] std::string header(std::string_view name) const {
        for (const auto& [key, value] : headers)
            if (key == name) return value;
        return {};
    }
};

/// What the server does about a request.
struct Script {
    std::string bytes;
    enum class Then { Keep, HangUp, Wait } then = Then::Keep;  ///< Wait: until the other side or the server ends
};
inline Script answer(int status, const std::string& body, const std::string& headers = {}) {
    return {fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), headers, body)};
}

/// Listens on 127.0.0.1, keeps connections open, and does for each request, counted from 0, what the handler says.
class HttpServer {
public:
    using Handler = std::function<Script(const SeenRequest&, int number)>;
    explicit HttpServer(Handler handler) : handler_(std::move(handler)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0) std::abort();
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer() {
        ::shutdown(listener_, SHUT_RDWR);
        acceptor_.join();
        {
            const std::lock_guard lock(guard_);
            for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
        }
        for (auto& thread : threads_) thread.join();
        for (const int socket : sockets_) ::close(socket);
        ::close(listener_);
    }
    [[nodiscard]] std::string origin() const { return fmt::format("http://127.0.0.1:{}", port_); }
    [[nodiscard]] std::vector<SeenRequest> seen() {
        const std::lock_guard lock(guard_);
        return seen_;
    }

private:
    void accept_all() {
        while (true) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return;
            const std::lock_guard lock(guard_);
            sockets_.push_back(socket);
            threads_.emplace_back([this, socket, number = static_cast<int>(sockets_.size())] { serve(socket, number); });
        }
    }
    void serve(int socket, int connection) {
        std::string buffer;
        SeenRequest request;
        while (read_request(socket, buffer, request)) {
            request.connection = connection;
            int number = 0;
            {
                const std::lock_guard lock(guard_);
                number = static_cast<int>(seen_.size());
                seen_.push_back(request);
            }
            const auto script = handler_(request, number);
            ::send(socket, script.bytes.data(), script.bytes.size(), MSG_NOSIGNAL);
            if (script.then == Script::Then::HangUp) break;
            char rest[256];
            while (script.then == Script::Then::Wait && ::recv(socket, rest, sizeof rest, 0) > 0) {
            }
        }
        ::shutdown(socket, SHUT_RDWR);
    }
    static bool receive(int socket, std::string& buffer) {
        char piece[16 * 1024];
        const auto got = ::recv(socket, piece, sizeof piece, 0);
        if (got <= 0) return false;
        buffer.append(piece, static_cast<std::size_t>(got));
        return true;
    }
    static bool read_request(int socket, std::string& buffer, SeenRequest& out) {
        std::size_t end = 0;
        while ((end = buffer.find("\r\n\r\n")) == std::string::npos)
            if (!receive(socket, buffer)) return false;
        out = parse_head(buffer.substr(0, end));
        const auto length = std::strtoul(out.header("content-length").c_str(), nullptr, 10);
        while (buffer.size() < end + 4 + length)
            if (!receive(socket, buffer)) return false;
        out.body = buffer.substr(end + 4, length);
        buffer.erase(0, end + 4 + length);
        return true;
    }
    static SeenRequest parse_head(const std::string& head) {
        SeenRequest out;
        std::size_t at = head.find("\r\n");
        const auto line = head.substr(0, at);
        out.method = line.substr(0, line.find(' '));
        out.target = line.substr(out.method.size() + 1, line.rfind(' ') - out.method.size() - 1);
        while (at < head.size()) {
            const auto end = std::min(head.find("\r\n", at + 2), head.size());
            const auto field = head.substr(at + 2, end - at - 2);
            const auto colon = field.find(':');
            auto name = field.substr(0, colon);
            std::ranges::transform(name, name.begin(),
                                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            const auto value = field.find_first_not_of(' ', colon + 1);
            out.headers.emplace_back(std::move(name), value == std::string::npos ? std::string() : field.substr(value));
            at = end;
        }
        return out;
    }

    Handler handler_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::mutex guard_;
    std::vector<SeenRequest> seen_;
    std::vector<int> sockets_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace bespoke::adapters::aws::testing
