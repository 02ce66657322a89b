#include "adapters/memory/metadata_store.hpp"

#include <algorithm>

#include "crypto/random.hpp"

namespace bespoke::adapters::memory {
namespace {

using ports::Put;
using ports::Record;
using ports::RecordQuery;

bool satisfies(const Put& put, const Record* old) {
    switch (put.condition) {
        case Put::If::Absent: return old == nullptr;
        case Put::If::Matches: return old != nullptr && old->version == put.expected_version;
        case Put::If::Any: return true;
    }
    return false;
}

Record updated(const Put& put, const Record* old, Timestamp now) {
    auto record = put.record;
    record.version = old == nullptr ? 1 : old->version + 1;
    if (old != nullptr) record.created_at = old->created_at;
    record.updated_at = now;
    return record;
}

bool matches(const Record& record, const RecordQuery& query) {
    if (record.kind != query.kind || (query.state && record.state != *query.state)) return false;
    if (query.after.empty()) return true;
    return query.order == RecordQuery::Order::NewestFirst ? record.id < query.after : record.id > query.after;
}

template <class T>
void cut(std::vector<T>& values, std::size_t limit) {
    if (values.size() > limit) values.erase(values.begin() + static_cast<std::ptrdiff_t>(limit), values.end());
}

}  // namespace

Status MetadataStore::check_exists(const TenantId& tenant) const {
    if (is_valid(tenant)) {
        if (registry_ == nullptr) return {};
        const auto known = registry_->get(tenant);
        if (!known) return tl::unexpected(known.error());
        if (*known && (*known)->state != ports::TenantState::Erased) return {};
    }
    return tl::unexpected(ports::no_tenant());
}

Status MetadataStore::write(Records& records, const ports::Write& write, Timestamp now) {
    if (const auto* put = std::get_if<Put>(&write)) {
        const auto& id = put->record.id;
        if (id.empty())
            return fail(ErrorCode::InvalidInput, "bad-record", "A record without an id can't be stored; give it one.");
        const auto found = records.find({put->record.kind, id});
        const auto* old = found == records.end() ? nullptr : &found->second;
        if (!satisfies(*put, old)) {
            return fail(ErrorCode::Conflict, "version", "This was changed meanwhile; read it again and repeat the change.", {},
                        id.str());
        }
        records[{put->record.kind, id}] = updated(*put, old, now);
    } else if (const auto* removal = std::get_if<ports::Remove>(&write)) {
        records.erase({removal->kind, removal->id});
    } else if (const auto* change = std::get_if<ports::SetState>(&write)) {
        const auto found = records.find({change->kind, change->id});
        if (found == records.end()) return {};
        found->second.state = change->state;
        found->second.due = change->due;
        found->second.updated_at = now;
        ++found->second.version;
    }
    return {};
}

Status MetadataStore::commit(const TenantId& tenant, const ports::Batch& batch) {
    if (auto exists = check_exists(tenant); !exists) return exists;
    const auto now = clock_.now();
    const std::lock_guard lock(mutex_);
    auto& data = tenants_[tenant];
    Records changed = data.records;  // all or nothing, the simple way
    for (const auto& one : batch.writes) {
        if (auto written = write(changed, one, now); !written) return written;
    }
    data.records = std::move(changed);
    for (auto event : batch.events) {
        if (event.at == Timestamp{}) event.at = now;
        event.sequence = data.events.size() + 1;
        event.id = crypto::random_id("evt", event.at);
        data.events.push_back(std::move(event));
    }
    for (auto entry : batch.audit) {
        if (entry.at == Timestamp{}) entry.at = now;
        entry.sequence = data.audit.size() + 1;
        entry.hash = ports::audit_hash(data.audit.empty() ? "" : data.audit.back().hash, entry);
        data.audit.push_back(std::move(entry));
    }
    return {};
}

Result<std::optional<Record>> MetadataStore::get(const TenantId& tenant, ports::RecordKind kind, const RecordId& id) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    const std::lock_guard lock(mutex_);
    const auto& records = tenants_[tenant].records;
    const auto found = records.find({kind, id});
    return found == records.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<Record>> MetadataStore::list(const TenantId& tenant, const RecordQuery& query) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    const std::lock_guard lock(mutex_);
    std::vector<Record> result;
    for (const auto& [key, record] : tenants_[tenant].records) {
        if (matches(record, query)) result.push_back(record);
    }
    if (query.order == RecordQuery::Order::NewestFirst) std::ranges::reverse(result);
    cut(result, query.limit);
    return result;
}

Result<std::vector<Record>> MetadataStore::due(const TenantId& tenant, ports::RecordKind kind, Timestamp now, std::size_t limit) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    const std::lock_guard lock(mutex_);
    std::vector<Record> result;
    for (const auto& [key, record] : tenants_[tenant].records) {
        if (record.kind == kind && record.due && *record.due <= now) result.push_back(record);
    }
    std::ranges::stable_sort(result, {}, [](const Record& record) { return *record.due; });
    cut(result, limit);
    return result;
}

Result<std::vector<ports::Event>> MetadataStore::events(const TenantId& tenant, std::uint64_t after, const std::string& subject,
                                                        std::size_t limit) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    const std::lock_guard lock(mutex_);
    std::vector<ports::Event> result;
    for (const auto& event : tenants_[tenant].events) {
        if (event.sequence > after && (subject.empty() || event.subject == subject)) result.push_back(event);
        if (result.size() > limit) break;
    }
    cut(result, limit);
    return result;
}

Result<std::vector<ports::AuditEntry>> MetadataStore::audit(const TenantId& tenant, std::uint64_t after, std::size_t limit) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    const std::lock_guard lock(mutex_);
    std::vector<ports::AuditEntry> result;
    for (const auto& entry : tenants_[tenant].audit) {
        if (entry.sequence > after) result.push_back(entry);
    }
    cut(result, limit);
    return result;
}

bool MetadataStore::holds(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    const auto found = tenants_.find(tenant);
    if (found == tenants_.end()) return false;
    const auto& data = found->second;
    return !data.records.empty() || !data.events.empty() || !data.audit.empty();
}

void MetadataStore::erase(const TenantId& tenant) {
    const std::lock_guard lock(mutex_);
    tenants_.erase(tenant);
}

}  // namespace bespoke::adapters::memory
