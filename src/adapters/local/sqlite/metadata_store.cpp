#include "adapters/local/sqlite/metadata_store.hpp"

#include <algorithm>
#include <limits>

#include "adapters/local/sqlite/batch.hpp"
#include "adapters/local/sqlite/sealer.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using ports::Record;
using ports::RecordKind;
using ports::RecordQuery;

/// A value as it came from the file, its sealed part still closed: opening takes longer than reading, so it waits until the
/// snapshot has been given back.
template <class T>
struct Closed {
    T value;
    Bytes sealed;
};

/// "No limit" of the caller has to stay a number that SQLite takes.
std::int64_t row_limit(std::size_t limit) {
    return static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int32_t>::max()));
}

// A macro, so that statements are put together by the compiler and by nothing else.
#define RECORD_COLUMNS "SELECT id, version, state, due, created_at, updated_at, body FROM record "

Closed<Record> read_record(const Rows& rows, RecordKind kind) {
    Closed<Record> result;
    result.value.kind = kind;
    result.value.id = RecordId(rows.text(0));
    result.value.version = static_cast<std::uint64_t>(rows.integer(1));
    result.value.state = rows.text(2);
    result.value.due = rows.maybe_time(3);
    result.value.created_at = rows.time(4);
    result.value.updated_at = rows.time(5);
    result.sealed = rows.bytes(6);
    return result;
}

std::vector<Closed<Record>> read_records(Rows rows, RecordKind kind) {
    std::vector<Closed<Record>> result;
    while (rows.next()) result.push_back(read_record(rows, kind));
    return result;
}

/// Four fixed statements instead of one that is put together or one that no index serves.
Rows select(Connection& connection, const RecordQuery& query) {
    const bool newest_first = query.order == RecordQuery::Order::NewestFirst;
    // Behind every id there is: ids are ASCII.
    const std::string after = newest_first && query.after.empty() ? "\x7f" : query.after.str();
    const auto kind = to_string(query.kind);
    const auto limit = row_limit(query.limit);
    if (query.state && newest_first) {
        return connection.query(RECORD_COLUMNS "WHERE kind = ? AND state = ? AND id < ? ORDER BY id DESC LIMIT ?", kind,
                                *query.state, after, limit);
    }
    if (query.state) {
        return connection.query(RECORD_COLUMNS "WHERE kind = ? AND state = ? AND id > ? ORDER BY id LIMIT ?", kind, *query.state,
                                after, limit);
    }
    if (newest_first)
        return connection.query(RECORD_COLUMNS "WHERE kind = ? AND id < ? ORDER BY id DESC LIMIT ?", kind, after, limit);
    return connection.query(RECORD_COLUMNS "WHERE kind = ? AND id > ? ORDER BY id LIMIT ?", kind, after, limit);
}

Result<Record> open_record(Sealer& sealer, Closed<Record> closed) {
    auto body = sealer.open(body_place(closed.value.kind, closed.value.id), closed.sealed);
    if (!body) return tl::unexpected(body.error());
    closed.value.body = std::move(*body);
    return std::move(closed.value);
}

Result<ports::Event> open_event(Sealer& sealer, Closed<ports::Event> closed) {
    auto data = sealer.open(event_place(closed.value.id), closed.sealed);
    if (!data) return tl::unexpected(data.error());
    closed.value.data = std::move(*data);
    return std::move(closed.value);
}

template <class T, class Open>
Result<std::vector<T>> open_all(Sealer sealer, Result<std::vector<Closed<T>>> rows, const Open& open) {
    if (!rows) return tl::unexpected(rows.error());
    std::vector<T> result;
    result.reserve(rows->size());
    for (auto& row : *rows) {
        auto value = open(sealer, std::move(row));
        if (!value) return tl::unexpected(value.error());
        result.push_back(std::move(*value));
    }
    return result;
}

std::vector<Closed<ports::Event>> read_events(Rows rows) {
    std::vector<Closed<ports::Event>> result;
    while (rows.next()) {
        auto& [event, sealed] = result.emplace_back();
        event.sequence = static_cast<std::uint64_t>(rows.integer(0));
        event.id = rows.text(1);
        event.type = rows.text(2);
        event.subject = rows.text(3);
        event.at = rows.time(4);
        sealed = rows.bytes(5);
    }
    return result;
}

