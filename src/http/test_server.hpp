#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

#include "http/server.hpp"
#include "http/test_client.hpp"
#include "telemetry/log.hpp"

namespace bespoke::http {

/// Something that a test opens when it has seen enough.
class Gate {
public:
    void open() {
        const std::lock_guard lock(guard_);
        open_ = true;
        changed_.notify_all();
    }
    /// Counts who waits and waits.
    void pass() {
        std::unique_lock lock(guard_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }
    /// Until so many have come.
    void wait_for(int count) {
        std::unique_lock lock(guard_);
        changed_.wait(lock, [&] { return waiting_ >= count; });
    }

private:
    std::mutex guard_;
    std::condition_variable changed_;
    bool open_ = false;
    int waiting_ = 0;
};

/// The server's own errors look like this in tests: "status slug".
inline Response plain_error(int status, std::string_view slug, const telemetry::Trace&) {
    Response response;
    response.headers.set("Content-Type", "text/plain");
    response.body = std::to_string(status) + " " + std::string(slug);
    return response;
}

/// Says what it was asked: "METHOD path?query|body".
inline Response echo(const Request& request) {
    Response response;
    response.headers.set("Content-Type", "text/plain");
    response.headers.set("x-operation", "echo");
    response.body = request.method + " " + request.target + "|" + std::string(as_text(request.body));
    return response;
}

class ServerTest : public ::testing::Test {
public:
    /// Waits, ten seconds at most.
    template <class Condition>
    static bool comes_true(Condition condition) {
        for (const auto end = Deadline::after(std::chrono::seconds(10)); !end.passed(); ::poll(nullptr, 0, 1))
            if (condition()) return true;
        return false;
    }

protected:
    ServerTest() {
        telemetry::set_log_level(telemetry::Level::Error);
        options_.port = 0;
        options_.handler_threads = 2;
    }
    void start(Handler handler = echo) {
        auto started = Server::start(options_, std::move(handler), plain_error, metrics_);
        ASSERT_TRUE(started) << started.error().detail;
        server_ = std::move(*started);
    }
    [[nodiscard]] Client connect() const { return Client(server_->port()); }
    /// Waits, ten seconds at most, until the exposition has the line; metrics are written just behind the answer that a test has read.
    [[nodiscard]] bool shows(const std::string& line) const {
        return comes_true([&] { return metrics_.expose().find("\n" + line + "\n") != std::string::npos; });
    }
    telemetry::Metrics metrics_;
    ServerOptions options_;
    std::unique_ptr<Server> server_;
};

}  // namespace bespoke::http
