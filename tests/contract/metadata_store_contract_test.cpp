// The stores in memory and on this machine keep the promises of ports::MetadataStore.

#include "metadata_store_contract.hpp"

#include <sqlite3.h>

#include <fstream>

#include "adapters/memory/metadata_store.hpp"
#include "adapters/memory/tenant_registry.hpp"
#include "local_rig.hpp"

namespace bespoke {
namespace {

using namespace metadata_store_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public Rig {
public:
    MemoryRig() : store_(clock(), registry_) {}
    ports::MetadataStore& store() override { return store_; }
    ports::TenantRegistry& registry() override { return registry_; }

private:
    adapters::memory::TenantRegistry registry_;
    adapters::memory::MetadataStore store_;
};

class LocalRig final : public Rig {
public:
    LocalRig() { reopen(); }
    ports::MetadataStore& store() override { return stores_->metadata(); }
    ports::TenantRegistry& registry() override { return stores_->system(); }
    bool reopen() override {
        stores_.reset();
        stores_ = std::make_unique<LocalStores>(directory_.path(), clock());
        return true;
    }
    bool give_the_first_ones_body_to_the_second() override {
        return run(
            "UPDATE record SET body = (SELECT body FROM record WHERE id = 'job_1') WHERE id = 'job_2';"
            "UPDATE event SET data = (SELECT data FROM event WHERE sequence = 1) WHERE sequence = 2;");
    }
    bool damage_the_first_ones_body() override { return run("UPDATE record SET body = x'00' WHERE id = 'job_1';"); }
    std::string all_stored() override {
        std::string all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_.path())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
        return all;
    }

private:
    /// SQL on alice's file behind the store's back.
    bool run(const char* sql) {
        stores_.reset();
        SQLite::Database(directory_.path() / "tenants/alice/tenant.db", SQLITE_OPEN_READWRITE).exec(sql);
        return reopen();
    }

    ScratchDirectory directory_;
    std::unique_ptr<LocalStores> stores_;
};

template <class T>
std::unique_ptr<Rig> make() {
    return std::make_unique<T>();
}

INSTANTIATE_TEST_SUITE_P(Memory, MetadataStoreContract, testing::Values(&make<MemoryRig>));
INSTANTIATE_TEST_SUITE_P(Local, MetadataStoreContract, testing::Values(&make<LocalRig>));

}  // namespace
}  // namespace bespoke
