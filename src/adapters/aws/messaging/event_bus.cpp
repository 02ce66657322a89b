#include "adapters/aws/messaging/event_bus.hpp"

#include "base/rfc3339.hpp"

namespace bespoke::adapters::aws {
namespace {

constexpr std::size_t kMostAtOnce = 10;  // entries of one PutEvents
constexpr int kMostTries = 5;            // each is retried by the client already; these are for entries refused within a 200
constexpr std::size_t kMostFetched = 100;
constexpr std::size_t kMaxDetailBytes = 64 * 1024;
const RecordId kMarker("event-bus");

nlohmann::json entry_of(const std::string& bus, const TenantId& tenant, const ports::Event& event) {
    nlohmann::json detail = {{"tenantId", tenant.str()},   {"id", event.id},
                             {"sequence", event.sequence}, {"subject", event.subject},
                             {"at", to_rfc3339(event.at)}, {"data", event.data}};
    auto text = detail.dump();
    if (text.size() > kMaxDetailBytes) {  // who wants the rest asks the API for it
        detail["data"] = nullptr;
        text = detail.dump();
    }
    return {{"EventBusName", bus}, {"Source", "bespoke"}, {"DetailType", event.type}, {"Detail", std::move(text)}};
}

Result<std::uint64_t> position_of(const std::optional<ports::Record>& marker) {
    if (!marker) return 0;
    const auto found = marker->body.find("after");
    if (found == marker->body.end() || !found->is_number_unsigned())
        return fail(ErrorCode::Corrupt, "marker", "Stored data is damaged; tell the operator.", "event-bus marker");
    return found->get<std::uint64_t>();
}

ports::Put marker_at(std::uint64_t position, const std::optional<ports::Record>& before) {
    ports::Put put;
    put.record.kind = ports::RecordKind::Marker;
    put.record.id = kMarker;
    put.record.body = {{"after", position}};
    put.condition = before ? ports::Put::If::Matches : ports::Put::If::Absent;
    put.expected_version = before ? before->version : 0;
    return put;
}

}  // namespace

/// Those of the entries that the bus did not take: a 200 may hold failures.
Result<nlohmann::json> EventBus::refused(const nlohmann::json& entries, Deadline deadline) {
    const auto answer = client_.call(Service::EventBridge, "PutEvents", {{"Entries", entries}}, Caller::service(), deadline);
    if (!answer) return tl::unexpected(to_error(answer.error()));
    auto left = nlohmann::json::array();
    const auto results = answer->value("Entries", nlohmann::json::array());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool taken = i < results.size() && results[i].contains("EventId");
        if (!taken) left.push_back(entries[i]);
    }
    return left;
}

Status EventBus::publish(const TenantId& tenant, std::span<const ports::Event> events, Deadline deadline) {
    while (!events.empty()) {
        const auto now = events.first(std::min(kMostAtOnce, events.size()));
        events = events.subspan(now.size());
        auto entries = nlohmann::json::array();
        for (const auto& event : now) entries.push_back(entry_of(bus_, tenant, event));
        for (int attempt = 0; !entries.empty(); ++attempt) {
            if (attempt == kMostTries)
                return fail(ErrorCode::Unavailable, "throttled", "The event bus is busy; the events go out later.",
                            fmt::format("{} entries refused", entries.size()));
            auto left = refused(entries, deadline);
            if (!left) return tl::unexpected(left.error());
            entries = std::move(*left);
        }
    }
    return {};
}

Result<std::size_t> Outbox::publish_new(const TenantId& tenant, Deadline deadline) {
    std::size_t published = 0;
    while (!deadline.passed()) {
        const auto marker = store_.get(tenant, ports::RecordKind::Marker, kMarker);
        if (!marker) return tl::unexpected(marker.error());
        const auto after = position_of(*marker);
        if (!after) return tl::unexpected(after.error());
        const auto events = store_.events(tenant, *after, "", kMostFetched);
        if (!events) return tl::unexpected(events.error());
        if (events->empty()) return published;
        if (auto sent = bus_.publish(tenant, *events, deadline); !sent) return tl::unexpected(sent.error());
        const auto moved = store_.commit(tenant, {{marker_at(events->back().sequence, *marker)}, {}, {}});
        if (!moved && moved.error().code == ErrorCode::Conflict) return published;  // another process is at it
        if (!moved) return tl::unexpected(moved.error());
        published += events->size();
    }
    return published;
}

}  // namespace bespoke::adapters::aws
