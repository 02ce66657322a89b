#pragma once

#include <memory>

#include "adapters/memory/clock.hpp"
#include "ports/metadata_store.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::metadata_store_contract {

inline const TenantId kAlice("alice");
inline const TenantId kBob("bob");
inline const Timestamp kStart = from_millis(1'800'000'000'000);

/// A store under test and what can be done to it from outside.
class Rig {
public:
    Rig() : clock_(kStart) {}
    virtual ~Rig() = default;
    virtual ports::MetadataStore& store() = 0;
    virtual ports::TenantRegistry& registry() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
    /// Behind the store's back, put alice's sealed body of job_1 in the place of job_2's, and her first event's data in the place of
    /// the second's; false where that can't be done.
    virtual bool give_the_first_ones_body_to_the_second() { return false; }
    /// Make the sealed body of alice's job_1 one byte of zero; false where that can't be done.
    virtual bool damage_the_first_ones_body() { return false; }
    /// All that is stored, as it lies there; empty where nothing does.
    virtual std::string all_stored() { return {}; }
    adapters::memory::Clock& clock() { return clock_; }

private:
    adapters::memory::Clock clock_;
};

using MakeRig = std::unique_ptr<Rig> (*)();

}  // namespace bespoke::metadata_store_contract
