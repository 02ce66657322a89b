#pragma once

#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/static_credentials.hpp"
#include "adapters/aws/core/tenant_sessions.hpp"

namespace bespoke::adapters::aws::testing {

class SystemClock final : public ports::Clock {
public:
    [[nodiscard]] Timestamp now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

inline std::optional<std::string> from_environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// A client of the emulators that tests/aws/with_emulators.py has started; tenants' calls are signed with sessions of their role if
/// BESPOKE_TEST_TENANT_ROLE names one.
class Emulators {
public:
    /// Null if there are none: skip the test.
    static std::unique_ptr<Emulators> find() {
        if (!from_environment("AWS_ENDPOINT_URL")) return nullptr;
        return std::unique_ptr<Emulators>(new Emulators);
    }
    [[nodiscard]] Client& client() { return client_; }
    [[nodiscard]] const ports::Clock& clock() const { return clock_; }

private:
    Emulators()
        : keys_(Credentials{value("AWS_ACCESS_KEY_ID"), value("AWS_SECRET_ACCESS_KEY"), value("AWS_SESSION_TOKEN"), {}}),
          sts_(options(), keys_, clock_),
          sessions_(sts_, {.role_arn = value("BESPOKE_TEST_TENANT_ROLE")}),
          client_(options(), value("BESPOKE_TEST_TENANT_ROLE").empty() ? static_cast<CredentialsSource&>(keys_) : sessions_,
                  clock_) {}
    static std::string value(const std::string& name) { return from_environment(name).value_or(""); }
    static Client::Options options() {
        Client::Options out{
            .endpoints = Endpoints(value("AWS_REGION"), from_environment), .retry = {}, .ca_file = {}, .trace = {}};
        out.retry.first_backoff = out.retry.first_throttle_backoff = std::chrono::milliseconds{10};
        return out;
    }

    SystemClock clock_;
    StaticCredentials keys_;
    Client sts_;
    TenantSessions sessions_;
    Client client_;
};

}  // namespace bespoke::adapters::aws::testing