std::vector<ports::AuditEntry> read_audit(Rows rows) {
    std::vector<ports::AuditEntry> result;
    while (rows.next()) {
        result.push_back({static_cast<std::uint64_t>(rows.integer(0)), rows.time(1), rows.text(2), rows.text(3), rows.text(4),
                          rows.text(5), rows.text(6), rows.text(7)});
    }
    return result;
}

/// Run a read-only function on the tenant's database.
template <class T, class Function>
Result<T> read(TenantDatabases& databases, const TenantId& tenant, const Function& function) {
    const auto database = databases.open(tenant);
    if (!database) return tl::unexpected(database.error());
    return (*database)->read([&](Connection& connection) -> Result<T> { return function(connection); });
}

}  // namespace

Status MetadataStore::commit(const TenantId& tenant, const ports::Batch& batch) {
    const auto database = databases_.open(tenant);
    if (!database) return tl::unexpected(database.error());
    Sealer sealer(keys_, tenant);
    const auto sealed = seal_batch(sealer, batch, clock_.now());
    if (!sealed) return tl::unexpected(sealed.error());
    return (*database)->write([&](Connection& connection) { return apply(connection, *sealed); });
}

Result<std::optional<Record>> MetadataStore::get(const TenantId& tenant, RecordKind kind, const RecordId& id) {
    auto rows = read<std::vector<Closed<Record>>>(databases_, tenant, [&](Connection& connection) {
        return read_records(connection.query(RECORD_COLUMNS "WHERE kind = ? AND id = ?", to_string(kind), id.str()), kind);
    });
    auto records = open_all<Record>(Sealer(keys_, tenant), std::move(rows), open_record);
    if (!records) return tl::unexpected(records.error());
    if (records->empty()) return std::nullopt;
    return std::move(records->front());
}

Result<std::vector<Record>> MetadataStore::list(const TenantId& tenant, const RecordQuery& query) {
    auto rows = read<std::vector<Closed<Record>>>(
        databases_, tenant, [&](Connection& connection) { return read_records(select(connection, query), query.kind); });
    return open_all<Record>(Sealer(keys_, tenant), std::move(rows), open_record);
}

Result<std::vector<Record>> MetadataStore::due(const TenantId& tenant, RecordKind kind, Timestamp now, std::size_t limit) {
    auto rows = read<std::vector<Closed<Record>>>(databases_, tenant, [&](Connection& connection) {
        return read_records(connection.query(RECORD_COLUMNS "WHERE kind = ? AND due <= ? ORDER BY due, id LIMIT ?",
                                             to_string(kind), now, row_limit(limit)),
                            kind);
    });
    return open_all<Record>(Sealer(keys_, tenant), std::move(rows), open_record);
}

Result<std::vector<ports::Event>> MetadataStore::events(const TenantId& tenant, std::uint64_t after, const std::string& subject,
                                                        std::size_t limit) {
    auto rows = read<std::vector<Closed<ports::Event>>>(databases_, tenant, [&](Connection& connection) {
        if (subject.empty()) {
            return read_events(connection.query(
                "SELECT sequence, id, type, subject, at, data FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?", after,
                row_limit(limit)));
        }
        return read_events(
            connection.query("SELECT sequence, id, type, subject, at, data FROM event WHERE subject = ? AND sequence > ? ORDER "
                             "BY sequence LIMIT ?",
                             subject, after, row_limit(limit)));
    });
    return open_all<ports::Event>(Sealer(keys_, tenant), std::move(rows), open_event);
}

Result<std::vector<ports::AuditEntry>> MetadataStore::audit(const TenantId& tenant, std::uint64_t after, std::size_t limit) {
    return read<std::vector<ports::AuditEntry>>(databases_, tenant, [&](Connection& connection) {
        return read_audit(
            connection.query("SELECT sequence, at, actor, action, object, outcome, trace, hash FROM audit WHERE sequence > ? "
                             "ORDER BY sequence LIMIT ?",
                             after, row_limit(limit)));
    });
}

}  // namespace bespoke::adapters::local::sqlite
