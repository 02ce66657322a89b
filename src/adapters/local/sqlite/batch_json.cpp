#include "adapters/local/sqlite/batch_json.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using nlohmann::json;

json time_or_null(const std::optional<Timestamp>& at) { return at ? json(to_millis(*at)) : json(); }

std::optional<Timestamp> maybe_time(const json& value) {
    if (value.is_null()) return std::nullopt;
    return from_millis(value.get<std::int64_t>());
}

json write_to_json(const ports::Write& write) {
    if (const auto* put = std::get_if<ports::Put>(&write)) {
        const auto& record = put->record;
        return {{"put", to_string(record.kind)},
                {"id", record.id.str()},
                {"state", record.state},
                {"due", time_or_null(record.due)},
                {"created", to_millis(record.created_at)},
                {"body", record.body},
                {"if", static_cast<int>(put->condition)},
                {"expected", put->expected_version}};
    }
    if (const auto* removal = std::get_if<ports::Remove>(&write))
        return {{"remove", to_string(removal->kind)}, {"id", removal->id.str()}};
    const auto& change = std::get<ports::SetState>(write);
    return {{"set", to_string(change.kind)}, {"id", change.id.str()}, {"state", change.state}, {"due", time_or_null(change.due)}};
}

ports::RecordKind kind_at(const json& value, const char* name) {
    // A spelling that is not known can only come from a newer version, which would have raised the schema's number.
    return ports::record_kind(value.at(name).get<std::string>()).value_or(ports::RecordKind::Marker);
}

ports::Write write_from_json(const json& value) {
    const RecordId id(value.at("id").get<std::string>());
    if (value.contains("remove")) return ports::Remove{kind_at(value, "remove"), id};
    const auto state = value.at("state").get<std::string>();
    const auto due = maybe_time(value.at("due"));
    if (value.contains("set")) return ports::SetState{kind_at(value, "set"), id, state, due};
    ports::Put put;
    put.record = {kind_at(value, "put"), id, 0, state, due, from_millis(value.at("created").get<std::int64_t>()), {},
                  value.at("body")};
    put.condition = static_cast<ports::Put::If>(value.at("if").get<int>());
    put.expected_version = value.at("expected").get<std::uint64_t>();
    return put;
}

}  // namespace

json to_json(const ports::Batch& batch) {
    json result = {{"writes", json::array()}, {"events", json::array()}, {"audit", json::array()}};
    for (const auto& write : batch.writes) result["writes"].push_back(write_to_json(write));
    for (const auto& event : batch.events) {
        result["events"].push_back(
            {{"type", event.type}, {"subject", event.subject}, {"at", to_millis(event.at)}, {"data", event.data}});
    }
    for (const auto& entry : batch.audit) {
        result["audit"].push_back({{"at", to_millis(entry.at)},
                                   {"actor", entry.actor},
                                   {"action", entry.action},
                                   {"object", entry.object},
                                   {"outcome", entry.outcome},
                                   {"trace", entry.trace}});
    }
    return result;
}

ports::Batch batch_from_json(const json& value) {
    ports::Batch batch;
    for (const auto& write : value.at("writes")) batch.writes.push_back(write_from_json(write));
    for (const auto& event : value.at("events")) {
        batch.events.push_back(
            {0, {}, event.at("type"), event.at("subject"), from_millis(event.at("at").get<std::int64_t>()), event.at("data")});
    }
    for (const auto& entry : value.at("audit")) {
        batch.audit.push_back({0,
                               from_millis(entry.at("at").get<std::int64_t>()),
                               entry.at("actor"),
                               entry.at("action"),
                               entry.at("object"),
                               entry.at("outcome"),
                               entry.at("trace"),
                               {}});
    }
    return batch;
}

}  // namespace bespoke::adapters::local::sqlite
