#pragma once

#include "adapters/aws/core/client.hpp"
#include "ports/clock.hpp"
#include "ports/key_service.hpp"
#include "ports/metadata_store.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// Keeps records, events and audit entries of all tenants in one table. A tenant's items lie in the partition TENANT#<tenant> and are reached
/// with the tenant's own session:
///
///     RECORD#<kind>#<id>   a record; in ByGroup under its kind and state, in ByDue by its due time
///     EVENT#<number>       an event
///     SUBJECT#<subject>#<number>   the same once more
///     AUDIT#<number>       an audit entry
///     HEAD                 numbers of the last event and audit entry, and the last audit hash
///     RESEAL               how far sealing anew has come (resealer.hpp)
///
/// Bodies and data are sealed under the tenant's key. A commit reads what it touches, works out what is to be, and writes it in one transaction
/// on condition that everything is still as it was read; else it begins anew. So numbers have no gaps, and a commit whose answer got lost is not
/// done twice (the transaction's token).
///
/// Deviations: list() of one state and due() go by indexes that lag by a moment, so what has just changed may be missing; what they give is as
/// stored. A batch may come to 100 changed items (each event counts as two, and one more if there are events or audit entries) and 3.7 MB, a
/// sealed body may have 350,000 bytes: `LimitExceeded` "batch-too-large", "record-too-large". A larger batch of nothing but removals is done in
/// pieces, so half of it may be done when it fails. There is no full disk. Safe from many threads and processes.
class MetadataStore final : public ports::MetadataStore {
public:
    struct Options {
        std::string table;
        int most_races = 40;  ///< how often a commit begins anew before it is `Unavailable` "throttled"
    };
    /// All of them outlive it.
    MetadataStore(Client& client, Options options, ports::KeyService& keys, ports::TenantRegistry& tenants,
                  const ports::Clock& clock)
        : client_(client), options_(std::move(options)), keys_(keys), tenants_(tenants), clock_(clock) {}

    Status commit(const TenantId&, const ports::Batch&) override;
    Result<std::optional<ports::Record>> get(const TenantId&, ports::RecordKind, const RecordId&) override;
    Result<std::vector<ports::Record>> list(const TenantId&, const ports::RecordQuery&) override;
    Result<std::vector<ports::Record>> due(const TenantId&, ports::RecordKind, Timestamp now, std::size_t limit) override;
    Result<std::vector<ports::Event>> events(const TenantId&, std::uint64_t after, const std::string& subject,
                                             std::size_t limit) override;
    Result<std::vector<ports::AuditEntry>> audit(const TenantId&, std::uint64_t after, std::size_t limit) override;

private:
    [[nodiscard]] Status check_exists(const TenantId&) const;
    Status commit_once(const TenantId&, const ports::Batch&);
    Client& client_;
    const Options options_;
    ports::KeyService& keys_;
    ports::TenantRegistry& tenants_;
    const ports::Clock& clock_;
};

}  // namespace bespoke::adapters::aws::dynamodb
