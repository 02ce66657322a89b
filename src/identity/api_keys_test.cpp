#include "identity/api_keys.hpp"

#include <gtest/gtest.h>

#include "crypto/encoding.hpp"
#include "identity/fakes_for_test.hpp"
#include "identity/wire.hpp"

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;

const TenantId acme("acme"), beta("beta");

class ApiKeysTest : public ::testing::Test {
protected:
    testing::FakeClock clock;
    testing::FakeTenants tenants;
    testing::FakeStore store{tenants};
    ApiKeys keys{{store, tenants, clock}};

    void SetUp() override {
        tenants.create(acme, clock.now());
        tenants.create(beta, clock.now());
    }
    IssuedApiKey make(const TenantId& tenant = acme, std::optional<Timestamp> expires = {}) {
        return keys.create(tenant, {.name = "build server", .role = Role::Editor, .expires_at = expires}).value();
    }
    std::string answer(const std::string& token) {
        const auto principal = keys.authenticate(token);
        if (principal) return "in: " + principal->tenant.str() + " " + principal->subject;
        return fmt::format("{}|{}|{}|{}", to_string(principal.error().code), principal.error().reason,
                           principal.error().public_text, principal.error().where);
    }
};

TEST_F(ApiKeysTest, AKeyGetsInAsTokenAndAsClient) {
    const auto issued = make();
    EXPECT_TRUE(issued.token.starts_with("bsk_acme_"));
    EXPECT_EQ(issued.client_id, "acme." + issued.key.id.str());
    const auto principal = keys.authenticate(issued.token);
    ASSERT_TRUE(principal) << principal.error().detail;
    EXPECT_EQ(principal->tenant, acme);
    EXPECT_EQ(principal->subject, issued.key.id.str());
    EXPECT_EQ(principal->role, Role::Editor);
    EXPECT_TRUE(keys.authenticate_client(issued.client_id, issued.client_secret));
}

TEST_F(ApiKeysTest, TheSecretIsKeptNowhere) {
    const auto issued = make();
    EXPECT_EQ(crypto::from_base64url(issued.client_secret)->size(), 32U);
    EXPECT_EQ((store.bodies() + store.index_text()).find(issued.client_secret), std::string::npos);
    EXPECT_EQ(issued.key.last_four, issued.client_secret.substr(39));
    EXPECT_EQ(to_json(issued.key).dump().find(issued.client_secret), std::string::npos);
    EXPECT_EQ(to_json(issued)["key"], issued.token);
}

TEST_F(ApiKeysTest, AllRefusalsAreTheSameAfterTheSameReads) {
    const auto issued = make(), disabled = make(), suspended = make(beta), expiring = make(acme, clock.now() + 1s);
    ASSERT_TRUE(keys.set_state(acme, disabled.key.id, AccountState::Disabled));
    ASSERT_TRUE(tenants.set_state(beta, ports::TenantState::Suspended, clock.now()));
    clock.advance(1s);
    const auto letters = issued.key.id.str().substr(4);
    const std::string other_secret = crypto::base64url(Bytes(32));
    const std::string rows[] = {
        "bsk_acme_" + letters + "_" + other_secret,                                      // wrong secret
        "bsk_acme_00000000000000000000000000_" + issued.client_secret,                   // unknown key
        "bsk_gone_" + letters + "_" + issued.client_secret,                              // unknown tenant
        "bsk_beta_" + letters + "_" + issued.client_secret,                              // another tenant's name on our key
        "bsk_acme_" + suspended.key.id.str().substr(4) + "_" + suspended.client_secret,  // and the other way round
        suspended.token,
        disabled.token,
        expiring.token,
    };
    std::set<std::string> answers;
    std::set<int> reads;
    for (const auto& row : rows) {
        const auto before = store.reads;
        answers.insert(answer(row));
        reads.insert(store.reads - before);
    }
    EXPECT_EQ(answers.size(), 1U);
    EXPECT_EQ(reads.size(), 1U);
    const std::string malformed[] = {"",
                                     "bsk_",
                                     "bsk_acme",
                                     "bsk_acme_" + letters,
                                     "bsk_acme_" + letters + "_",
                                     issued.token + "=",
                                     issued.token + "A",
                                     "bsk_../x_" + letters + "_" + issued.client_secret,
                                     "bsk_acme_../../../../../etc/passwd__" + issued.client_secret,
                                     "bsk__" + letters + "_" + issued.client_secret,
                                     "BSK" + issued.token.substr(3),
                                     issued.token.substr(1),
                                     issued.token.substr(0, issued.token.size() - 1)};
    for (const auto& row : malformed) answers.insert(answer(row));
    EXPECT_EQ(answers.size(), 1U);
    EXPECT_TRUE(answers.begin()->starts_with("forbidden|invalid-token|"));
    for (const auto& client : {std::string("acme"), std::string(), issued.client_id + "x", "beta" + issued.client_id.substr(4)}) {
        EXPECT_FALSE(keys.authenticate_client(client, issued.client_secret)) << client;
    }
    EXPECT_EQ(answer(issued.token), "in: acme " + issued.key.id.str());
}

TEST_F(ApiKeysTest, EveryOtherLetterOfTheSecretIsWrong) {
    const auto issued = make();
    for (std::size_t i = issued.token.size() - 43; i < issued.token.size(); ++i) {
        auto wrong = issued.token;
        wrong[i] = wrong[i] == 'A' ? 'E' : 'A';
        EXPECT_FALSE(keys.authenticate(wrong)) << i;
    }
}

TEST_F(ApiKeysTest, ARotatedKeyTakesTheOldSecretForTheOverlapAlone) {
    const auto before = make();
    const auto after = keys.rotate(acme, before.key.id, 3600s);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->key.id, before.key.id);
    EXPECT_TRUE(keys.authenticate(before.token));
    EXPECT_TRUE(keys.authenticate(after->token));
    clock.advance(3600s);
    EXPECT_FALSE(keys.authenticate(before.token));
    EXPECT_TRUE(keys.authenticate(after->token));
    const auto at_once = keys.rotate(acme, before.key.id, 0s);
    EXPECT_FALSE(keys.authenticate(after->token));
    EXPECT_TRUE(keys.authenticate(at_once->token));
    EXPECT_EQ(keys.rotate(beta, before.key.id, 0s).error().reason, "no-key");
}

TEST_F(ApiKeysTest, KeysAreListedRemovedAndChecked) {
    const auto first = make();
    clock.advance(1ms);
    const auto second = make();
    const auto page = keys.list(acme, {}, 10).value();
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].id, second.key.id);
    EXPECT_EQ(keys.list(beta, {}, 10)->size(), 0U);
    ASSERT_TRUE(keys.remove(acme, first.key.id));
    EXPECT_FALSE(keys.get(acme, first.key.id).value());
    EXPECT_FALSE(keys.authenticate(first.token));
    EXPECT_EQ(keys.create(acme, {.name = "", .role = Role::Viewer, .expires_at = {}}).error().reason, "bad-key-name");
    EXPECT_EQ(keys.create(acme, {.name = std::string(201, 'n'), .role = Role::Viewer, .expires_at = {}}).error().reason,
              "bad-key-name");
    EXPECT_EQ(keys.create(acme, {.name = "x", .role = Role::Viewer, .expires_at = clock.now()}).error().reason, "bad-expiry");
}

TEST_F(ApiKeysTest, ADeadStoreIsNoWrongSecret) {
    const auto issued = make();
    store.broken = true;
    EXPECT_EQ(keys.authenticate(issued.token).error().code, ErrorCode::Unavailable);
}

}  // namespace
}  // namespace bespoke::identity
