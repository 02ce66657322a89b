#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "ports/clock.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// A registry that remembers for a moment that a tenant is active, since every call of a store asks. Only that: who is suspended, erased or
/// unknown is asked for anew each time, so a resumed or new tenant is served at once.
///
/// No process serves a tenant for longer than `trust` after another suspended or erased it; here it stops at once. And set_state() comes back
/// from such a change only after `trust` has gone by, so that who erases may rely on nobody beginning anything any more.
/// Safe from many threads; many processes share the registry behind it, each with the same `trust`.
class CachedTenantRegistry final : public ports::TenantRegistry {
public:
    struct Options {
        std::chrono::milliseconds trust{5'000};
        std::size_t most = 1'000;  ///< tenants; more, and all are forgotten
        /// How set_state() waits; empty: sleeps.
        std::function<void(std::chrono::milliseconds)> wait = {};
    };
    /// Both outlive it. The clock goes on while a function is frozen.
    CachedTenantRegistry(ports::TenantRegistry& registry, const ports::Clock& clock, Options options);

    Status create(const TenantId&, Timestamp now) override;
    Result<std::optional<ports::Tenant>> get(const TenantId&) override;
    Result<std::vector<ports::Tenant>> list() override { return registry_.list(); }
    Status set_state(const TenantId&, ports::TenantState, Timestamp now) override;

private:
    struct Known {
        ports::Tenant tenant;
        Timestamp asked_at{};
    };
    std::optional<ports::Tenant> known(const TenantId&, Timestamp now);
    void remember(const ports::Tenant&, Timestamp asked_at, std::uint64_t changes);
    void forget(const TenantId&);

    ports::TenantRegistry& registry_;
    const ports::Clock& clock_;
    const Options options_;
    std::mutex mutex_;
    std::map<TenantId, Known> known_;
    std::uint64_t changes_ = 0;  ///< made here: an answer that was asked for before one is not kept
};

}  // namespace bespoke::adapters::aws::dynamodb
