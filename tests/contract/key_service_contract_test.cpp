// The key services of this machine keep the promises of ports::KeyService, and one of their own.

#include <gtest/gtest.h>

#include <fstream>

#include "adapters/local/key_service.hpp"
#include "adapters/local/sqlite_key_table.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/key_service.hpp"
#include "key_service_contract.hpp"
#include "local_rig.hpp"

namespace bespoke {
namespace {

using namespace key_service_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public Rig {
public:
    ports::KeyService& keys() override { return keys_; }

private:
    adapters::memory::KeyService keys_{clock};
};

class LocalRig final : public Rig {
public:
    LocalRig() { reopen(); }
    ports::KeyService& keys() override { return *keys_; }
    bool reopen() override {
        keys_.reset();
        table_.reset();
        store_.reset();
        store_ = adapters::local::sqlite::SystemStore::open({scratch_.path()}).value();
        table_ = std::make_unique<adapters::local::SqliteKeyTable>(*store_);
        keys_ = adapters::local::KeyService::create(*table_, master_, clock).value();
        return true;
    }
    adapters::local::KeyTable& table() { return *table_; }
    /// True if any file of the data directory holds these bytes.
    bool on_disk(BytesView bytes) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch_.path())) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string content((std::istreambuf_iterator<char>(file)), {});
            if (content.find(as_text(bytes)) != std::string::npos) return true;
        }
        return false;
    }

private:
    ScratchDirectory scratch_;
    const crypto::SecretKey master_ = crypto::SecretKey::random();
    std::unique_ptr<adapters::local::sqlite::SystemStore> store_;
    std::unique_ptr<adapters::local::KeyTable> table_;
    std::unique_ptr<ports::KeyService> keys_;
};

INSTANTIATE_TEST_SUITE_P(Memory, KeyServiceContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, KeyServiceContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));

TEST(LocalKeyService, NoFileHoldsAWrappedKeyAnyMoreOnceItIsDestroyedOrRetired) {
    LocalRig rig;
    ASSERT_TRUE(rig.keys().current(kBob));
    ASSERT_TRUE(rig.keys().current(kAlice));
    const auto first = rig.table().rows_of(kAlice)->at(0).wrapped;
    ASSERT_TRUE(rig.keys().rotate(kAlice));
    const auto second = rig.table().rows_of(kAlice)->at(1).wrapped;
    const auto bobs = rig.table().rows_of(kBob)->at(0).wrapped;
    ASSERT_TRUE(rig.on_disk(first) && rig.on_disk(second)) << "or this test looks in the wrong place";
    ASSERT_TRUE(rig.keys().retire(kAlice, rig.keys().keys(kAlice)->at(0).id));
    EXPECT_FALSE(rig.on_disk(first));
    EXPECT_TRUE(rig.on_disk(second));
    ASSERT_TRUE(rig.keys().destroy(kAlice));
    EXPECT_FALSE(rig.on_disk(second));
    EXPECT_FALSE(rig.on_disk(BytesView(second).last(40))) << "nor a part of it";
    EXPECT_TRUE(rig.on_disk(bobs));
}

}  // namespace
}  // namespace bespoke
