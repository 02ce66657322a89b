#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "adapters/sealing/sealed_batch.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::adapters::aws::dynamodb {

// How records, events and audit entries stand in the table. Pure functions of values.

/// Names of the attributes that are keys, and of the one by which DynamoDB forgets items (epoch seconds).
inline constexpr const char* kPartition = "PK";
inline constexpr const char* kSort = "SK";
inline constexpr const char* kExpires = "expires";
inline constexpr const char* kByGroup = "ByGroup";
inline constexpr const char* kByDue = "ByDue";

std::string partition_of(const TenantId&);
std::string record_prefix(ports::RecordKind);
std::string record_sort(ports::RecordKind, const RecordId&);
/// Numbers of twenty digits sort as text.
std::string event_sort(std::uint64_t sequence);
std::string subject_sort(const std::string& subject, std::uint64_t sequence);
std::string audit_sort(std::uint64_t sequence);
inline constexpr const char* kHeadSort = "HEAD";
/// U+10FFFF: text sorts by its bytes as UTF-8, so this stands behind all that an id may hold.
inline constexpr const char* kBehindAll = "\xf4\x8f\xbf\xbf";

std::string state_group(const TenantId&, ports::RecordKind, const std::string& state);
std::string due_group(const TenantId&, ports::RecordKind);
/// Sorts by time, then by id.
std::string due_sort(Timestamp due, const std::string& id);

/// A record without its body, which stays sealed.
struct StoredRecord {
    ports::Record record;
    Bytes body;
};
nlohmann::json record_item(const TenantId&, const StoredRecord&);
Result<StoredRecord> record_from(const nlohmann::json& item);

struct StoredEvent {
    ports::Event event;
    Bytes data;
};
/// `sort`: event_sort() or, for those who follow one subject, subject_sort(). Both are kept: an index would lag, and who reads on from the last
/// number it saw would miss what comes late for good.
nlohmann::json event_item(const TenantId&, const StoredEvent&, const std::string& sort);
Result<StoredEvent> event_from(const nlohmann::json& item);

nlohmann::json audit_item(const TenantId&, const ports::AuditEntry&);
Result<ports::AuditEntry> audit_from(const nlohmann::json& item);

/// Where numbering and the audit chain stand.
struct Head {
    std::uint64_t version = 0;  ///< 0: not stored yet
    std::uint64_t last_event = 0, last_audit = 0;
    std::string last_hash;
};
nlohmann::json head_item(const TenantId&, const Head&);
Result<Head> head_from(const nlohmann::json& item);

}  // namespace bespoke::adapters::aws::dynamodb
