#include "api/middleware/audit.hpp"

#include "api/problem.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

/// Ids of ours alone: a path parameter is whatever somebody sent.
bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == std::string_view::npos;
}

/// What the path names, else what was made.
std::string object_of(const Call& call, const Result<http::Response>& answer) {
    std::string object;
    for (const auto& [name, value] : call.path) {
        if (is_id(value)) object += (object.empty() ? "" : "/") + value;
    }
    const auto location = answer ? answer->headers.get("Location") : std::nullopt;
    if (!object.empty() || !location) return object;
    const auto made = location->substr(location->rfind('/') + 1);
    return is_id(made) ? std::string(made) : std::string();
}

std::string outcome_of(const Result<http::Response>& answer) {
    if (!answer) return problem_slug(answer.error());
    return answer->status < 400 ? "ok" : fmt::format("status-{}", answer->status);
}

}  // namespace

Result<http::Response> Audit::handle(Exchange& exchange, const Next& next) {
    if (!exchange.call.principal) return next(exchange);
    auto answer = next(exchange);
    const auto& call = exchange.call;
    const ports::AuditEntry entry{.sequence = 0,
                                  .at = clock_.now(),
                                  .actor = call.principal->subject,
                                  .action = exchange.spec.id,
                                  .object = object_of(call, answer),
                                  .outcome = exchange.outcome.empty() ? outcome_of(answer) : exchange.outcome,
                                  .trace = exchange.request.trace.trace_id,
                                  .hash = {}};
    const auto written = write(call.tenant(), entry);
    if (written || written.error().code == ErrorCode::NotFound) return answer;
    const bool reads = exchange.spec.method == "GET" && written.error().reason == "storage-full";
    if (!reads || !keep_for_later(call.tenant(), entry)) return tl::unexpected(written.error());
    telemetry::log(telemetry::Level::Warning, "audit.waiting", entry.trace,
                   {{"tenant", call.tenant().str()}, {"actor", entry.actor}, {"action", entry.action}, {"object", entry.object}});
    return answer;
}

Status Audit::write(const TenantId& tenant, const ports::AuditEntry& entry) {
    const auto waiting = take_waiting(tenant);
    ports::Batch batch{{}, {}, waiting};
    batch.audit.push_back(entry);
    auto written = store_.commit(tenant, batch);
    if (!written && !waiting.empty()) {
        const std::lock_guard lock(mutex_);
        auto& later = waiting_[tenant];
        later.insert(later.begin(), waiting.begin(), waiting.end());
    }
    return written;
}

bool Audit::keep_for_later(const TenantId& tenant, const ports::AuditEntry& entry) {
    const std::lock_guard lock(mutex_);
    auto& waiting = waiting_[tenant];
    if (waiting.size() >= kMostWaiting) return false;
    waiting.push_back(entry);
    return true;
}

Audit::Entries Audit::take_waiting(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    auto found = waiting_.extract(tenant);
    return found ? std::move(found.mapped()) : Entries();
}

}  // namespace bespoke::api
