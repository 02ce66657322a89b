#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <vector>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/http_server_for_test.hpp"

namespace bespoke::adapters::aws::testing {

/// 2026-01-02T03:04:05Z until told otherwise; moves by `tick` whenever it is read.
class SteppedClock final : public ports::Clock {
public:
    [[nodiscard]] Timestamp now() const override {
        const std::lock_guard lock(guard_);
        const auto now = at;
        at += tick;
        return now;
    }
    mutable Timestamp at = from_millis(1'767'323'045'000);
    std::chrono::milliseconds tick{0};

private:
    mutable std::mutex guard_;
};

/// Gives "KEY1", and after each refusal the next.
class NumberedKeys final : public CredentialsSource {
public:
    Result<Credentials> credentials(const Caller&) override {
        const std::lock_guard lock(guard_);
        if (none) return fail(ErrorCode::Unavailable, "aws-credentials", "None; try again.");
        return Credentials{"KEY" + std::to_string(refusals + 1), "secret", "token", {}};
    }
    void refused(const Caller&, const std::string&) override {
        const std::lock_guard lock(guard_);
        ++refusals;
    }
    int refusals = 0;
    bool none = false;

private:
    std::mutex guard_;
};

/// A client whose services are all one scripted server. It waits in no time, and its random number is always one half.
class Rig {
public:
    explicit Rig(HttpServer::Handler handler, const std::function<void(Client::Options&)>& change = {})
        : server_(std::move(handler)), client_(options(change), keys_, clock_) {}
    [[nodiscard]] Client& client() { return client_; }
    [[nodiscard]] HttpServer& server() { return server_; }
    [[nodiscard]] SteppedClock& clock() { return clock_; }
    [[nodiscard]] NumberedKeys& keys() { return keys_; }
    /// What was waited for.
    [[nodiscard]] std::vector<std::chrono::milliseconds> pauses() const {
        const std::lock_guard lock(guard_);
        return pauses_;
    }

private:
    Client::Options options(const std::function<void(Client::Options&)>& change) {
        const auto origin = server_.origin();
        Client::Options out{.endpoints = Endpoints("eu-west-1", [origin](const std::string&) { return origin; }),
                            .retry = {},
                            .ca_file = {},
                            .trace = {}};
        out.retry.random = [] { return 0.5; };
        out.retry.pause = [this](std::chrono::milliseconds time) {
            const std::lock_guard lock(guard_);
            pauses_.push_back(time);
        };
        if (change) change(out);
        return out;
    }
    mutable std::mutex guard_;
    std::vector<std::chrono::milliseconds> pauses_;
    HttpServer server_;
    SteppedClock clock_;
    NumberedKeys keys_;
    Client client_;
};

}  // namespace bespoke::adapters::aws::testing
