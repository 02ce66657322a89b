#include "service/records.hpp"

#include <fmt/format.h>

namespace bespoke::service {
namespace {

constexpr std::size_t kWalkStep = 200;

}  // namespace

tl::unexpected<Error> not_found(std::string where) {
    return fail(ErrorCode::NotFound, "not-found", "There is no such thing here; check the id, or list what there is.", {},
                std::move(where));
}

tl::unexpected<Error> damaged(const ports::Record& record, std::string detail) {
    return fail(ErrorCode::Corrupt, "bad-record", "A stored record is damaged; tell the operator of this service.",
                fmt::format("{} {}: {}", ports::to_string(record.kind), record.id.str(), detail));
}

ports::Event told(const ServicePorts& ports, std::string type, std::string subject, nlohmann::json data) {
    ports::Event event;
    event.type = std::move(type);
    event.subject = std::move(subject);
    event.at = ports.clock.now();
    event.data = std::move(data);
    return event;
}

Status commit_one(const ServicePorts& ports, const TenantId& tenant, ports::Write write) {
    ports::Batch batch;
    batch.writes.push_back(std::move(write));
    return ports.store.commit(tenant, batch);
}

Status set_state(const ServicePorts& ports, const TenantId& tenant, ports::RecordKind kind, const RecordId& id,
                 std::string_view state) {
    return commit_one(ports, tenant, ports::SetState{kind, id, std::string(state), std::nullopt});
}

bool lost_race(const Status& status) {
    return !status && status.error().code == ErrorCode::Conflict && status.error().reason == "version";
}

Result<RecordPage> list_page(const ServicePorts& ports, const TenantId& tenant, ports::RecordKind kind,
                             std::optional<std::string> state, const PageQuery& query) {
    auto records =
        ports.store.list(tenant, {kind, std::move(state), ports::RecordQuery::Order::NewestFirst, query.after, query.limit});
    if (!records) return tl::unexpected(records.error());
    RecordPage page;
    if (!records->empty() && records->size() >= query.limit) page.next = records->back().id;
    std::erase_if(*records, [](const ports::Record& record) { return record.state == kRemoving; });
    page.records = std::move(*records);
    return page;
}

Status walk_records(const ServicePorts& ports, const TenantId& tenant, ports::RecordKind kind, std::optional<std::string> state,
                    const std::function<Result<bool>(const ports::Record&)>& visit) {
    ports::RecordQuery query{kind, std::move(state), ports::RecordQuery::Order::OldestFirst, {}, kWalkStep};
    for (;;) {
        const auto records = ports.store.list(tenant, query);
        if (!records) return tl::unexpected(records.error());
        for (const auto& record : *records) {
            const auto go_on = visit(record);
            if (!go_on) return tl::unexpected(go_on.error());
            if (!*go_on) return {};
        }
        if (records->size() < kWalkStep) return {};
        query.after = records->back().id;
    }
}

Timestamp days_ago(const ServicePorts& ports, int days) { return ports.clock.now() - std::chrono::days(days); }

}  // namespace bespoke::service
