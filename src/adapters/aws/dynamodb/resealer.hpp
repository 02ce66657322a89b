#pragma once

#include <optional>

#include "adapters/aws/dynamodb/partition.hpp"
#include "ports/clock.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// One walk over all that is sealed of a tenant, from the first item to the last.
struct ResealPass {
    std::string key_id;  ///< the current key when it began
    Timestamp began{};
    enum class State { Going, Through } state = State::Going;
    std::string after;           ///< sort key of the item that it has come to; empty at the beginning
    std::uint64_t resealed = 0;  ///< values that another key had sealed
    std::uint64_t damaged = 0;   ///< values that do not open; they are left as they are
    Timestamp last_resealed{};   ///< by this pass or one before; zero: never
};

/// After a rotation: seals records and events anew that were sealed with another than the current key, so that the old one can be retired.
/// Bodies change, versions don't: nobody's read is outdated by it. How far it has come stands in the tenant's partition (RESEAL), so whoever
/// comes next goes on; two at once do the same work twice and no harm. Works beside everything else that goes on.
///
/// A commit that was under way may put a value back as an earlier key sealed it, behind the pass; so nobody may retire a key for what a pass
/// says that began less than the longest commit after `last_resealed`. Safe from many threads and processes.
class Resealer {
public:
    /// All outlive it.
    Resealer(Client& client, std::string table, ports::KeyService& keys, const ports::Clock& clock)
        : table_(client, std::move(table)), keys_(keys), clock_(clock) {}

    /// The last pass, if there was one.
    Result<std::optional<ResealPass>> last(const TenantId&) const;
    /// A new one from the start.
    Result<ResealPass> begin(const TenantId&);
    /// Go on with it to its end; `damaged` values don't keep it from there. `Timeout` "deadline": there was no time for all, and the next call goes on. Errors of the key service.
    Result<ResealPass> go_on(const TenantId&, ResealPass, Deadline);

private:
    enum class More { No, Yes };
    Result<More> step(const TenantId&, ResealPass&, const char* prefix, Deadline);
    Status store(const TenantId&, const ResealPass&) const;

    const Table table_;
    ports::KeyService& keys_;
    const ports::Clock& clock_;
};

}  // namespace bespoke::adapters::aws::dynamodb
