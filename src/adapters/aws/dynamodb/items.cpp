#include "adapters/aws/dynamodb/items.hpp"

#include "adapters/aws/dynamodb/attribute.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using ports::RecordKind;

/// What the chores remove anyway once it is due; where they don't come to it, DynamoDB does, a day later.
bool is_forgotten_when_due(RecordKind kind) { return kind == RecordKind::IdempotencyKey || kind == RecordKind::RevokedToken; }
constexpr std::chrono::hours kForgottenAfter{24};

json keys(const TenantId& tenant, const std::string& sort) {
    return {{kPartition, text_value(partition_of(tenant))}, {kSort, text_value(sort)}};
}

}  // namespace

std::string partition_of(const TenantId& tenant) { return "TENANT#" + tenant.str(); }
std::string record_prefix(RecordKind kind) { return fmt::format("RECORD#{}#", ports::to_string(kind)); }
std::string record_sort(RecordKind kind, const RecordId& id) { return record_prefix(kind) + id.str(); }
std::string event_sort(std::uint64_t sequence) { return fmt::format("EVENT#{:020}", sequence); }
std::string subject_sort(const std::string& subject, std::uint64_t sequence) {
    return fmt::format("SUBJECT#{}#{:020}", subject, sequence);
}
std::string audit_sort(std::uint64_t sequence) { return fmt::format("AUDIT#{:020}", sequence); }
std::string state_group(const TenantId& tenant, RecordKind kind, const std::string& state) {
    return fmt::format("{}#STATE#{}#{}", partition_of(tenant), ports::to_string(kind), state);
}
std::string due_group(const TenantId& tenant, RecordKind kind) {
    return fmt::format("{}#DUE#{}", partition_of(tenant), ports::to_string(kind));
}
std::string due_sort(Timestamp due, const std::string& id) {
    // Times before 1970 sort by the shift; the largest shifted number still fits.
    const auto shifted = static_cast<std::uint64_t>(to_millis(due)) + (std::uint64_t{1} << 63U);
    return fmt::format("{:020}#{}", shifted, id);
}

json record_item(const TenantId& tenant, const StoredRecord& stored) {
    const auto& record = stored.record;
    auto item = keys(tenant, record_sort(record.kind, record.id));
    item["kind"] = text_value(ports::to_string(record.kind));
    item["id"] = text_value(record.id.str());
    item["version"] = number_value(static_cast<std::int64_t>(record.version));
    item["state"] = text_value(record.state);
    item["created"] = time_value(record.created_at);
    item["updated"] = time_value(record.updated_at);
    item["body"] = bytes_value(stored.body);
    item["GSI1PK"] = text_value(state_group(tenant, record.kind, record.state));
    item["GSI1SK"] = text_value(record.id.str());
    if (!record.due) return item;
    item["due"] = time_value(*record.due);
    item["GSI2PK"] = text_value(due_group(tenant, record.kind));
    item["GSI2SK"] = text_value(due_sort(*record.due, record.id.str()));
    if (is_forgotten_when_due(record.kind)) {
        const auto forgotten = std::chrono::ceil<std::chrono::seconds>(*record.due + kForgottenAfter);
        item[kExpires] = number_value(forgotten.time_since_epoch().count());
    }
    return item;
}

Result<StoredRecord> record_from(const json& attributes) {
    Item item(attributes);
    StoredRecord stored;
    auto& record = stored.record;
    const auto kind = ports::record_kind(item.text("kind"));
    record.kind = kind.value_or(RecordKind::Marker);
    record.id = RecordId(item.text("id"));
    record.version = item.count("version");
    record.state = item.text("state");
    record.created_at = item.time("created");
    record.updated_at = item.time("updated");
    record.due = item.maybe_time("due");
    stored.body = item.bytes("body");
    if (!kind || !item.check()) return store_damaged(record.id.str());
    return stored;
}

json event_item(const TenantId& tenant, const StoredEvent& stored, const std::string& sort) {
    const auto& event = stored.event;
    auto item = keys(tenant, sort);
    item["sequence"] = number_value(static_cast<std::int64_t>(event.sequence));
    item["id"] = text_value(event.id);
    item["type"] = text_value(event.type);
    item["subject"] = text_value(event.subject);
    item["at"] = time_value(event.at);
    item["data"] = bytes_value(stored.data);
    return item;
}

Result<StoredEvent> event_from(const json& attributes) {
    Item item(attributes);
    StoredEvent stored;
    auto& event = stored.event;
    event.sequence = item.count("sequence");
    event.id = item.text("id");
    event.type = item.text("type");
    event.subject = item.text("subject");
    event.at = item.time("at");
    stored.data = item.bytes("data");
    if (!item.check()) return store_damaged(event.id);
    return stored;
}

json audit_item(const TenantId& tenant, const ports::AuditEntry& entry) {
    auto item = keys(tenant, audit_sort(entry.sequence));
    item["sequence"] = number_value(static_cast<std::int64_t>(entry.sequence));
    item["at"] = time_value(entry.at);
    item["actor"] = text_value(entry.actor);
    item["action"] = text_value(entry.action);
    item["object"] = text_value(entry.object);
    item["outcome"] = text_value(entry.outcome);
    item["trace"] = text_value(entry.trace);
    item["hash"] = text_value(entry.hash);
    return item;
}

Result<ports::AuditEntry> audit_from(const json& attributes) {
    Item item(attributes);
    ports::AuditEntry entry{item.count("sequence"), item.time("at"),      item.text("actor"), item.text("action"),
                            item.text("object"),    item.text("outcome"), item.text("trace"), item.text("hash")};
    if (!item.check()) return store_damaged("audit");
    return entry;
}

json head_item(const TenantId& tenant, const Head& head) {
    auto item = keys(tenant, kHeadSort);
    item["version"] = number_value(static_cast<std::int64_t>(head.version));
    item["lastEvent"] = number_value(static_cast<std::int64_t>(head.last_event));
    item["lastAudit"] = number_value(static_cast<std::int64_t>(head.last_audit));
    item["lastHash"] = text_value(head.last_hash);
    return item;
}

Result<Head> head_from(const json& attributes) {
    Item item(attributes);
    Head head{item.count("version"), item.count("lastEvent"), item.count("lastAudit"), item.text("lastHash")};
    if (!item.check()) return store_damaged("head");
    return head;
}

}  // namespace bespoke::adapters::aws::dynamodb
