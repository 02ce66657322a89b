#include "adapters/local/sqlite/batch.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using ports::Put;

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

std::optional<std::uint64_t> version_of(Connection& connection, const ports::Record& record) {
    auto rows = connection.query("SELECT version FROM record WHERE kind = ? AND id = ?", to_string(record.kind), record.id.str());
    if (!rows.next()) return std::nullopt;
    return static_cast<std::uint64_t>(rows.integer(0));
}

Status put(Connection& connection, const Put& put, const Bytes& body, Timestamp now) {
    const auto& record = put.record;
    if (!sealing::holds(put, version_of(connection, record))) return sealing::changed_meanwhile(record.id);
    connection.run(
        "INSERT INTO record (kind, id, version, state, due, created_at, updated_at, body) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7) "
        "ON CONFLICT (kind, id) DO UPDATE SET version = version + 1, state = ?3, due = ?4, updated_at = ?6, body = ?7",
        to_string(record.kind), record.id.str(), record.state, record.due, record.created_at, now, body);
    return {};
}

void remove(Connection& connection, const ports::Remove& removal) {
    connection.run("DELETE FROM record WHERE kind = ? AND id = ?", to_string(removal.kind), removal.id.str());
}

void set_state(Connection& connection, const ports::SetState& change, Timestamp now) {
    connection.run("UPDATE record SET version = version + 1, state = ?, due = ?, updated_at = ? WHERE kind = ? AND id = ?",
                   change.state, change.due, now, to_string(change.kind), change.id.str());
}

std::int64_t next_sequence(Connection& connection, const char* sql) {
    auto rows = connection.query(sql);
    return rows.next() ? rows.integer(0) + 1 : 1;
}

void append(Connection& connection, const ports::Event& event, const SealedBatch::Event& sealed) {
    const auto sequence = next_sequence(connection, "SELECT max(sequence) FROM event");
    connection.run("INSERT INTO event (sequence, id, type, subject, at, data) VALUES (?, ?, ?, ?, ?, ?)", sequence, sealed.id,
                   event.type, event.subject, sealed.at, sealed.data);
}

void append(Connection& connection, ports::AuditEntry entry, Timestamp now) {
    if (entry.at == Timestamp{}) entry.at = now;
    std::string previous;
    {
        auto rows = connection.query("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
        entry.sequence = 1;
        if (rows.next()) {
            entry.sequence = static_cast<std::uint64_t>(rows.integer(0)) + 1;
            previous = rows.text(1);
        }
    }
    connection.run(
        "INSERT INTO audit (sequence, at, actor, action, object, outcome, trace, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        entry.sequence, entry.at, entry.actor, entry.action, entry.object, entry.outcome, entry.trace,
        ports::audit_hash(previous, entry));
}

Status apply_writes(Connection& connection, const SealedBatch& batch, Timestamp now) {
    auto body = batch.bodies.begin();
    for (const auto& write : batch.batch->writes) {
        auto done =
            std::visit(Overloaded{
                           [&](const Put& value) { return put(connection, value, *body++, now); },
                           [&](const ports::Remove& value) -> Status { return remove(connection, value), Status{}; },
                           [&](const ports::SetState& value) -> Status { return set_state(connection, value, now), Status{}; },
                       },
                       write);
        if (!done) return done;
    }
    return {};
}

}  // namespace

Status apply(Connection& connection, const SealedBatch& batch) {
    if (auto written = apply_writes(connection, batch, batch.now); !written) return written;
    for (std::size_t i = 0; i < batch.events.size(); ++i) append(connection, batch.batch->events[i], batch.events[i]);
    for (const auto& entry : batch.batch->audit) append(connection, entry, batch.now);
    return {};
}

}  // namespace bespoke::adapters::local::sqlite
