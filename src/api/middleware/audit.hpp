#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "api/exchange.hpp"
#include "ports/clock.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::api {

/// Writes one audit entry for every access to a tenant's data, refused ones too, before the answer goes out: if it can't be written,
/// the answer is that failure. A tenant that has just been erased has no audit chain any more.
///
/// On a full disk reading goes on: the entry of a GET goes to the log at once and waits in memory for the next that can be written. Only so
/// many wait a tenant; then reading is refused as well.
class Audit : public Middleware {
public:
    Audit(ports::MetadataStore& store, ports::Clock& clock) : store_(store), clock_(clock) {}
    Result<http::Response> handle(Exchange&, const Next&) override;
    static constexpr std::size_t kMostWaiting = 1'000;

private:
    using Entries = std::vector<ports::AuditEntry>;
    /// The tenant's waiting entries and this one.
    Status write(const TenantId&, const ports::AuditEntry&);
    /// False if there is no room for it.
    bool keep_for_later(const TenantId&, const ports::AuditEntry&);
    Entries take_waiting(const TenantId&);

    std::mutex mutex_;
    std::map<TenantId, Entries> waiting_;
    ports::MetadataStore& store_;
    ports::Clock& clock_;
};

}  // namespace bespoke::api
