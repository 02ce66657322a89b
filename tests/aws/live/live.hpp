#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "adapters/aws/core/credential_chain.hpp"
#include "adapters/aws/core/emulators_for_test.hpp"
#include "adapters/aws/core/tenant_sessions.hpp"

namespace bespoke::adapters::aws::live {

inline std::string setting(const std::string& name) { return testing::from_environment(name).value_or(""); }

/// Clients of the account that the environment's keys belong to. Made only if BESPOKE_LIVE_AWS is 1.
struct Account {
    testing::SystemClock clock;
    CredentialChain chain{
        {.environment = testing::from_environment, .region = configured_region(testing::from_environment), .ca_file = {}}, clock};
    Client sts{options(), chain, clock};
    TenantSessions sessions{sts, {.role_arn = setting("BESPOKE_TENANT_ROLE")}};
    Client client{options(), sessions, clock};

    static Client::Options options() {
        return {.endpoints = Endpoints(configured_region(testing::from_environment), testing::from_environment),
                .retry = {},
                .ca_file = {},
                .trace = {}};
    }
};

/// What no emulator can show: the account's real policies, keys and models. Works under the names of two tenants that nobody else has.
class LiveAws : public ::testing::Test {
protected:
    static inline std::unique_ptr<Account> account;
    const std::string alice = "live-smoke-a", bob = "live-smoke-b";

    static void SetUpTestSuite() {
        if (setting("BESPOKE_LIVE_AWS") == "1") account = std::make_unique<Account>();
    }
    static void TearDownTestSuite() { account.reset(); }
    void SetUp() override {
        if (!account) GTEST_SKIP() << "set BESPOKE_LIVE_AWS=1 to run this against the account of the environment's keys";
    }
    [[nodiscard]] static Client& client() { return account->client; }
    [[nodiscard]] static Caller as(const std::string& tenant) { return Caller::tenant(TenantId(tenant)); }
    [[nodiscard]] static Deadline soon() { return Deadline::after(std::chrono::seconds(60)); }
    [[nodiscard]] static Answer<nlohmann::json> call(Service service, const char* operation, const nlohmann::json& input,
                                                     const Caller& caller) {
        return client().call(service, operation, input, caller, soon());
    }
};

/// What a test can't do without; leaves the test if the deployment has none.
#define BESPOKE_NEEDS(name) \
    if (::bespoke::adapters::aws::live::setting(name).empty()) GTEST_SKIP() << name << " is not set"

template <class T>
std::string words(const Answer<T>& answer) {
    return answer ? "answered" : to_error(answer.error()).detail;
}
/// The account's policies said no, and nothing else went wrong.
template <class T>
::testing::AssertionResult denied(const Answer<T>& answer) {
    if (!answer && to_error(answer.error()).reason == "aws-denied") return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << words(answer);
}

}  // namespace bespoke::adapters::aws::live
