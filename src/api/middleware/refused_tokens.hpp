#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "ports/clock.hpp"
#include "ports/ledger.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::api {

/// Why a bearer token was refused, for the audit alone: everybody else is told the same whatever it was.
struct RefusedToken {
    std::optional<TenantId> tenant;  ///< whose it truly is: only where its signature held and the tenant is active
    std::string cause;               ///< one of our own words, nothing of the token
    std::string trace;
};

/// Writes an audit entry `token_refused` with the cause as outcome: into the tenant's chain, or, where nobody knows whose token it was, into
/// the service's own ledger, hash-chained by process in the same way. A flood fills no disk: of each cause one entry at once, and after a
/// minute one more that says how many followed; over `kMostCauses` causes a minute the rest is "other". What can't be written is in the log
/// only, and the token is refused nevertheless. Safe from many threads.
class RefusedTokens {
public:
    static constexpr std::size_t kMostCauses = 8;
    static constexpr std::chrono::minutes kWindow{1};
    RefusedTokens(ports::MetadataStore&, ports::Ledger&, ports::Clock&);
    void note(const RefusedToken&);

private:
    /// Tenant, or empty for the service, and cause.
    using Key = std::pair<std::string, std::string>;
    struct Window {
        Timestamp begin{};
        std::uint64_t more = 0;  ///< behind the first
    };
    using Entries = std::vector<std::pair<std::string, ports::AuditEntry>>;

    /// Counts the refusal, and gives what is to be written now.
    Entries count(const RefusedToken&);
    void close_old_windows(Timestamp now, Entries&);
    [[nodiscard]] std::size_t causes_of(const std::string& chain) const;
    Status write(const std::string& chain, ports::AuditEntry);
    Status write_to_ledger(ports::AuditEntry);

    ports::MetadataStore& store_;
    ports::Ledger& ledger_;
    ports::Clock& clock_;
    std::mutex mutex_, ledger_mutex_;
    std::map<Key, Window> windows_;
    std::string chain_id_, last_hash_;
    std::uint64_t sequence_ = 0;
};

}  // namespace bespoke::api
