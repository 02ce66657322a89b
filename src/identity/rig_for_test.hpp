#pragma once

#include <memory>
#include <string>

#include "identity/api_keys.hpp"
#include "identity/fakes_for_test.hpp"
#include "identity/issuer.hpp"
#include "identity/token_endpoint.hpp"
#include "identity/token_verifier.hpp"
#include "identity/tokens_for_test.hpp"
#include "identity/users.hpp"

namespace bespoke::identity::testing {

/// The whole of identity on fakes: tenants acme and beta, an admin "ada" of acme, one external issuer.
struct Rig {
    FakeClock clock;
    FakeTenants tenants;
    FakeStore store{tenants};
    FakeHttp http;
    FakeKeyTable table;
    TestIssuer outside{"out-1"};
    Users users{{store, tenants, clock}, crypto::PasswordCost::Cheap};
    ApiKeys api_keys{{store, tenants, clock}};
    std::unique_ptr<Issuer> issuer =
        std::move(*Issuer::create({.issuer = "https://bespoke.example"}, table, {.id = "system-1", .secret = {}}, clock));
    TokenVerifier verifier{{*issuer, api_keys, tenants, store, http, clock}, {{outside_policy(), "https://id.example/keys"}}};
    TokenEndpoint endpoint{{*issuer, users, api_keys, verifier}};
    TenantId acme{"acme"}, beta{"beta"};
    User ada;

    Rig() {
        tenants.create(acme, clock.now());
        tenants.create(beta, clock.now());
        ada = *users.create(acme, {.login = "ada", .name = {}, .role = Role::Admin, .password = "correct horse battery"});
        http.answer_with(key_set({outside.jwk()}));
    }
    static ClaimsPolicy outside_policy() {
        return {
            .issuer = "https://id.example", .audiences = {"bespoke-app"}, .tenant_claim = "org", .default_role = Role::Viewer};
    }

    [[nodiscard]] nlohmann::json outside_claims() const {
        return {{"iss", "https://id.example"},   {"aud", "bespoke-app"}, {"sub", "u-77"}, {"iat", clock.seconds()},
                {"exp", clock.seconds() + 3600}, {"jti", "x1"},          {"org", "acme"}};
    }
    /// A token of the built-in issuer for ada.
    std::string own_token() { return issuer->issue({acme, ada.id.str(), Role::Admin, {}})->token; }
    Result<Principal> verify(const std::string& token) {
        return verifier.verify(token, Deadline::after(std::chrono::seconds(5)));
    }
    /// Why it was refused; "in" if it was not.
    std::string detail(const std::string& token) {
        const auto principal = verify(token);
        if (principal) return "in";
        return principal.error().reason == "invalid-token" ? principal.error().detail : "error " + principal.error().reason;
    }
};

}  // namespace bespoke::identity::testing
