#pragma once

#include <mutex>
#include <set>

#include "api/exchange.hpp"
#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::api {

/// Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07). The first request with a key reserves it (a record, with a seed for
/// ids) before its operation runs; a success is stored behind it for 24 h, and the same request again gets the stored answer byte for
/// byte with `Idempotency-Replayed: true`. Another request with the key is `InvalidInput` "idempotency-mismatch" (422), the same one
/// while the first is at work `Conflict` "idempotency-in-flight" (409). A refusal frees the key. A reservation whose process died, or
/// whose operation failed on our side, is taken over by the next try, which runs with the same seed and so finds what the first one did.
/// One process at a time serves a tenant. Safe from many threads.
class IdempotencyKeys : public Middleware {
public:
    IdempotencyKeys(ports::MetadataStore& store, ports::Clock& clock) : store_(store), clock_(clock) {}
    Result<http::Response> handle(Exchange&, const Next&) override;

private:
    struct Reservation;
    class InFlight;
    /// The record as it stands, unless its time is over.
    Result<std::optional<ports::Record>> find(const TenantId&, const RecordId&, std::uint64_t& stale_version) const;
    Result<Reservation> reserve(const Exchange&, const RecordId&, const std::string& fingerprint) const;
    Result<http::Response> run_once(Exchange&, const Next&, const RecordId&) const;
    void settle(const Exchange&, const Reservation&, const Result<http::Response>&) const;
    ports::MetadataStore& store_;
    ports::Clock& clock_;
    std::mutex mutex_;
    std::set<std::pair<std::string, std::string>> in_flight_;  ///< tenant and record id
};

}  // namespace bespoke::api
