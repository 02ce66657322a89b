// On the stores in memory and on this machine a job is removed with all that was said about it.

#include "job_removal_contract.hpp"

#include "adapters/memory/metadata_store.hpp"
#include "adapters/memory/tenant_registry.hpp"
#include "local_rig.hpp"

namespace bespoke {
namespace {

using namespace job_removal_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public metadata_store_contract::Rig {
public:
    MemoryRig() : store_(clock(), registry_) {}
    ports::MetadataStore& store() override { return store_; }
    ports::TenantRegistry& registry() override { return registry_; }

private:
    adapters::memory::TenantRegistry registry_;
    adapters::memory::MetadataStore store_;
};

class LocalRig final : public metadata_store_contract::Rig {
public:
    ports::MetadataStore& store() override { return stores_.metadata(); }
    ports::TenantRegistry& registry() override { return stores_.system(); }

private:
    ScratchDirectory directory_;
    LocalStores stores_{directory_.path(), clock()};
};

template <class T>
std::unique_ptr<metadata_store_contract::Rig> make() {
    return std::make_unique<T>();
}

INSTANTIATE_TEST_SUITE_P(Memory, JobRemovalContract, testing::Values(&make<MemoryRig>));
INSTANTIATE_TEST_SUITE_P(Local, JobRemovalContract, testing::Values(&make<LocalRig>));

}  // namespace
}  // namespace bespoke
