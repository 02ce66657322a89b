#pragma once

#include "adapters/sealing/sealer.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::adapters::sealing {

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

/// Where the sealed values of records and events stand.
Place body_place(ports::RecordKind kind, const RecordId& id);
Place event_place(const std::string& id);

/// True if a put's condition holds for the version that is stored, if any.
bool holds(const ports::Put&, std::optional<std::uint64_t> version);
/// What a put is refused with whose condition fails.
tl::unexpected<Error> changed_meanwhile(const RecordId&);

}  // namespace bespoke::adapters::sealing
