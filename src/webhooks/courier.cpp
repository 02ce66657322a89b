#include "webhooks/courier.hpp"

#include "telemetry/log.hpp"
#include "webhooks/schedule.hpp"
#include "webhooks/sender.hpp"

namespace bespoke::webhooks {
namespace {

// Longer than the longest attempt, so that only a dead dispatcher's lease ends; short, so that a restart soon tries again.
constexpr std::chrono::seconds kLease{20};
constexpr std::size_t kView = 256;
constexpr int kStoreTries = 5;

Result<std::optional<Endpoint>> read_endpoint(ports::MetadataStore& store, const TenantId& tenant, const RecordId& id) {
    const auto record = store.get(tenant, ports::RecordKind::Webhook, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return std::optional<Endpoint>();
    auto endpoint = endpoint_from(**record);
    if (!endpoint) return tl::unexpected(endpoint.error());
    return std::optional<Endpoint>(std::move(*endpoint));
}

ports::Batch batch_of(const Settlement& settled) {
    ports::Batch batch;
    batch.writes.emplace_back(to_put(settled.delivery));
    if (settled.endpoint) batch.writes.emplace_back(to_put(*settled.endpoint));
    batch.events = settled.events;
    return batch;
}

/// How long a pending delivery may wait at most: for its lease, or as long as it was meant to after its last attempt.
std::chrono::milliseconds longest_wait(const Delivery& delivery) {
    const auto pause = pause_after(delivery.made, delivery.id.str()).value_or(kLease);
    return delivery.attempts.empty() ? pause : std::max(pause, *delivery.due - delivery.attempts.back().at);
}

std::string_view label_of(const Settlement& settled) {
    switch (settled.delivery.state) {
        case Delivery::State::Delivered: return "delivered";
        case Delivery::State::Dead: return "dead";
        case Delivery::State::Pending: return "failed";
    }
    return "failed";
}

}  // namespace

Result<std::vector<Errand>> Courier::take(const TenantId& tenant, Timestamp now, std::size_t limit) {
    const auto records = ports_.store.due(tenant, ports::RecordKind::Delivery, now, kView);
    if (!records) return tl::unexpected(records.error());
    std::vector<Errand> errands;
    std::vector<Delivery> blocked;
    for (const auto& record : *records) {
        if (errands.size() >= limit) return errands;
        if (auto errand = try_take(tenant, record, now, blocked)) errands.push_back(std::move(*errand));
    }
    if (records->size() >= kView) put_off(tenant, blocked);
    return errands;
}

std::optional<Errand> Courier::try_take(const TenantId& tenant, const ports::Record& record, Timestamp now,
                                        std::vector<Delivery>& blocked) {
    auto delivery = delivery_from(record);
    if (!delivery) {
        telemetry::log(telemetry::Level::Error, "webhook.damaged", "", {{"delivery", std::string_view(record.id.str())}});
        return std::nullopt;
    }
    auto endpoint = read_endpoint(ports_.store, tenant, delivery->endpoint);
    if (!endpoint) return std::nullopt;
    if (!*endpoint || (*endpoint)->state != Endpoint::State::Enabled) {
        end_without_endpoint(tenant, std::move(*delivery), *endpoint);
        return std::nullopt;
    }
    auto answer = breakers_.enter(tenant, delivery->endpoint, now);
    if (!answer.place) {
        delivery->due = answer.not_before;
        blocked.push_back(std::move(*delivery));
        return std::nullopt;
    }
    delivery->due = now + kLease;
    if (!ports_.store.commit(tenant, {.writes = {to_put(*delivery)}})) return std::nullopt;  // another one was faster
    ++delivery->version;
    return Errand{tenant, std::move(**endpoint), std::move(*delivery), std::move(*answer.place)};
}

void Courier::end_without_endpoint(const TenantId& tenant, Delivery delivery, const std::optional<Endpoint>& endpoint) {
    ports::Batch batch;
    if (endpoint) {
        delivery.state = Delivery::State::Dead;
        delivery.due.reset();
        delivery.dead_reason = "endpoint-disabled";
        batch.writes.emplace_back(to_put(delivery));
    } else {
        batch.writes.emplace_back(ports::Remove{ports::RecordKind::Delivery, delivery.id});
    }
    // A conflict means that somebody else has just decided about it.
    (void)ports_.store.commit(tenant, batch);
}

void Courier::put_off(const TenantId& tenant, const std::vector<Delivery>& blocked) {
    ports::Batch batch;
    for (const auto& delivery : blocked) batch.writes.emplace_back(to_put(delivery));
    // If one of them was changed meanwhile, nothing is done and the next look tries again.
    if (!batch.writes.empty()) (void)ports_.store.commit(tenant, batch);
}

Status Courier::recompute_timers(const TenantId& tenant, Timestamp now) {
    ports::RecordQuery query{
        .kind = ports::RecordKind::Delivery, .state = std::string(to_string(Delivery::State::Pending)), .limit = kView};
    while (true) {
        const auto records = ports_.store.list(tenant, query);
        if (!records) return tl::unexpected(records.error());
        for (const auto& record : *records) {
            auto delivery = delivery_from(record);
            if (!delivery || !delivery->due || *delivery->due <= now + longest_wait(*delivery)) continue;
            delivery->due = now + longest_wait(*delivery);
            const auto stored = ports_.store.commit(tenant, {.writes = {to_put(*delivery)}});
            // A conflict means that somebody else has just decided about it.
            if (!stored && stored.error().code != ErrorCode::Conflict) return stored;
        }
        if (records->size() < query.limit) return {};
        query.after = records->back().id;
    }
}

Status Courier::run(Errand errand) {
    auto outcome = attempt(errand);
    const auto now = ports_.clock.now();
    if (outcome.kind == Outcome::Kind::Failed) {
        breakers_.failed(errand.tenant, errand.endpoint.id, now);
    } else {
        breakers_.succeeded(errand.tenant, errand.endpoint.id);
    }
    return store(errand, outcome, now);
}

Outcome Courier::attempt(const Errand& errand) {
    const auto began = ports_.clock.now();
    const auto request = request_of(errand.endpoint, errand.delivery, ports::HttpRequest::Reach::Public, began);
    const auto answer = request ? ports_.http.send(*request, Deadline::after(kAttemptTime)) : tl::unexpected(request.error());
    auto outcome = judge(answer, began);
    outcome.attempt.took_ms = std::max<std::int64_t>(0, to_millis(ports_.clock.now()) - to_millis(began));
    ports_.metrics.observe("bespoke_webhook_seconds", {}, static_cast<double>(outcome.attempt.took_ms) / 1000.0);
    return outcome;
}

Status Courier::store(const Errand& errand, const Outcome& outcome, Timestamp now) {
    auto endpoint = errand.endpoint;
    Status stored;
    for (int tries = 0; tries < kStoreTries; ++tries) {
        const auto settled = settle(endpoint, errand.delivery, outcome, now);
        stored = ports_.store.commit(errand.tenant, batch_of(settled));
        if (stored) {
            ports_.metrics.add("bespoke_webhook_attempts_total", {{"outcome", label_of(settled)}});
            return stored;
        }
        if (stored.error().code != ErrorCode::Conflict) return stored;
        // The owner or another attempt has changed the endpoint: decide again with what it is now.
        auto fresh = read_endpoint(ports_.store, errand.tenant, endpoint.id);
        if (!fresh) return tl::unexpected(fresh.error());
        if (!*fresh)
            return ports_.store.commit(errand.tenant,
                                       {.writes = {ports::Remove{ports::RecordKind::Delivery, errand.delivery.id}}});
        endpoint = std::move(**fresh);
    }
    return stored;
}

}  // namespace bespoke::webhooks
