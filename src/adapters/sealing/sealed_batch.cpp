#include "adapters/sealing/sealed_batch.hpp"

#include "crypto/random.hpp"

namespace bespoke::adapters::sealing {

using ports::Put;

tl::unexpected<Error> changed_meanwhile(const RecordId& id) {
    return fail(ErrorCode::Conflict, "version", "This was changed meanwhile; read it again and repeat the change.", {}, id.str());
}

bool holds(const ports::Put& put, std::optional<std::uint64_t> version) {
    switch (put.condition) {
        case Put::If::Absent: return !version;
        case Put::If::Matches: return version == put.expected_version;
        case Put::If::Any: return true;
    }
    return false;
}

Place body_place(ports::RecordKind kind, const RecordId& id) {
    return {"record", std::string(to_string(kind)) + ":" + id.str(), "body"};
}

Place event_place(const std::string& id) { return {"event", "event:" + id, "data"}; }

Result<SealedBatch> seal_batch(Sealer& sealer, const ports::Batch& batch, Timestamp now) {
    SealedBatch result{&batch, now, {}, {}};
    for (const auto& write : batch.writes) {
        const auto* put = std::get_if<ports::Put>(&write);
        if (put == nullptr) continue;
        if (put->record.id.empty())
            return fail(ErrorCode::InvalidInput, "bad-record", "A record without an id can't be stored; give it one.");
        auto body = sealer.seal(body_place(put->record.kind, put->record.id), put->record.body);
        if (!body) return tl::unexpected(body.error());
        result.bodies.push_back(std::move(*body));
    }
    for (const auto& event : batch.events) {
        const auto at = event.at == Timestamp{} ? now : event.at;
        auto id = crypto::random_id("evt", at);
        auto data = sealer.seal(event_place(id), event.data);
        if (!data) return tl::unexpected(data.error());
        result.events.push_back({std::move(id), at, std::move(*data)});
    }
    return result;
}

}  // namespace bespoke::adapters::sealing
