// The registries of this machine keep the promises of ports::TenantRegistry.

#include <gtest/gtest.h>

#include "adapters/memory/tenant_registry.hpp"
#include "local_system.hpp"
#include "tenant_registry_contract.hpp"

namespace bespoke {
namespace {

using namespace tenant_registry_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public Rig {
public:
    ports::TenantRegistry& registry() override { return registry_; }

private:
    adapters::memory::TenantRegistry registry_;
};

class LocalRig final : public Rig {
public:
    ports::TenantRegistry& registry() override { return system_.store(); }
    bool reopen() override {
        system_.reopen();
        return true;
    }

private:
    LocalSystem system_;
};

template <class T>
std::unique_ptr<Rig> make() {
    return std::make_unique<T>();
}

INSTANTIATE_TEST_SUITE_P(Memory, TenantRegistryContract, testing::Values(&make<MemoryRig>));
INSTANTIATE_TEST_SUITE_P(Local, TenantRegistryContract, testing::Values(&make<LocalRig>));

}  // namespace
}  // namespace bespoke
