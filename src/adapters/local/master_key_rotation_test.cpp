#include "adapters/local/master_key_rotation.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "adapters/local/key_service.hpp"
#include "adapters/local/key_table_for_test.hpp"
#include "adapters/local/master_key.hpp"
#include "adapters/memory/clock.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;
const TenantId kAlice("alice");

class MasterKeyRotation : public testing::Test {
protected:
    MasterKeyRotation() {
        auto pattern = (fs::temp_directory_path() / "bespoke-master-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        file_ = directory_ / "master.key";
    }
    ~MasterKeyRotation() override { fs::remove_all(directory_); }
    void SetUp() override {
        first_ = master_key(file_, std::nullopt).value();
        alices_ = service()->current(kAlice)->id;
    }
    /// As a server opens it.
    std::unique_ptr<KeyService> service() {
        auto opened = KeyService::create(table_, master_key(file_, std::nullopt).value(), clock_);
        return opened ? std::move(*opened) : nullptr;
    }
    bool old_key_opens() { return KeyService::create(table_, first_, clock_).has_value(); }
    void expect_rotated() {
        const auto opened = service();
        ASSERT_TRUE(opened);
        EXPECT_TRUE(opened->find(kAlice, alices_));
        EXPECT_FALSE(old_key_opens());
        EXPECT_FALSE(fs::exists(directory_ / "master.key.next"));
        struct stat status {};
        ASSERT_EQ(::stat(file_.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777U, 0600U);
    }

    fs::path directory_, file_;
    MemoryKeyTable table_;
    memory::Clock clock_;
    crypto::SecretKey first_;
    std::string alices_;
};

TEST_F(MasterKeyRotation, PutsANewKeyInTheOldOnesPlace) {
    ASSERT_TRUE(rotate_master_key(table_, file_));
    expect_rotated();
}

TEST_F(MasterKeyRotation, BrokenOffBeforeTheKeysAreWrappedItChangesNothingAndGoesOn) {
    table_.broken = true;
    EXPECT_EQ(rotate_master_key(table_, file_).error().reason, "storage-full");
    table_.broken = false;
    EXPECT_TRUE(service()->find(kAlice, alices_)) << "the server starts with the old key";
    ASSERT_TRUE(rotate_master_key(table_, file_));
    expect_rotated();
}

TEST_F(MasterKeyRotation, BrokenOffBeforeTheFileIsReplacedItGoesOnWithTheSameKey) {
    const auto next = master_key(directory_ / "master.key.next", std::nullopt).value();
    ASSERT_TRUE(rewrap(table_, first_, next));
    EXPECT_FALSE(service()) << "refused, and nothing harmed";
    EXPECT_EQ(rotate_master_key(table_, file_)->bytes(), next.bytes());
    expect_rotated();
}

TEST_F(MasterKeyRotation, AnotherDatasKeyIsRefusedAndNothingIsReplaced) {
    MemoryKeyTable others;
    ASSERT_TRUE((*KeyService::create(others, crypto::SecretKey::random(), clock_))->current(kAlice));
    EXPECT_EQ(rotate_master_key(others, file_).error().reason, "wrong-master-key");
    EXPECT_TRUE(old_key_opens());
    EXPECT_EQ(rotate_master_key(table_, directory_ / "none.key").error().code, ErrorCode::NotFound);
    EXPECT_FALSE(fs::exists(directory_ / "none.key")) << "none is made by the way";
}

}  // namespace
}  // namespace bespoke::adapters::local
