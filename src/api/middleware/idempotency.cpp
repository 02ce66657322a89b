#include "api/middleware/idempotency.hpp"

#include "crypto/encoding.hpp"
#include "crypto/mac.hpp"
#include "crypto/random.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;
using ports::RecordKind;

constexpr std::chrono::hours kLife{24};
constexpr std::string_view kDone = "done", kOpen = "open";

/// The header's text may be personal: the store's index sees its MAC alone. Not under the tenant's key, which changes.
RecordId record_id(const OperationSpec& operation, std::string_view key) {
    return RecordId("idk_" + crypto::hex(crypto::hmac_sha256(as_bytes(operation.id), as_bytes(key))));
}

std::string sized(std::string_view part) { return fmt::format("{}:{}|", part.size(), part); }

/// What makes two requests the same: the operation, who it is for, and what it says, not how a form's boundary was drawn.
std::string fingerprint_of(const Exchange& exchange) {
    const auto& call = exchange.call;
    auto text = sized(exchange.request.path) + sized(json(call.query).dump(-1, ' ', false, json::error_handler_t::replace)) +
                sized(call.body.dump(-1, ' ', false, json::error_handler_t::replace));
    if (call.file) text += sized(call.file->name) + sized(call.file->media_type) + sha256_hex(call.file->content);
    return sha256_hex(as_bytes(text));
}

std::string fresh_seed(Timestamp now) {
    const auto id = crypto::random_id("x", now);
    return id.substr(id.find('_') + 1);
}

json to_json(const http::Response& response) {
    auto headers = json::array();
    for (const auto& [name, value] : response.headers.all()) headers.push_back({name, value});
    return {{"status", response.status}, {"headers", headers}, {"body", std::get<std::string>(response.body)}};
}

Result<http::Response> replay(const json& stored) {
    try {
        http::Response response;
        response.status = stored.at("status");
        for (const auto& field : stored.at("headers")) response.headers.add(field.at(0).get<std::string>(), field.at(1));
        response.headers.set("Idempotency-Replayed", "true");
        response.body = stored.at("body").get<std::string>();
        return response;
    } catch (const json::exception& error) {
        return fail(ErrorCode::Corrupt, "idempotency-record",
                    "The stored answer to this Idempotency-Key is damaged; see what the first request did, then take a new key.",
                    error.what());
    }
}

bool worth_storing(const Result<http::Response>& answer) {
    return answer && answer->status < 300 && std::holds_alternative<std::string>(answer->body);
}

/// The operation refused and did nothing; the next try may be another request.
bool refused(const Result<http::Response>& answer) {
    if (answer) return answer->status >= 400 && answer->status < 500;
    const auto code = answer.error().code;
    return code != ErrorCode::Unavailable && code != ErrorCode::Timeout && code != ErrorCode::Corrupt &&
           code != ErrorCode::Internal;
}

}  // namespace

struct IdempotencyKeys::Reservation {
    ports::Record record;
    std::optional<json> answer;  ///< stored by an earlier request
};

/// Holds a key against other threads of this process.
class IdempotencyKeys::InFlight {
public:
    InFlight(IdempotencyKeys& keys, const TenantId& tenant, const RecordId& id) : keys_(keys), name_(tenant.str(), id.str()) {
        const std::lock_guard lock(keys_.mutex_);
        mine_ = keys_.in_flight_.insert(name_).second;
    }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;
    ~InFlight() {
        if (!mine_) return;
        const std::lock_guard lock(keys_.mutex_);
        keys_.in_flight_.erase(name_);
    }
    [[nodiscard]] bool mine() const { return mine_; }

private:
    IdempotencyKeys& keys_;
    std::pair<std::string, std::string> name_;
    bool mine_ = false;
};

