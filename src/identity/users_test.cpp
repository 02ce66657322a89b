#include "identity/users.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "identity/fakes_for_test.hpp"

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;

const TenantId acme("acme"), beta("beta");

class UsersTest : public ::testing::Test {
protected:
    testing::FakeClock clock;
    testing::FakeTenants tenants;
    testing::FakeStore store{tenants};
    Users users{{store, tenants, clock}, crypto::PasswordCost::Cheap};

    void SetUp() override {
        tenants.create(acme, clock.now());
        tenants.create(beta, clock.now());
    }
    User add(const std::string& login, Role role = Role::Admin, const TenantId& tenant = acme) {
        return users.create(tenant, {.login = login, .name = "Ada", .role = role, .password = "correct horse battery"}).value();
    }
    /// All that the caller can see of an attempt.
    std::string answer(const TenantId& tenant, const std::string& login, const std::string& password) {
        const auto user = users.authenticate(tenant, login, password);
        if (user) return "in: " + user->id.str();
        return fmt::format("{}|{}|{}|{}", to_string(user.error().code), user.error().reason, user.error().public_text,
                           user.error().where);
    }
};

TEST_F(UsersTest, AUserIsKeptListedAndChanged) {
    const auto ada = add("Ada@Example.org");
    clock.advance(1ms);
    const auto bob = add("bob", Role::Viewer);
    EXPECT_TRUE(ada.id.str().starts_with("usr_"));
    EXPECT_EQ(users.get(acme, ada.id).value()->login, "Ada@Example.org");
    EXPECT_FALSE(users.get(beta, ada.id).value());
    const auto page = users.list(acme, {}, 10).value();
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].id, bob.id);
    EXPECT_EQ(users.list(acme, bob.id, 10)->size(), 1U);
    const auto changed =
        users.change(acme, bob.id, {.name = "Bob", .role = Role::Editor, .state = {}, .password = {}, .expected_version = 1});
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->role, Role::Editor);
    EXPECT_EQ(changed->version, 2U);
    EXPECT_EQ(
        users.change(acme, bob.id, {.name = "B", .role = {}, .state = {}, .password = {}, .expected_version = 1}).error().reason,
        "version");
    ASSERT_TRUE(users.remove(acme, bob.id));
    ASSERT_TRUE(users.remove(acme, bob.id));
    EXPECT_FALSE(users.get(acme, bob.id).value());
    EXPECT_TRUE(users.create(acme, {.login = "bob", .name = {}, .role = Role::Viewer, .password = "correct horse battery"}))
        << "the login is free again";
}

TEST_F(UsersTest, ALoginIsUniqueInItsTenantInAnyCase) {
    add("ada@example.org");
    const auto again =
        users.create(acme, {.login = "ADA@example.ORG", .name = {}, .role = Role::Viewer, .password = "correct horse battery"});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().reason, "user-exists");
    EXPECT_TRUE(
        users.create(beta, {.login = "ada@example.org", .name = {}, .role = Role::Viewer, .password = "correct horse battery"}));
}

TEST_F(UsersTest, BadLoginsNamesAndPasswordsAreRefused) {
    const std::tuple<const char*, std::string, std::string> rows[] = {
        {"bad-login", "ab", "correct horse battery"},
        {"bad-login", std::string(255, 'a'), "correct horse battery"},
        {"bad-login", "ada lovelace", "correct horse battery"},
        {"bad-login", "ada\n", "correct horse battery"},
        {"bad-login",
         "\xD0\xB0"
         "da@example.org",
         "correct horse battery"},
        {"bad-password", "ada", "elevenchars"},
        {"bad-password", "ada", std::string(257, 'x')},
        {"bad-password", "ada@example.org", "Ada@Example.ORG"},
    };
    for (const auto& [reason, login, password] : rows) {
        const auto user = users.create(acme, {.login = login, .name = {}, .role = Role::Viewer, .password = password});
        ASSERT_FALSE(user) << login;
        EXPECT_EQ(user.error().reason, reason) << login;
    }
    EXPECT_EQ(
        users
            .create(acme,
                    {.login = "ada", .name = std::string(201, 'n'), .role = Role::Viewer, .password = "correct horse battery"})
            .error()
            .reason,
        "bad-name");
}

TEST_F(UsersTest, NoLoginStandsInAnIndexAndNoPasswordAnywhere) {
    add("ada@example.org");
    EXPECT_EQ(store.index_text().find("ada"), std::string::npos);
    EXPECT_EQ(store.bodies().find("correct horse"), std::string::npos);
    EXPECT_NE(store.bodies().find("$argon2id$"), std::string::npos);
    // The same login has another index entry in another tenant.
    add("ada@example.org", Role::Admin, beta);
    const auto text = store.index_text();
    const std::string prefix = "user-login-";
    const auto first = text.find(prefix), second = text.find(prefix, first + 1);
    ASSERT_NE(second, std::string::npos);
    EXPECT_NE(text.substr(first, prefix.size() + 64), text.substr(second, prefix.size() + 64));
}

