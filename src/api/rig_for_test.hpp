#pragma once

#include <gtest/gtest.h>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/key_service.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "adapters/memory/tenant_registry.hpp"
#include "api/answer.hpp"
#include "api/document.hpp"
#include "api/exchange.hpp"
#include "api/openapi_text.hpp"
#include "api/problem.hpp"
#include "telemetry/metrics.hpp"

// What the tests of this folder share.

namespace bespoke::api::testing {

inline const TenantId kAlice("alice"), kBob("bob");

inline const Document& document() {
    static const auto kDocument = Document::read(openapi_text());
    return *kDocument;
}

inline http::Request request(std::string method, const std::string& target,
                             std::vector<std::pair<std::string, std::string>> headers = {}, std::string_view body = {}) {
    http::Request out;
    out.method = std::move(method);
    out.target = target;
    out.path = target.substr(0, target.find('?'));
    out.query = target.size() > out.path.size() ? target.substr(out.path.size() + 1) : "";
    for (auto& [name, value] : headers) out.headers.add(name, std::move(value));
    out.body = to_bytes(body);
    out.peer = "192.0.2.1";
    out.trace = telemetry::new_trace();
    return out;
}

/// The memory adapters, and one request through one middleware.
struct Rig {
    adapters::memory::Clock clock;
    adapters::memory::TenantRegistry tenants;
    adapters::memory::MetadataStore store{clock, tenants};
    adapters::memory::KeyService keys{clock};
    telemetry::Metrics metrics;
    Route route;
    http::Fields headers;  ///< that the last exchange collected

    Rig() {
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(tenants.create(tenant, clock.now()));
    }

    Result<http::Response> through(Middleware& middleware, const char* operation, const http::Request& sent,
                                   const std::function<Result<http::Response>(Exchange&)>& rest,
                                   std::optional<identity::Principal> principal = identity::Principal{
                                       kAlice, "usr_a", identity::Role::Editor, {}}) {
        const auto& spec = *document().find(operation);
        Exchange exchange{sent, spec, route, Call{sent, spec.id, {}, {}, {}, {}, std::move(principal), {}, {}}, {}};
        auto answer = middleware.handle(exchange, rest);
        headers = exchange.headers;
        return answer;
    }
};

inline std::string text_of(const http::Response& response) {
    const auto* text = std::get_if<std::string>(&response.body);
    return text == nullptr ? std::string("(no text)") : *text;
}
inline Result<http::Response> fine(Exchange&) { return json_answer(200, {{"ok", true}}); }
/// The slug, or "" for an answer.
inline std::string refusal(const Result<http::Response>& answer) { return answer ? "" : problem_slug(answer.error()); }

}  // namespace bespoke::api::testing
