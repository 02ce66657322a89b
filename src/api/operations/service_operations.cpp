#include "api/operations/service_operations.hpp"

#include <charconv>

#include "api/answer.hpp"
#include "api/openapi_text.hpp"
#include "api/operations/pages.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

http::Response text_answer(std::string type, std::string text) {
    http::Response response;
    response.headers.set("Content-Type", std::move(type));
    response.body = std::move(text);
    return response;
}

http::Response readiness_answer(const std::vector<Check>& checks) {
    auto list = json::array();
    const bool ready = std::ranges::all_of(checks, [](const Check& check) { return check.outcome == Check::Outcome::Ok; });
    for (const auto& check : checks) {
        list.push_back(
            {{"name", check.name}, {"status", check.outcome == Check::Outcome::Ok ? "ok" : "failed"}, {"detail", check.detail}});
    }
    return json_answer(ready ? 200 : 503, {{"status", ready ? "ready" : "unready"}, {"checks", std::move(list)}});
}

json to_json(const ports::AuditEntry& entry) {
    return {{"sequence", entry.sequence}, {"at", time_text(entry.at)}, {"actor", entry.actor},   {"action", entry.action},
            {"object", entry.object},     {"outcome", entry.outcome},  {"traceId", entry.trace}, {"hash", entry.hash}};
}

Result<http::Response> list_audit(const ServiceParts& parts, const Call& call) {
    const auto query = page_query(call, parts.cursors, call.operation);
    if (!query) return tl::unexpected(query.error());
    const auto& text = query->after.str();
    std::uint64_t after = 0;
    std::from_chars(text.data(), text.data() + text.size(), after);
    const auto entries = parts.store.audit(call.tenant(), after, query->limit + 1);
    if (!entries) return tl::unexpected(entries.error());
    auto items = json::array();
    for (const auto& entry : *entries) {
        if (items.size() < query->limit) items.push_back(to_json(entry));
    }
    const bool more = entries->size() > query->limit;
    return page_answer(call, parts.cursors, call.operation, std::move(items),
                       RecordId(more ? std::to_string((*entries)[query->limit - 1].sequence) : ""));
}

}  // namespace

Operations make_service_operations(const ServiceParts& parts) {
    return {{"getHealth",
             [](const Call&) -> Result<http::Response> {
                 return json_answer(200, {{"status", "ok"}});
             }},
            {"getReadiness", [parts](const Call&) -> Result<http::Response> { return readiness_answer(parts.readiness()); }},
            {"getMetrics",
             [parts](const Call&) -> Result<http::Response> {
                 return text_answer("text/plain; version=0.0.4; charset=utf-8", parts.metrics.expose());
             }},
            {"getOpenapi",
             [](const Call&) -> Result<http::Response> { return text_answer("application/json", std::string(openapi_text())); }},
            {"getJwks", [parts](const Call&) -> Result<http::Response> { return json_answer(200, parts.issuer.jwk_set()); }},
            {"listAudit", [parts](const Call& call) { return list_audit(parts, call); }}};
}

}  // namespace bespoke::api
