#pragma once

#include <functional>

#include "service/service_ports.hpp"

namespace bespoke::service {

/// What the operator grants a tenant.
struct Quotas {
    std::size_t active_jobs = 1'000;
    std::size_t jobs_per_day = 10'000;
    std::size_t documents = 10'000;
    std::uint64_t stored_bytes = 5ULL * 1024 * 1024 * 1024;  ///< of documents
};
/// The defaults where nothing else was granted.
Result<Quotas> get_quotas(const ServicePorts&, const TenantId&);
/// By the operator alone.
Status set_quotas(const ServicePorts&, const TenantId&, const Quotas&);

/// What is used of them. Jobs are counted by the UTC day.
struct Usage {
    Timestamp period_start{}, period_end{};
    std::size_t jobs = 0, documents = 0;
    std::uint64_t stored_bytes = 0;
    Quotas quotas;
};
Result<Usage> get_usage(const ServicePorts&, const TenantId&);

/// What an operation adds to the usage, or takes from it.
struct UsageChange {
    std::int64_t jobs = 0, documents = 0, stored_bytes = 0;
};

/// `LimitExceeded` "quota" if a change would pass what is left at the moment. Reserves nothing: commit_counted() decides.
Status check_room(const ServicePorts&, const TenantId&, const UsageChange&);

/// Commit a batch together with its change of the usage, so that the counts are exact whatever happens to the process.
/// `LimitExceeded` "quota" and nothing done if what grows would pass its quota; other errors are the store's. One at a time a
/// tenant.
Status commit_counted(const ServicePorts&, const TenantId&, const UsageChange&, const ports::Batch&);

}  // namespace bespoke::service
