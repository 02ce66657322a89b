#include "webhooks/delivery.hpp"

#include "base/bytes.hpp"
#include "base/rfc3339.hpp"

namespace bespoke::webhooks {
namespace {

using nlohmann::json;

constexpr std::size_t kMostKeptAttempts = 30;
constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kIdLetters = 26, kTimeLetters = 10;

Delivery::State state_from(const std::string& text) {
    if (text == "pending") return Delivery::State::Pending;
    return text == "delivered" ? Delivery::State::Delivered : Delivery::State::Dead;
}

json to_json(const Attempt& attempt) {
    return {{"at", to_millis(attempt.at)}, {"status", attempt.status}, {"error", attempt.error}, {"tookMs", attempt.took_ms}};
}

Attempt attempt_from(const json& body) {
    return {from_millis(body.at("at").get<std::int64_t>()), body.at("status").get<int>(), body.at("error").get<std::string>(),
            body.at("tookMs").get<std::int64_t>()};
}

json attempts_json(const std::vector<Attempt>& attempts) {
    auto list = json::array();
    const auto skipped = attempts.size() > kMostKeptAttempts ? attempts.size() - kMostKeptAttempts : 0;
    for (auto at = skipped; at < attempts.size(); ++at) list.push_back(to_json(attempts[at]));
    return list;
}

}  // namespace

std::string_view to_string(Delivery::State state) {
    switch (state) {
        case Delivery::State::Pending: return "pending";
        case Delivery::State::Delivered: return "delivered";
        case Delivery::State::Dead: return "dead";
    }
    return "";
}

RecordId delivery_id(const std::string& event_id, const RecordId& endpoint) {
    const auto underscore = event_id.find('_');
    const auto own = underscore == std::string::npos ? std::string() : event_id.substr(underscore + 1);
    const auto hash = sha256_hex(as_bytes(event_id + "/" + endpoint.str()));
    auto id = own.size() == kIdLetters ? own.substr(0, kTimeLetters) : std::string(kTimeLetters, '0');
    for (std::size_t at = 0; id.size() < kIdLetters; at += 2) {
        id += kCrockford[static_cast<std::size_t>(std::stoi(hash.substr(at, 2), nullptr, 16)) % kCrockford.size()];
    }
    return RecordId("dlv_" + id);
}

Delivery delivery_of(const ports::Event& event, const RecordId& endpoint, Timestamp now) {
    const nlohmann::ordered_json body{{"type", event.type},
                                      {"timestamp", to_rfc3339(event.at)},
                                      {"id", event.id},
                                      {"subject", event.subject},
                                      {"data", event.data}};
    return {.id = delivery_id(event.id, endpoint),
            .created_at = now,
            .endpoint = endpoint,
            .event_id = event.id,
            .event_type = event.type,
            .body = body.dump(-1, ' ', false, json::error_handler_t::replace),
            .due = now};
}

ports::Put to_put(const Delivery& delivery) {
    json body{{"endpoint", delivery.endpoint.str()},
              {"eventId", delivery.event_id},
              {"eventType", delivery.event_type},
              {"body", delivery.body},
              {"made", delivery.made},
              {"attempts", attempts_json(delivery.attempts)}};
    if (!delivery.dead_reason.empty()) body["deadReason"] = delivery.dead_reason;
    ports::Put put;
    put.record = {.kind = ports::RecordKind::Delivery,
                  .id = delivery.id,
                  .state = std::string(to_string(delivery.state)),
                  .due = delivery.due,
                  .created_at = delivery.created_at,
                  .body = std::move(body)};
    put.condition = delivery.version == 0 ? ports::Put::If::Absent : ports::Put::If::Matches;
    put.expected_version = delivery.version;
    return put;
}

Result<Delivery> delivery_from(const ports::Record& record) {
    try {
        const auto& body = record.body;
        Delivery delivery{
            .id = record.id, .version = record.version, .created_at = record.created_at, .updated_at = record.updated_at};
        delivery.endpoint = RecordId(body.at("endpoint").get<std::string>());
        delivery.event_id = body.at("eventId").get<std::string>();
        delivery.event_type = body.at("eventType").get<std::string>();
        delivery.body = body.at("body").get<std::string>();
        delivery.state = state_from(record.state);
        delivery.due = record.due;
        delivery.made = body.at("made").get<int>();
        for (const auto& one : body.at("attempts")) delivery.attempts.push_back(attempt_from(one));
        delivery.dead_reason = body.value("deadReason", "");
        return delivery;
    } catch (const json::exception& error) {
        return fail(ErrorCode::Corrupt, "delivery", "The delivery's record is damaged; send the event again.", error.what(),
                    record.id.str());
    }
}

}  // namespace bespoke::webhooks
