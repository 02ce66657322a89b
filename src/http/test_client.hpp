#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>

namespace bespoke::http {

/// What a test's client read: the pieces of one response, or status 0 if none came.
struct Answer {
    int status = 0;
    std::string head, body;
    [[nodiscard]] std::string header(std::string_view name) const {
        const auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == std::string::npos) return {};
        const auto start = at + name.size() + 4;
        return head.substr(start, head.find("\r\n", start) - start);
    }
};

/// A client of raw bytes on a blocking socket; every read gives up after ten seconds.
class Client {
public:
    enum class Body { Expected, None };

    explicit Client(std::uint16_t port, int receive_buffer_bytes = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        if (receive_buffer_bytes > 0)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { close(); }
    Client(Client&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), input_(std::move(other.input_)) {}
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    [[nodiscard]] bool connected() const { return connected_; }
    /// Whether all was taken; a server that has closed takes nothing.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    }
    Answer request(std::string_view bytes) {
        send(bytes);
        return read();
    }
    /// The next final response, by its Content-Length, its chunks or the end of the connection.
    Answer read(Body body = Body::Expected) {
        Answer answer;
        answer.head = read_head();
        if (answer.head.size() < 12) return {};
        std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
        if (body == Body::None || answer.status < 200 || answer.status == 204 || answer.status == 304) return answer;
        if (answer.header("Transfer-Encoding") == "chunked") {
            for (std::string chunk = read_chunk(); !chunk.empty(); chunk = read_chunk()) answer.body += chunk;
        } else if (const auto length = answer.header("Content-Length"); !length.empty()) {
            answer.body = take(std::stoul(length));
        } else {
            answer.body = rest();
        }
        return answer;
    }
    std::string read_head() {
        while (input_.find("\r\n\r\n") == std::string::npos && fill()) {
        }
        const auto end = input_.find("\r\n\r\n");
        return end == std::string::npos ? std::string() : take(end + 4);
    }
    /// Empty at the last chunk, or at the end of the connection.
    std::string read_chunk() {
        while (input_.find("\r\n") == std::string::npos && fill()) {
        }
        const auto end = input_.find("\r\n");
        if (end == std::string::npos) return {};
        std::size_t size = 0;
        std::from_chars(input_.data(), input_.data() + end, size, 16);
        take(end + 2);
        auto chunk = take(size);
        take(2);
        return chunk;
    }
    /// All that still comes before the connection ends.
    std::string rest() {
        while (fill()) {
        }
        return std::exchange(input_, {});
    }
    /// Whether the server ended the connection without another byte.
    bool is_closed() { return rest().empty() && ended_; }
    /// Whether nothing at all has come so far, nor comes within the time.
    bool is_silent(int milliseconds = 0) {
        pollfd waiting{socket_, POLLIN, 0};
        return input_.empty() && ::poll(&waiting, 1, milliseconds) == 0;
    }

private:
    bool fill() {
        pollfd waiting{socket_, POLLIN, 0};
        if (ended_ || ::poll(&waiting, 1, 10'000) != 1) return false;
        char buffer[16 * 1024];
        const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count <= 0)
            ended_ = true;
        else
            input_.append(buffer, static_cast<std::size_t>(count));
        return count > 0;
    }
    std::string take(std::size_t count) {
        while (input_.size() < count && fill()) {
        }
        auto taken = input_.substr(0, count);
        input_.erase(0, count);
        return taken;
    }

    int socket_;
    bool connected_ = false, ended_ = false;
    std::string input_;
};

}  // namespace bespoke::http
