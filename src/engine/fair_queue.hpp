#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::engine {

/// Whose turn it is: tenants with due work go round, so none waits for another's queue. Knows when each tenant has work due, not
/// what; the journal knows that. Rebuilt from the journal at start. Safe from many threads.
class FairQueue {
public:
    /// `jobs_per_tenant`: how many turns a tenant may have at once.
    explicit FairQueue(int jobs_per_tenant) : jobs_per_tenant_(jobs_per_tenant) {}

    /// A turn lasts from take() to done().
    struct Turn {
        TenantId tenant;
        std::uint64_t notes = 0;  ///< how many note() had come when the turn began
    };
    /// The tenant has work due then, or earlier.
    void note(const TenantId&, Timestamp due);
    /// The next tenant that has work due and a turn free.
    std::optional<Turn> take(Timestamp now);
    void done(const Turn&);
    /// The journal says that the tenant's next work is due then, or that there is none; a note() since the turn began stands.
    void settle(const Turn&, std::optional<Timestamp> due);
    void drop(const TenantId&);

    /// Wait until a note(), a done() or wake_all(), or for `longest`; not at all if work is due at `now`.
    void wait(Timestamp now, std::chrono::milliseconds longest);
    void wake_all();
    /// All that had work since the start.
    [[nodiscard]] std::vector<TenantId> tenants() const;
    /// Tenants with work due and no turn.
    [[nodiscard]] std::size_t waiting(Timestamp now) const;

private:
    struct Entry {
        std::optional<Timestamp> due;
        int turns = 0;
        std::uint64_t notes = 0;
    };
    [[nodiscard]] bool ready(const Entry& entry, Timestamp now) const;
    [[nodiscard]] std::optional<Timestamp> next_due() const;

    const int jobs_per_tenant_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<TenantId, Entry> entries_;
    TenantId last_;  ///< who had the newest turn
    std::uint64_t wakes_ = 0;
};

}  // namespace bespoke::engine