Result<std::optional<ports::Record>> IdempotencyKeys::find(const TenantId& tenant, const RecordId& id,
                                                           std::uint64_t& stale_version) const {
    auto found = store_.get(tenant, RecordKind::IdempotencyKey, id);
    if (!found || !*found) return found;
    const auto& record = **found;
    if (record.due && *record.due > clock_.now()) return found;
    stale_version = record.version;
    return std::nullopt;
}

Result<IdempotencyKeys::Reservation> IdempotencyKeys::reserve(const Exchange& exchange, const RecordId& id,
                                                              const std::string& fingerprint) const {
    std::uint64_t stale_version = 0;
    const auto& tenant = exchange.call.tenant();
    auto found = find(tenant, id, stale_version);
    if (!found) return tl::unexpected(found.error());
    if (*found) {
        const auto& body = (*found)->body;
        if (body.value("fingerprint", "") != fingerprint) {
            return fail(ErrorCode::InvalidInput, "idempotency-mismatch",
                        "This Idempotency-Key was used for another request; take a new one.", {}, "Idempotency-Key");
        }
        auto answer = (*found)->state == kDone ? std::optional(body.value("answer", json())) : std::nullopt;
        return Reservation{std::move(**found), std::move(answer)};
    }
    const auto now = clock_.now();
    ports::Put put{{RecordKind::IdempotencyKey,
                    id,
                    0,
                    std::string(kOpen),
                    now + kLife,
                    now,
                    now,
                    {{"fingerprint", fingerprint}, {"seed", fresh_seed(now)}}},
                   stale_version != 0 ? ports::Put::If::Matches : ports::Put::If::Absent,
                   stale_version};
    if (auto stored = store_.commit(tenant, {{put}, {}, {}}); !stored) return tl::unexpected(stored.error());
    put.record.version = stale_version + 1;
    return Reservation{std::move(put.record), std::nullopt};
}

/// Best effort: if this fails, the reservation stays open and the next try runs with the same seed.
void IdempotencyKeys::settle(const Exchange& exchange, const Reservation& reservation,
                             const Result<http::Response>& answer) const {
    const auto& tenant = exchange.call.tenant();
    Status settled;
    if (worth_storing(answer)) {
        auto record = reservation.record;
        record.state = kDone;
        record.body["answer"] = to_json(*answer);
        settled = store_.commit(tenant, {{ports::Put{record, ports::Put::If::Matches, record.version}}, {}, {}});
    } else if (refused(answer)) {
        settled = store_.commit(tenant, {{ports::Remove{RecordKind::IdempotencyKey, reservation.record.id}}, {}, {}});
    }
    if (!settled) {
        telemetry::log(telemetry::Level::Warning, "idempotency-not-settled", exchange.request.trace.trace_id,
                       {{"operation", exchange.spec.id}, {"reason", settled.error().reason}});
    }
}

Result<http::Response> IdempotencyKeys::run_once(Exchange& exchange, const Next& next, const RecordId& id) const {
    auto reservation = reserve(exchange, id, fingerprint_of(exchange));
    if (!reservation) return tl::unexpected(reservation.error());
    if (reservation->answer) return replay(*reservation->answer);
    exchange.call.seed = reservation->record.body.value("seed", "");
    auto answer = next(exchange);
    settle(exchange, *reservation, answer);
    return answer;
}

Result<http::Response> IdempotencyKeys::handle(Exchange& exchange, const Next& next) {
    const auto key = exchange.request.headers.get("Idempotency-Key");
    if (exchange.spec.idempotency == Idempotency::None || !key || !exchange.call.principal) return next(exchange);
    const auto id = record_id(exchange.spec, *key);
    const InFlight in_flight(*this, exchange.call.tenant(), id);
    if (!in_flight.mine()) {
        exchange.headers.set("Retry-After", "1");
        return fail(ErrorCode::Conflict, "idempotency-in-flight",
                    "The first request with this Idempotency-Key is still at work; try again in a moment.");
    }
    return run_once(exchange, next, id);
}

}  // namespace bespoke::api
