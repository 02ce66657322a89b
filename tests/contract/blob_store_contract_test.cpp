// The stores of this machine keep the promises of ports::BlobStore, and some of their own.

#include <gtest/gtest.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "adapters/local/blob_store.hpp"
#include "adapters/local/sealed_blob_store.hpp"
#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/key_service.hpp"
#include "blob_store_contract.hpp"

namespace bespoke {
namespace {

namespace fs = std::filesystem;
using namespace blob_store_contract;  // NOLINT(google-build-using-namespace)

class MemoryRig final : public Rig {
public:
    ports::BlobStore& store() override { return store_; }

private:
    adapters::memory::BlobStore store_;
};

class LocalRig final : public Rig {
public:
    LocalRig() {
        auto pattern = (fs::temp_directory_path() / "bespoke-blobs-XXXXXX").string();
        root_ = ::mkdtemp(pattern.data());
        reopen();
    }
    ~LocalRig() override { fs::remove_all(root_); }
    ports::BlobStore& store() override { return *store_; }
    ports::SealedBytesStore& files_store() { return *store_; }
    bool reopen() override {
        store_ = adapters::local::BlobStore::create(root_).value();
        return true;
    }
    bool damage() override {
        for (const auto& entry : fs::recursive_directory_iterator(root_)) {
            if (!entry.is_regular_file()) continue;
            std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(-1, std::ios::end);
            file.put('\x7f');
        }
        return true;
    }
    const fs::path& root() const { return root_; }
    std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::recursive_directory_iterator(root_)) {
            if (entry.is_regular_file()) found.push_back(entry.path());
        }
        return found;
    }

private:
    fs::path root_;
    std::unique_ptr<ports::SealedBytesStore> store_;
};

/// The store as the service composes it: sealed, on files.
class SealedRig final : public Rig {
public:
    ports::BlobStore& store() override { return *store_; }
    bool reopen() override {
        inner_.reopen();
        store_ = std::make_unique<adapters::local::SealedBlobStore>(inner_.files_store(), keys_);
        return true;
    }
    bool damage() override { return inner_.damage(); }
    LocalRig& inner() { return inner_; }
    ports::KeyService& keys() { return keys_; }

private:
    adapters::memory::Clock clock_;
    adapters::memory::KeyService keys_{clock_};
    LocalRig inner_;
    std::unique_ptr<ports::BlobStore> store_ = std::make_unique<adapters::local::SealedBlobStore>(inner_.files_store(), keys_);
};

INSTANTIATE_TEST_SUITE_P(Memory, BlobStoreContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<MemoryRig>(); }));
INSTANTIATE_TEST_SUITE_P(Local, BlobStoreContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<LocalRig>(); }));
INSTANTIATE_TEST_SUITE_P(Sealed, BlobStoreContract,
                         testing::Values([]() -> std::unique_ptr<Rig> { return std::make_unique<SealedRig>(); }));

TEST(LocalBlobStore, NoticesABlobThatWasExchangedForAnother) {
    LocalRig rig;
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("alice's cv"), soon()));
    ASSERT_TRUE(rig.store().put(kAlice, BlobKey("other"), as_bytes("another file"), soon()));
    std::vector<fs::path> files = rig.files();
    ASSERT_EQ(files.size(), 2U);
    const fs::path aside = files[0].string() + ".aside";
    fs::rename(files[0], aside);
    fs::rename(files[1], files[0]);
    fs::rename(aside, files[1]);
    EXPECT_EQ(rig.store().get(kAlice, kCv, soon()).error().reason, "integrity");
}

TEST(LocalBlobStore, TemporaryFilesOfACrashAreNoBlobsAndGoAfterADay) {
    LocalRig rig;
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("v1"), soon()));
    const fs::path remnant = rig.files().at(0).parent_path() / ".tmp-1-1";
    std::ofstream(remnant) << "half a fi";
    EXPECT_EQ(rig.store().list(kAlice, "", soon())->size(), 1U);
    EXPECT_TRUE(fs::exists(remnant)) << "somebody may be writing it";
    fs::last_write_time(remnant, fs::file_time_type::clock::now() - std::chrono::hours(25));
    EXPECT_EQ(rig.store().list(kAlice, "", soon())->size(), 1U);
    EXPECT_FALSE(fs::exists(remnant));
}

