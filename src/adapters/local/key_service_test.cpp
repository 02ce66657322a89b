#include "adapters/local/key_service.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>

#include "adapters/local/key_table_for_test.hpp"
#include "adapters/local/master_key.hpp"
#include "crypto/encoding.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;
const TenantId kAlice("alice");
const TenantId kBob("bob");

class FixedClock final : public ports::Clock {
public:
    [[nodiscard]] Timestamp now() const override { return from_millis(1'790'000'000'000); }
};

struct Fixture {
    FixedClock clock;
    MemoryKeyTable table;
    crypto::SecretKey master = crypto::SecretKey::random();
    std::unique_ptr<KeyService> keys = KeyService::create(table, master, clock).value();
    Result<std::unique_ptr<KeyService>> reopened(const crypto::SecretKey& with) { return KeyService::create(table, with, clock); }
};

TEST(LocalKeyService, StoresNoSecretInTheClear) {
    Fixture f;
    const auto key = f.keys->current(kAlice).value();
    ASSERT_EQ(f.table.rows.size(), 1U);
    const auto& wrapped = f.table.rows[0].wrapped;
    EXPECT_TRUE(std::ranges::search(wrapped, BytesView(key.secret.bytes()).first(8)).empty());
    EXPECT_TRUE(std::ranges::search(wrapped, BytesView(f.master.bytes()).first(8)).empty());
}

TEST(LocalKeyService, RefusesToStartWithAnotherMasterKey) {
    Fixture f;
    ASSERT_TRUE(f.keys->current(kAlice));
    const auto other = f.reopened(crypto::SecretKey::random());
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().reason, "wrong-master-key");
    EXPECT_TRUE(f.reopened(f.master));
}

TEST(LocalKeyService, AKeyMovedToAnotherTenantOrNameDoesNotOpen) {
    Fixture f;
    ASSERT_TRUE(f.keys->current(kAlice));
    ASSERT_TRUE(f.keys->current(kBob));
    const auto rows = f.table.rows;
    f.table.rows[1].wrapped = rows[0].wrapped;
    auto reopened = f.reopened(f.master);
    ASSERT_TRUE(reopened);
    EXPECT_EQ((*reopened)->current(kBob).error().code, ErrorCode::Corrupt);
    f.table.rows = rows;
    f.table.rows[1].key_id = "key_other";
    EXPECT_FALSE((*f.reopened(f.master))->current(kBob));
}

TEST(LocalKeyService, NoKeyIsUsedThatWasNotStored) {
    Fixture f;
    f.table.broken = true;
    EXPECT_EQ(f.keys->current(kAlice).error().reason, "storage-full");
    EXPECT_TRUE(f.keys->keys(kAlice)->empty());
    f.table.broken = false;
    const auto key = f.keys->current(kAlice).value();
    f.table.broken = true;
    EXPECT_FALSE(f.keys->rotate(kAlice));
    EXPECT_EQ(f.keys->current(kAlice)->id, key.id);
    EXPECT_FALSE(f.keys->destroy(kAlice));
    EXPECT_TRUE(f.keys->find(kAlice, key.id)) << "not destroyed, so not forgotten";
}

TEST(LocalKeyService, TheServicesOwnKeysAreNeverDestroyed) {
    Fixture f;
    const auto key = f.keys->current(ports::system_keys()).value();
    EXPECT_TRUE(f.keys->destroy(ports::system_keys()));
    EXPECT_TRUE(f.keys->find(ports::system_keys(), key.id));
}

TEST(Rewrap, ChangesTheMasterKeyAndNothingElse) {
    Fixture f;
    const auto alices = f.keys->current(kAlice).value();
    ASSERT_TRUE(f.keys->current(kBob));
    ASSERT_TRUE(f.keys->destroy(kBob));
    const auto fresh = crypto::SecretKey::random();
    ASSERT_TRUE(rewrap(f.table, f.master, fresh));
    EXPECT_EQ(f.reopened(f.master).error().reason, "wrong-master-key");
    const auto reopened = f.reopened(fresh);
    ASSERT_TRUE(reopened);
    EXPECT_EQ((*reopened)->find(kAlice, alices.id)->secret.bytes(), alices.secret.bytes());
    EXPECT_FALSE((*reopened)->current(kBob)) << "what was destroyed stays so";
    EXPECT_TRUE(rewrap(f.table, f.master, fresh)) << "again is success";
    EXPECT_EQ(rewrap(f.table, f.master, crypto::SecretKey::random()).error().reason, "wrong-master-key");
    EXPECT_TRUE(f.reopened(fresh)) << "a refusal changes nothing";
}

class MasterKey : public testing::Test {
protected:
    MasterKey() {
        auto pattern = (fs::temp_directory_path() / "bespoke-master-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        file_ = directory_ / "master.key";
    }
    ~MasterKey() override { fs::remove_all(directory_); }
    fs::path directory_, file_;
    void write(const std::string& text, mode_t mode) {
        std::ofstream(file_) << text;
        ::chmod(file_.c_str(), mode);
    }
};

TEST_F(MasterKey, IsMadeAtTheFirstStartForItsOwnerAlone) {
    const auto first = master_key(file_, std::nullopt);
    ASSERT_TRUE(first) << first.error().detail;
    struct stat status {};
    ASSERT_EQ(::stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(master_key(file_, std::nullopt)->bytes(), first->bytes());
}

TEST_F(MasterKey, AFileThatOthersMayReadIsRefused) {
    for (const mode_t mode : {0644U, 0640U, 0604U, 0660U}) {
        write(crypto::base64(crypto::SecretKey::random().bytes()), mode);
        EXPECT_EQ(master_key(file_, std::nullopt).error().reason, "master-key-mode") << mode;
    }
    ::chmod(file_.c_str(), 0400);
    EXPECT_TRUE(master_key(file_, std::nullopt));
}

TEST_F(MasterKey, MustBeThirtyTwoBytesInBase64) {
    for (const std::string& text :
         {std::string(), std::string("secret"), crypto::base64(Bytes(31)), crypto::base64(Bytes(33)), std::string(64, '0')}) {
        EXPECT_EQ(master_key(file_, text).error().reason, "master-key") << text;
        write(text, 0600);
        EXPECT_EQ(master_key(file_, std::nullopt).error().reason, "master-key") << text;
    }
    const auto key = crypto::SecretKey::random();
    EXPECT_EQ(master_key(file_, crypto::base64(key.bytes()) + "\n")->bytes(), key.bytes());
}

TEST_F(MasterKey, ANameTellsMastersApart) {
    const auto key = crypto::SecretKey::random();
    EXPECT_EQ(name_of_master(key), name_of_master(key));
    EXPECT_NE(name_of_master(key), name_of_master(crypto::SecretKey::random()));
}

}  // namespace
}  // namespace bespoke::adapters::local
