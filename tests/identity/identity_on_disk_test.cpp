#include <gtest/gtest.h>

#include <thread>

#include "adapters/local/http_client.hpp"
#include "adapters/local/raw_server_for_test.hpp"
#include "identity/jwks_cache.hpp"
#include "identity/token_endpoint.hpp"
#include "identity/tokens_for_test.hpp"
#include "local_rig.hpp"

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;
using adapters::local::testing::RawServer;

Deadline soon() { return Deadline::after(10s); }

/// One life of a process over a data directory.
struct Process {
    Process(const std::filesystem::path& data, adapters::memory::Clock& on_clock, const std::string& jwks_url)
        : clock(on_clock), stores(data, on_clock) {
        issuer = std::move(*Issuer::create({.issuer = "https://bespoke.example"}, stores.system().signing_keys(),
                                           {.id = "system-1", .secret = {}}, clock));
        ClaimsPolicy policy{
            .issuer = "https://id.example", .audiences = {"app"}, .tenant_claim = "org", .default_role = Role::Viewer};
        verifier = std::make_unique<TokenVerifier>(VerifierParts{*issuer, keys, stores.system(), stores.metadata(), http, clock},
                                                   std::vector{ExternalIssuer{std::move(policy), jwks_url}});
    }
    adapters::memory::Clock& clock;
    LocalStores stores;
    adapters::local::HttpClient http;
    Users users{{stores.metadata(), stores.system(), clock}, crypto::PasswordCost::Cheap};
    ApiKeys keys{{stores.metadata(), stores.system(), clock}};
    std::unique_ptr<Issuer> issuer;
    std::unique_ptr<TokenVerifier> verifier;
};

class IdentityOnDisk : public ::testing::Test {
protected:
    ScratchDirectory data;
    adapters::memory::Clock clock;
    const TenantId acme{"acme"};
    testing::TestIssuer outside;
    std::string set = testing::key_set({outside.jwk()});
    RawServer provider{fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/jwk-set+json\r\nContent-Length: {}\r\n\r\n{}",
                                   set.size(), set)};

    std::unique_ptr<Process> start() { return std::make_unique<Process>(data.path(), clock, provider.url("/keys")); }
    std::string outside_token() {
        const auto now = to_millis(clock.now()) / 1000;
        return outside.sign({{"iss", "https://id.example"},
                             {"aud", "app"},
                             {"sub", "u"},
                             {"iat", now},
                             {"exp", now + 600},
                             {"jti", "j"},
                             {"org", "acme"}});
    }
};

TEST_F(IdentityOnDisk, UsersKeysTokensAndRevocationsSurviveARestart) {
    User ada;
    IssuedApiKey key;
    std::string kept, revoked;
    {
        const auto process = start();
        ASSERT_TRUE(process->stores.system().create(acme, clock.now()));
        ada = process->users
                  .create(acme,
                          {.login = "ada@example.org", .name = "Ada", .role = Role::Admin, .password = "correct horse battery"})
                  .value();
        key = process->keys.create(acme, {.name = "k", .role = Role::Editor, .expires_at = {}}).value();
        kept = process->issuer->issue({acme, ada.id.str(), Role::Admin, {}})->token;
        revoked = process->issuer->issue({acme, ada.id.str(), Role::Admin, {}})->token;
        ASSERT_TRUE(process->verifier->revoke(revoked, {}, soon()));
        EXPECT_EQ(
            process->users
                .create(acme, {.login = "ADA@example.org", .name = {}, .role = Role::Viewer, .password = "correct horse battery"})
                .error()
                .reason,
            "user-exists");
    }
    const auto process = start();
    EXPECT_EQ(process->verifier->verify(kept, soon())->subject, ada.id.str());
    EXPECT_EQ(process->verifier->verify(revoked, soon()).error().detail, "revoked");
    EXPECT_EQ(process->verifier->verify(key.token, soon())->subject, key.key.id.str());
    EXPECT_EQ(process->users.authenticate(acme, "Ada@Example.org", "correct horse battery")->id, ada.id);
    EXPECT_EQ(process->users.list(acme, {}, 10)->size(), 1U);
}

TEST_F(IdentityOnDisk, UnknownTenantsAreRefusedLikeUnknownKeysAndUsers) {
    const auto process = start();
    ASSERT_TRUE(process->stores.system().create(acme, clock.now()));
    auto key = process->keys.create(acme, {.name = "k", .role = Role::Editor, .expires_at = {}}).value();
    const auto wrong = [&](const std::string& tenant) {
        const auto error = process->keys.authenticate("bsk_" + tenant + key.token.substr(8)).error();
        return fmt::format("{}|{}|{}", error.reason, error.public_text, error.where);
    };
    const auto secret_wrong = process->keys.authenticate(key.token.substr(0, key.token.size() - 4) + "AAAA").error();
    EXPECT_EQ(wrong("nobody"), fmt::format("{}|{}|{}", secret_wrong.reason, secret_wrong.public_text, secret_wrong.where));
    for (const char* tenant : {"acme", "nobody", "../acme", ""}) {
        EXPECT_EQ(process->users.authenticate(TenantId(tenant), "nobody", "correct horse battery").error().reason,
                  "invalid-credentials")
            << tenant;
    }
    EXPECT_FALSE(std::filesystem::exists(data.path() / "tenants" / "nobody")) << "asking makes nobody exist";
}

TEST_F(IdentityOnDisk, TheKeysOfAnIdentityProviderComeOverTheNetwork) {
    const auto process = start();
    ASSERT_TRUE(process->stores.system().create(acme, clock.now()));
    for (int i = 0; i < 20; ++i) {
        const auto principal = process->verifier->verify(outside_token(), soon());
        ASSERT_TRUE(principal) << principal.error().detail;
        EXPECT_EQ(principal->tenant, acme);
    }
    EXPECT_EQ(provider.connections(), 1);
    EXPECT_TRUE(provider.received().starts_with("GET /keys HTTP/1.1\r\n"));
    testing::TestIssuer stranger;
    EXPECT_EQ(process->verifier->verify(stranger.sign({{"iss", "https://id.example"}}), soon()).error().detail, "signature");
}

TEST_F(IdentityOnDisk, ManyThreadsThatMeetAColdCacheFetchOnce) {
    const auto process = start();
    ASSERT_TRUE(process->stores.system().create(acme, clock.now()));
    const auto token = outside_token();
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) good += process->verifier->verify(token, soon()) ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 16 * 20);
    EXPECT_EQ(provider.connections(), 1);
}

}  // namespace
}  // namespace bespoke::identity