TEST_F(UsersTest, OnlyTheRightPasswordGetsInAndAllRefusalsAreTheSame) {
    const auto ada = add("ada@example.org");
    const auto eve = add("eve", Role::Viewer);
    add("zoe", Role::Viewer, beta);
    ASSERT_TRUE(users.change(acme, eve.id,
                             {.name = {}, .role = {}, .state = AccountState::Disabled, .password = {}, .expected_version = {}}));
    ASSERT_TRUE(tenants.set_state(beta, ports::TenantState::Suspended, clock.now()));
    EXPECT_EQ(answer(acme, "ADA@example.org", "correct horse battery"), "in: " + ada.id.str());
    const std::set<std::string> answers = {
        answer(acme, "ada@example.org", "wrong"),
        answer(acme, "ada@example.org", ""),
        answer(acme, "ada@example.org", std::string(5'000, 'x')),
        answer(acme, "nobody", "correct horse battery"),
        answer(acme, "", "correct horse battery"),
        answer(acme, "eve", "correct horse battery"),
        answer(beta, "zoe", "correct horse battery"),
        answer(beta, "ada@example.org", "correct horse battery"),
        answer(TenantId("gone"), "ada@example.org", "correct horse battery"),
        answer(TenantId("../acme"), "ada@example.org", "correct horse battery"),
        answer(TenantId(), "ada@example.org", "correct horse battery"),
    };
    EXPECT_EQ(answers.size(), 1U);
    EXPECT_TRUE(answers.begin()->starts_with("forbidden|invalid-credentials|"));
}

TEST_F(UsersTest, UnknownNamesCostAsManyReadsAsKnownOnes) {
    add("ada@example.org");
    const auto reads = [&](const std::string& login) {
        const auto before = store.reads;
        answer(acme, login, "wrong");
        return store.reads - before;
    };
    EXPECT_EQ(reads("ada@example.org"), reads("nobody@example.org"));
}

TEST_F(UsersTest, RepeatedFailuresHaveToWaitWhetherTheUserExistsOrNot) {
    const auto ada = add("ada");
    for (const std::string login : {"ada", "nobody"}) {
        for (int i = 0; i < 5; ++i) EXPECT_TRUE(answer(acme, login, "wrong").starts_with("forbidden|"));
        EXPECT_TRUE(answer(acme, login, "wrong").starts_with("limit-exceeded|too-many-attempts|")) << login;
    }
    EXPECT_TRUE(answer(acme, "ADA", "correct horse battery").starts_with("limit-exceeded|")) << "other letters are no way around";
    clock.advance(1s);
    EXPECT_EQ(answer(acme, "ada", "correct horse battery"), "in: " + ada.id.str());
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(answer(acme, "ada", "wrong").starts_with("forbidden|"));
}

TEST_F(UsersTest, ADeadStoreIsNoWrongPassword) {
    add("ada");
    store.broken = true;
    const auto user = users.authenticate(acme, "ada", "correct horse battery");
    ASSERT_FALSE(user);
    EXPECT_EQ(user.error().code, ErrorCode::Unavailable);
}

TEST_F(UsersTest, ANewPasswordReplacesTheOldOne) {
    const auto ada = add("ada");
    ASSERT_TRUE(users.change(acme, ada.id,
                             {.name = {}, .role = {}, .state = {}, .password = "another good one", .expected_version = {}}));
    EXPECT_TRUE(answer(acme, "ada", "correct horse battery").starts_with("forbidden|"));
    EXPECT_EQ(answer(acme, "ada", "another good one"), "in: " + ada.id.str());
    EXPECT_EQ(users.change(acme, ada.id, {.name = {}, .role = {}, .state = {}, .password = "short", .expected_version = {}})
                  .error()
                  .reason,
              "bad-password");
}

TEST_F(UsersTest, TheLastActiveAdminStays) {
    const auto ada = add("ada");
    const auto bob = add("bob");
    const UserChange demote{.name = {}, .role = Role::Editor, .state = {}, .password = {}, .expected_version = {}};
    const UserChange disable{.name = {}, .role = {}, .state = AccountState::Disabled, .password = {}, .expected_version = {}};
    ASSERT_TRUE(users.change(acme, bob.id, disable));
    EXPECT_EQ(users.change(acme, ada.id, demote).error().reason, "last-admin");
    EXPECT_EQ(users.change(acme, ada.id, disable).error().reason, "last-admin");
    EXPECT_EQ(users.remove(acme, ada.id).error().reason, "last-admin");
    ASSERT_TRUE(users.change(acme, bob.id,
                             {.name = {}, .role = {}, .state = AccountState::Active, .password = {}, .expected_version = {}}));
    EXPECT_TRUE(users.remove(acme, ada.id));
}

TEST_F(UsersTest, WhatGoesAlongIsCommittedWithTheChange) {
    const ports::Batch along{.writes = {}, .events = {}, .audit = {ports::AuditEntry{}}};
    const auto ada =
        users.create(acme, {.login = "ada", .name = {}, .role = Role::Admin, .password = "correct horse battery"}, along);
    ASSERT_TRUE(ada);
    EXPECT_EQ(store.audit_entries, 1U);
    EXPECT_FALSE(
        users.create(acme, {.login = "ada", .name = {}, .role = Role::Admin, .password = "correct horse battery"}, along));
    EXPECT_EQ(store.audit_entries, 1U);
    ASSERT_TRUE(
        users.change(acme, ada->id, {.name = "A", .role = {}, .state = {}, .password = {}, .expected_version = {}}, along));
    EXPECT_EQ(store.audit_entries, 2U);
}

}  // namespace
}  // namespace bespoke::identity
