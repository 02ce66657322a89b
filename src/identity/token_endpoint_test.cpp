#include "identity/token_endpoint.hpp"

#include <gtest/gtest.h>

#include "identity/form.hpp"
#include "identity/rig_for_test.hpp"

namespace bespoke::identity {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr const char* kForm = "application/x-www-form-urlencoded";

class TokenEndpointTest : public ::testing::Test {
protected:
    testing::Rig rig;
    IssuedApiKey key = *rig.api_keys.create(rig.acme, {.name = "k", .role = Role::Editor, .expires_at = {}});

    TokenAnswer ask(const std::string& body, std::optional<std::string> authorization = {}, const std::string& type = kForm) {
        const auto answer = rig.endpoint.token({.content_type = type, .authorization = std::move(authorization), .body = body});
        if (!answer)
            return {
                .status = 0, .headers = {}, .body = answer.error().reason, .log_detail = answer.error().where, .principal = {}};
        return *answer;
    }
    static std::string error(const TokenAnswer& answer) {
        return fmt::format("{} {}", answer.status, json::parse(answer.body).value("error", ""));
    }
    static std::string basic(const std::string& id, const std::string& secret) {
        return "Basic " + crypto::base64(as_bytes(id + ":" + secret));
    }
    std::string client_body() const {
        return fmt::format("grant_type=client_credentials&client_id={}&client_secret={}", key.client_id, key.client_secret);
    }
};

TEST_F(TokenEndpointTest, ClientCredentialsGiveATokenThatHolds) {
    for (const auto& answer : {ask(client_body()), ask("grant_type=client_credentials", basic(key.client_id, key.client_secret)),
                               ask("grant_type=client_credentials", "bAsIc" + basic(key.client_id, key.client_secret).substr(5)),
                               ask(client_body(), {}, "Application/X-WWW-Form-URLEncoded; charset=utf-8")}) {
        ASSERT_EQ(answer.status, 200) << answer.body;
        const auto body = json::parse(answer.body);
        EXPECT_EQ(body["token_type"], "Bearer");
        EXPECT_EQ(body["expires_in"], 900);
        EXPECT_EQ(body.size(), 3U);
        EXPECT_EQ(answer.headers.at("Cache-Control"), "no-store");
        EXPECT_EQ(answer.headers.at("Pragma"), "no-cache");
        const auto principal = rig.verify(body["access_token"].get<std::string>());
        ASSERT_TRUE(principal) << principal.error().detail;
        EXPECT_EQ(principal->subject, key.key.id.str());
        EXPECT_EQ(principal->role, Role::Editor);
        EXPECT_EQ(answer.principal->token_id, principal->token_id);
    }
}

TEST_F(TokenEndpointTest, APasswordGivesATokenThatHolds) {
    const auto answer = ask("grant_type=password&username=acme%2Fada&password=correct+horse%20battery");
    ASSERT_EQ(answer.status, 200) << answer.body << answer.log_detail;
    EXPECT_EQ(rig.verify(json::parse(answer.body)["access_token"].get<std::string>())->subject, rig.ada.id.str());
}

TEST_F(TokenEndpointTest, WrongCredentialsAreAllAnsweredAlike) {
    const std::set<std::string> clients = {
        ask("grant_type=client_credentials&client_id=" + key.client_id + "&client_secret=wrong").body,
        ask("grant_type=client_credentials&client_id=beta" + key.client_id.substr(4) + "&client_secret=" + key.client_secret)
            .body,
        ask("grant_type=client_credentials&client_id=gone" + key.client_id.substr(4) + "&client_secret=" + key.client_secret)
            .body,
        ask("grant_type=client_credentials&client_id=acme.key_00000000000000000000000000&client_secret=" + key.client_secret)
            .body,
        ask("grant_type=client_credentials").body,
        ask("grant_type=client_credentials", "Basic !!!").body,
        ask("grant_type=client_credentials", "Bearer x").body,
        ask("grant_type=client_credentials", basic("a%zz", "b")).body,
    };
    EXPECT_EQ(clients.size(), 1U);
    EXPECT_EQ(error(ask("grant_type=client_credentials")), "401 invalid_client");
    EXPECT_TRUE(ask("grant_type=client_credentials").headers.at("WWW-Authenticate").starts_with("Basic"));
    const std::set<std::string> users = {
        ask("grant_type=password&username=acme/ada&password=wrong").body,
        ask("grant_type=password&username=acme/nobody&password=wrong").body,
        ask("grant_type=password&username=gone/ada&password=wrong").body,
        ask("grant_type=password&username=ada&password=correct horse battery").body,
        ask("grant_type=password&username=/ada&password=correct horse battery").body,
        ask("grant_type=password&username=&password=").body,
    };
    EXPECT_EQ(users.size(), 1U);
    EXPECT_EQ(error(ask("grant_type=password&username=acme/x&password=wrong")), "400 invalid_grant");
}

TEST_F(TokenEndpointTest, MalformedRequestsAreRefusedAsTheStandardSays) {
    const std::tuple<const char*, std::string, const char*> rows[] = {
        {"no form", client_body(), "application/json"},
        {"no type", client_body(), ""},
        {"empty", "", kForm},
        {"no grant", "client_id=a", kForm},
        {"grant twice", client_body() + "&grant_type=password", kForm},
        {"client twice", client_body() + "&client_id=b", kForm},
        {"bad escape", client_body() + "&x=%2", kForm},
        {"NUL", client_body() + "&x=%00", kForm},
        {"no password", "grant_type=password&username=acme/ada", kForm},
        {"no user", "grant_type=password&password=x", kForm},
    };
    for (const auto& [name, body, type] : rows) EXPECT_EQ(error(ask(body, {}, type)), "400 invalid_request") << name;
    EXPECT_EQ(error(ask(client_body(), basic(key.client_id, key.client_secret))), "400 invalid_request")
        << "credentials in two places";
    EXPECT_EQ(error(ask("grant_type=authorization_code&code=x")), "400 unsupported_grant_type");
    EXPECT_EQ(error(ask("grant_type=")), "400 unsupported_grant_type");
    EXPECT_EQ(error(ask(client_body() + "&scope=admin")), "400 invalid_scope");
}

TEST_F(TokenEndpointTest, GuessingAndTroubleAreTheCallersToAnswer) {
    for (int i = 0; i < 5; ++i) ask("grant_type=password&username=acme/ada&password=wrong");
    const auto blocked = ask("grant_type=password&username=acme/ada&password=correct horse battery");
    EXPECT_EQ(blocked.status, 0);
    EXPECT_EQ(blocked.body, "too-many-attempts");
    EXPECT_EQ(blocked.log_detail, "1");
    rig.store.broken = true;
    EXPECT_EQ(ask(client_body()).body, "storage");
    EXPECT_EQ(ask("grant_type=password&username=acme/bob&password=x").body, "storage");
}

TEST_F(TokenEndpointTest, ADisabledKeyOrSuspendedTenantGetsNoToken) {
    ASSERT_TRUE(rig.tenants.set_state(rig.acme, ports::TenantState::Suspended, rig.clock.now()));
    EXPECT_EQ(error(ask(client_body())), "401 invalid_client");
    EXPECT_EQ(error(ask("grant_type=password&username=acme/ada&password=correct horse battery")), "400 invalid_grant");
    ASSERT_TRUE(rig.tenants.set_state(rig.acme, ports::TenantState::Active, rig.clock.now()));
    ASSERT_TRUE(rig.api_keys.set_state(rig.acme, key.key.id, AccountState::Disabled));
    EXPECT_EQ(error(ask(client_body())), "401 invalid_client");
}

TEST_F(TokenEndpointTest, RevokingEndsATokenAndAlwaysSaysSo) {
    const auto token = json::parse(ask(client_body()).body)["access_token"].get<std::string>();
    const auto revoke = [&](const std::string& body) {
        return rig.endpoint.revoke({.content_type = kForm, .authorization = {}, .body = body}, {}, Deadline::after(5s)).value();
    };
    ASSERT_EQ(rig.detail(token), "in");
    EXPECT_EQ(revoke("token=" + token + "&token_type_hint=access_token").status, 200);
    EXPECT_EQ(rig.detail(token), "revoked");
    EXPECT_EQ(revoke("token=" + token).status, 200);
    EXPECT_EQ(revoke("token=garbage").status, 200);
    EXPECT_EQ(revoke("token=garbage").body, "");
    EXPECT_EQ(revoke("token=").status, 400);
    EXPECT_EQ(revoke("token=" + key.token).status, 400);
    EXPECT_TRUE(rig.api_keys.authenticate(key.token));
}

TEST(Form, DecodesAndRefuses) {
    EXPECT_EQ(parse_form("a=1&b=%41+%2b&c&=x&&")->at("b"), "A +");
    EXPECT_EQ(parse_form("")->size(), 0U);
    for (const char* bad : {"a=%", "a=%4", "a=%4g", "%zz=1", "a=1&a=2", "a=1&%61=2", "a=%00"})
        EXPECT_FALSE(parse_form(bad)) << bad;
    std::string many;
    for (int i = 0; i < 33; ++i) many += fmt::format("n{}=1&", i);
    EXPECT_FALSE(parse_form(many));
}

}  // namespace
}  // namespace bespoke::identity
