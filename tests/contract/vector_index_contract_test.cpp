// The indexes of this machine keep the promises of ports::VectorIndex, and some of their own.

#include <gtest/gtest.h>

#include <fstream>

#include "adapters/local/key_service.hpp"
#include "adapters/local/key_table_for_test.hpp"
#include "adapters/local/vector_index.hpp"
#include "adapters/memory/vector_index.hpp"
#include "crypto/sealed.hpp"
#include "local_rig.hpp"
#include "vector_index_contract.hpp"

namespace bespoke {
namespace {

using namespace vector_index_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public Rig {
public:
    ports::VectorIndex& index() override { return index_; }

private:
    adapters::memory::VectorIndex index_;
};

class LocalRig final : public Rig {
public:
    explicit LocalRig(std::size_t cache_bytes = 1ULL << 20U) : cache_bytes_(cache_bytes) {
        reopen();
        for (const auto& tenant : {kAlice, kBob}) EXPECT_TRUE(stores_->system().create(tenant, clock_.now()));
    }
    adapters::local::VectorIndex& index() override { return *index_; }
    bool reopen() override {
        index_.reset();
        stores_.reset();
        stores_ = std::make_unique<LocalStores>(scratch_.path(), clock_);
        index_ = std::make_unique<adapters::local::VectorIndex>(stores_->databases(), *keys_, cache_bytes_);
        return true;
    }
    LocalStores& stores() { return *stores_; }
    ports::KeyService& keys() { return *keys_; }
    /// True if any file of the data directory holds these bytes.
    bool on_disk(std::string_view text) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch_.path())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string content((std::istreambuf_iterator<char>(file)), {});
            if (content.find(text) != std::string::npos) return true;
        }
        return false;
    }
    Result<Bytes> row(const TenantId& tenant, const RecordId& document) {
        return stores_->databases().open(tenant).value()->read([&](auto& connection) -> Result<Bytes> {
            auto rows = connection.query("SELECT body FROM vector WHERE document = ?", document.str());
            return rows.next() ? rows.bytes(0) : Bytes{};
        });
    }
    void overwrite_row(const TenantId& tenant, const RecordId& document, const Bytes& body) {
        ASSERT_TRUE(stores_->databases().open(tenant).value()->write([&](auto& connection) -> Status {
            connection.run("UPDATE vector SET body = ? WHERE document = ?", body, document.str());
            return {};
        }));
    }

private:
    const std::size_t cache_bytes_;
    ScratchDirectory scratch_;
    adapters::memory::Clock clock_;
    adapters::local::MemoryKeyTable table_;
    std::unique_ptr<ports::KeyService> keys_ =
        adapters::local::KeyService::create(table_, crypto::SecretKey::random(), clock_).value();
    std::unique_ptr<LocalStores> stores_;
    std::unique_ptr<adapters::local::VectorIndex> index_;
};

INSTANTIATE_TEST_SUITE_P(Memory, VectorIndexContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, VectorIndexContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));
INSTANTIATE_TEST_SUITE_P(LocalWithoutCache, VectorIndexContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(0); }));

TEST(LocalVectorIndex, WritesNothingReadableToDisk) {
    LocalRig rig;
    ASSERT_TRUE(rig.index().put(kAlice, kCv, {{"1", "Ada Lovelace, London", {1, 0}}}));
    EXPECT_TRUE(rig.on_disk("doc_cv")) << "or this test looks in the wrong place";
    EXPECT_FALSE(rig.on_disk("Lovelace"));
}

TEST(LocalVectorIndex, ARowMovedToAnotherDocumentIsDamaged) {
    LocalRig rig;
    ASSERT_TRUE(rig.index().put(kAlice, kCv, {{"1", "welding", {}}}));
    ASSERT_TRUE(rig.index().put(kAlice, kLetter, {{"1", "baking", {}}}));
    rig.overwrite_row(kAlice, kLetter, rig.row(kAlice, kCv).value());
    rig.reopen();
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "vectors-damaged");
}

TEST(LocalVectorIndex, KeepsNoMoreLoadedThanItMay) {
    LocalRig rig(10'000);
    const std::string text(6'000, 'x');
    for (const auto& tenant : {kAlice, kBob, kAlice}) {
        ASSERT_TRUE(rig.index().put(tenant, kCv, {{"1", "welding " + text, {}}}));
        EXPECT_LE(rig.index().usage().bytes, 10'000U);
        EXPECT_EQ(rig.index().usage().tenants, 1U);
    }
    EXPECT_EQ(found(rig.index(), kBob, {"welding", {}, {}, 10}), "doc_cv/1");
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "doc_cv/1");
}

TEST(LocalVectorIndex, AnErasedTenantIsNotServedFromMemory) {
    LocalRig rig;
    ASSERT_TRUE(rig.index().put(kAlice, kCv, {{"1", "welding", {}}}));
    ASSERT_TRUE(rig.stores().system().set_state(kAlice, ports::TenantState::Erased, from_millis(0)));
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "no-tenant");
    EXPECT_EQ(rig.index().put(kAlice, kCv, {}).error().reason, "no-tenant");
    EXPECT_EQ(rig.index().usage().bytes, 0U);
}

TEST(LocalVectorIndex, RowsAreSealedAnewWithTheCurrentKey) {
    LocalRig rig;
    for (const char* document : {"doc_1", "doc_2", "doc_3"})
        ASSERT_TRUE(rig.index().put(kAlice, RecordId(document), {{"1", "welding", {}}}));
    const auto old = rig.keys().current(kAlice)->id;
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 0U);
    ASSERT_TRUE(rig.keys().rotate(kAlice));
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 2U);
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 1U);
    EXPECT_EQ(rig.index().reseal(kAlice, 2), 0U);
    ASSERT_TRUE(rig.keys().retire(kAlice, old));
    rig.reopen();
    EXPECT_EQ(found(rig.index(), kAlice, {"welding", {}, {}, 10}), "doc_1/1 doc_2/1 doc_3/1");
}

}  // namespace
}  // namespace bespoke
