#pragma once

#include "adapters/local/sqlite/connection.hpp"
#include "adapters/local/sqlite/sealer.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::adapters::local::sqlite {

/// A batch with all that can be done before the transaction done: bodies and data sealed, events named. Refers to the batch, which has
/// to outlive it.
struct SealedBatch {
    const ports::Batch* batch = nullptr;
    Timestamp now{};
    std::vector<Bytes> bodies;  ///< of the puts, in order
    struct Event {
        std::string id;
        Timestamp at{};
        Bytes data;
    };
    std::vector<Event> events;
};

/// Errors of the key service; `InvalidInput` "bad-record" if a record has no id.
/// `now` is the time of change of what is put, and of events and audit entries that name none.
Result<SealedBatch> seal_batch(Sealer& sealer, const ports::Batch& batch, Timestamp now);

/// Do all of a batch inside an open transaction; on failure the caller undoes it. `Conflict` "version" if a condition fails. Throws
/// SQLite::Exception.
Status apply(Connection& connection, const SealedBatch& batch);

/// Where the sealed values of records and events stand.
Place body_place(ports::RecordKind kind, const RecordId& id);
Place event_place(const std::string& id);

}  // namespace bespoke::adapters::local::sqlite