TEST(LocalBlobStore, TakesARelativePath) {
    LocalRig rig;
    const fs::path before = fs::current_path();
    fs::current_path(rig.root());
    auto store = adapters::local::BlobStore::create("data");
    fs::current_path(before);
    ASSERT_TRUE(store) << store.error().detail;
    EXPECT_TRUE((*store)->put(kAlice, kCv, as_bytes("v1"), soon()));
    EXPECT_TRUE(fs::exists(rig.root() / "data" / "tenants" / "alice"));
}

/// Runs `check` in a child process with a file system of 256 KiB at `place`; nullopt if the machine does not let us make one.
template <class Check>
std::optional<bool> on_a_small_disk(const fs::path& place, const Check& check) {
    constexpr int kGood = 0, kBad = 1, kNoDisk = 2;
    const pid_t child = ::fork();
    if (child == 0) {
        const bool mounted = ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                             ::mount("small", place.c_str(), "tmpfs", 0, "size=256k") == 0;
        ::_exit(!mounted ? kNoDisk : check() ? kGood : kBad);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == kNoDisk) return std::nullopt;
    return WIFEXITED(status) && WEXITSTATUS(status) == kGood;
}

TEST(LocalBlobStore, AFullDiskRefusesAndServesOn) {
    LocalRig rig;
    const auto passed = on_a_small_disk(rig.root(), [&] {
        rig.reopen();
        if (!rig.store().put(kAlice, kCv, as_bytes("v1"), soon())) return false;
        const auto refused = rig.store().put(kAlice, BlobKey("large"), Bytes(1 << 20), soon());
        if (refused || refused.error().code != ErrorCode::Unavailable || refused.error().reason != "storage-full") return false;
        const bool nothing_left = rig.files().size() == 1 && !rig.store().get(kAlice, BlobKey("large"), soon())->has_value();
        const bool still_works = rig.store().get(kAlice, kCv, soon())->has_value() && rig.store().remove(kAlice, kCv, soon());
        return nothing_left && still_works && rig.store().put(kAlice, BlobKey("small"), as_bytes("v2"), soon()).has_value();
    });
    if (!passed) GTEST_SKIP() << "this machine lets no process mount a small disk";
    EXPECT_TRUE(*passed);
}

TEST(SealedBlobStore, WritesNothingReadableToDisk) {
    SealedRig rig;
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("Ada Lovelace, London"), soon()));
    const auto stored = rig.inner().store().get(kAlice, kCv, soon()).value().value();
    EXPECT_EQ(as_text(stored).find("Lovelace"), std::string_view::npos);
}

TEST(SealedBlobStore, ABlobMovedToAnotherNameOrTenantIsNeverServed) {
    SealedRig rig;
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("alice's"), soon()));
    ASSERT_TRUE(rig.store().put(kBob, BlobKey("seen"), as_bytes("bob's"), soon()));
    const auto stored = rig.inner().store().get(kAlice, kCv, soon()).value().value();
    ASSERT_TRUE(rig.inner().store().put(kBob, kCv, stored, soon()));
    ASSERT_TRUE(rig.inner().store().put(kAlice, BlobKey("moved"), stored, soon()));
    ASSERT_TRUE(rig.inner().store().put(kAlice, BlobKey("plain"), as_bytes("never sealed"), soon()));
    EXPECT_EQ(rig.store().get(kBob, kCv, soon()).error().reason, "integrity");
    EXPECT_EQ(rig.store().get(kAlice, BlobKey("moved"), soon()).error().reason, "integrity");
    EXPECT_EQ(rig.store().get(kAlice, BlobKey("plain"), soon()).error().reason, "integrity");
}

TEST(SealedBlobStore, WithItsTenantsKeysAllBlobsAreLost) {
    SealedRig rig;
    ASSERT_TRUE(rig.store().put(kAlice, kCv, as_bytes("alice's"), soon()));
    ASSERT_TRUE(rig.keys().destroy(kAlice));
    EXPECT_EQ(rig.store().get(kAlice, kCv, soon()).error().reason, "integrity");
    EXPECT_EQ(rig.store().put(kAlice, BlobKey("new"), as_bytes("x"), soon()).error().reason, "no-tenant");
    EXPECT_TRUE(rig.store().remove(kAlice, kCv, soon()));
}

}  // namespace
}  // namespace bespoke
