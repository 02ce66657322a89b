#pragma once

#include <map>
#include <mutex>
#include <string>

#include "adapters/local/sqlite/tenant_databases.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::local::sqlite {

/// After a rotation: seals records, events, executions and their histories anew that were sealed with another than the current
/// key, so that the old one can be retired. Works beside everything else that goes on; a crash loses at most the last few rows'
/// work.
class Resealer {
public:
    /// Both have to outlive this.
    Resealer(TenantDatabases& databases, ports::KeyService& keys) : databases_(databases), keys_(keys) {}

    /// Do up to `limit` values, and give how many were done. Fewer than `limit`: a whole pass over the file found none left.
    /// `Corrupt` "sealed" for a value that does not open. Each tenant by one thread at a time.
    Result<std::size_t> reseal(const TenantId& tenant, std::size_t limit);

private:
    /// Where a pass over a tenant's tables has got to, so that the next call does not begin at the first row again.
    struct Pass {
        std::string key_id;
        std::size_t table = 0;
        std::int64_t row = 0;
        std::size_t done = 0;
    };
    Result<std::size_t> advance(const TenantId& tenant, Pass& pass, std::size_t room);

    TenantDatabases& databases_;
    ports::KeyService& keys_;
    std::mutex mutex_;
    std::map<TenantId, Pass> passes_;
};

}  // namespace bespoke::adapters::local::sqlite
