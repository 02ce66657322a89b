#pragma once

#include "adapters/memory/ledger.hpp"
#include "adapters/memory/signing_key_table.hpp"
#include "api/api.hpp"
#include "api/middleware/validate_answer.hpp"
#include "api/resources/resource_operations.hpp"
#include "api/rig_for_test.hpp"
#include "service/rig_for_test.hpp"

// The whole interface over the memory adapters, without a socket.

namespace bespoke::api::testing {

/// Nobody is there.
class NoHttp final : public ports::HttpClient {
public:
    Result<ports::HttpResponse> send(const ports::HttpRequest&, Deadline) override {
        return fail(ErrorCode::Unavailable, "connect", "Nobody is there.");
    }
};

/// Rates that no test reaches by accident.
inline Options generous() {
    Options options;
    options.requests_per_minute = options.writes_per_minute = options.exports_per_minute = 1e9;
    options.requests_per_minute_per_address = options.attempts_per_minute_per_address = 1e9;
    return options;
}

struct Server {
    service::testing::Rig rig;
    NoHttp http;
    adapters::memory::SigningKeyTable signing_keys;
    telemetry::Metrics metrics;
    crypto::DataKey system_key{"system", crypto::SecretKey(std::array<std::byte, 32>{})};
    std::unique_ptr<identity::Issuer> issuer =
        std::move(*identity::Issuer::create({"https://bespoke.example"}, signing_keys, system_key, rig.clock));
    identity::Users users{{rig.store, rig.tenants, rig.clock}, crypto::PasswordCost::Cheap};
    identity::ApiKeys keys{{rig.store, rig.tenants, rig.clock}};
    identity::TokenVerifier verifier{{*issuer, keys, rig.tenants, rig.store, http, rig.clock}, {}};
    identity::TokenEndpoint tokens{{*issuer, users, keys, verifier}};
    Cursors cursors{rig.keys};
    UrlSigner urls{rig.keys, rig.clock};
    Options options;
    RateLimits rates;
    adapters::memory::Ledger refused_tokens;
    std::vector<Check> checks{{Check::Outcome::Ok, "store", ""}};
    http::Handler handler;

    explicit Server(const Options& given = generous()) : options(given), rates(options, rig.clock) {
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(rig.tenants.create(tenant, rig.clock.now()));
        auto resources =
            make_resource_operations({rig.ports, urls, cursors, [this](const TenantId& tenant) { return rates.usage(tenant); }});
        const auto erase = [](const TenantId&, const std::string&, Deadline) -> Result<nlohmann::json> {
            return fail(ErrorCode::Conflict, "legal-hold", "Under a legal hold.");
        };
        auto made = make_handler({rig.ports,
                                  verifier,
                                  tokens,
                                  users,
                                  keys,
                                  *issuer,
                                  metrics,
                                  cursors,
                                  urls,
                                  rates,
                                  refused_tokens,
                                  {},
                                  erase,
                                  [this] { return checks; }},
                                 std::move(resources), options);
        EXPECT_TRUE(made) << (made ? "" : made.error().detail);
        handler = std::move(*made);
    }

    /// An API key of this role.
    identity::IssuedApiKey key(const TenantId& tenant, identity::Role role = identity::Role::Admin) {
        auto issued = keys.create(tenant, {"test", role, std::nullopt});
        EXPECT_TRUE(issued);
        return std::move(*issued);
    }

    /// Sends, and checks the answer against the document, problems too.
    http::Response send(const http::Request& sent) {
        auto response = handler(sent);
        const auto operation = response.headers.get("x-operation");
        if (!operation) return response;
        const auto misfit = misfit_of(*document().find(*operation), response);
        EXPECT_FALSE(misfit) << sent.method << ' ' << sent.target << ": " << *misfit << ' ' << text_of(response);
        return response;
    }
};

/// Somebody with a token.
struct Client {
    Server& server;
    std::string token;

    http::Response send(const std::string& method, const std::string& target,
                        std::vector<std::pair<std::string, std::string>> headers = {}, std::string_view body = {}) const {
        headers.emplace_back("Authorization", "Bearer " + token);
        return server.send(request(method, target, std::move(headers), body));
    }
    http::Response get(const std::string& target) const { return send("GET", target); }
    http::Response post(const std::string& target, const nlohmann::json& body,
                        std::vector<std::pair<std::string, std::string>> headers = {}) const {
        headers.emplace_back("Content-Type", "application/json");
        return send("POST", target, std::move(headers), body.dump());
    }
    /// A document's id.
    std::string upload(const std::string& kind) const {
        const auto stored = send("POST", "/v1/documents?kind=" + kind, {{"Content-Type", "text/plain"}},
                                 "Ada Lovelace\nEngineer at Engines Ltd\n");
        EXPECT_EQ(stored.status, 201) << text_of(stored);
        return nlohmann::json::parse(text_of(stored)).value("id", "");
    }
    nlohmann::json job_request() const {
        return {{"resumeId", upload("resume")}, {"jobDescriptionId", upload("job_description")}};
    }
};

inline nlohmann::json json_of(const http::Response& response) { return nlohmann::json::parse(text_of(response), nullptr, false); }

}  // namespace bespoke::api::testing
