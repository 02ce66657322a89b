#pragma once

#include <stdlib.h>

#include <filesystem>
#include <memory>

#include "adapters/local/sqlite/journal.hpp"
#include "adapters/local/sqlite/metadata_store.hpp"
#include "adapters/local/sqlite/system_store.hpp"
#include "adapters/local/sqlite/tenant_databases.hpp"
#include "adapters/memory/clock.hpp"

namespace bespoke {

/// A directory that goes with its owner.
class ScratchDirectory {
public:
    ScratchDirectory() {
        auto pattern = (std::filesystem::temp_directory_path() / "bespoke-store-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;
    ~ScratchDirectory() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// One key for a tenant, made from its name: what is sealed for one does not open for another.
class FixedKeys final : public ports::KeyService {
public:
    Result<crypto::DataKey> current(const TenantId& tenant) override { return key_of(tenant); }
    Result<crypto::DataKey> find(const TenantId& tenant, const std::string& key_id) override {
        if (key_id == key_of(tenant).id) return key_of(tenant);
        return fail(ErrorCode::NotFound, "no-key", "The key is gone; restore it from a backup.");
    }
    Status rotate(const TenantId&) override { return {}; }
    Result<std::vector<KeyInfo>> keys(const TenantId& tenant) override { return std::vector<KeyInfo>{{key_of(tenant).id, {}}}; }
    Status retire(const TenantId&, const std::string&) override { return {}; }
    Status destroy(const TenantId&) override { return {}; }

private:
    static crypto::DataKey key_of(const TenantId& tenant) {
        std::array<std::byte, crypto::SecretKey::kSize> secret{};
        const auto digest = sha256_hex(as_bytes(tenant.str()));
        std::ranges::copy(as_bytes(digest).first(secret.size()), secret.begin());
        return {"key-" + digest.substr(0, 8), crypto::SecretKey(secret)};
    }
};

/// The local profile's stores over one data directory.
class LocalStores {
public:
    explicit LocalStores(const std::filesystem::path& data, const ports::Clock& clock, const std::string& vfs = {},
                         int checkpoint_frames = 1'000) {
        system_ = adapters::local::sqlite::SystemStore::open({data, vfs}).value();
        adapters::local::sqlite::TenantDatabasesOptions options;
        options.data = data;
        options.checkpoint_frames = checkpoint_frames;
        options.vfs = vfs;
        databases_ = std::make_unique<adapters::local::sqlite::TenantDatabases>(options, *system_);
        metadata_ = std::make_unique<adapters::local::sqlite::MetadataStore>(*databases_, keys_, clock);
        journal_ = std::make_unique<adapters::local::sqlite::Journal>(*databases_, keys_);
    }
    adapters::local::sqlite::SystemStore& system() { return *system_; }
    adapters::local::sqlite::TenantDatabases& databases() { return *databases_; }
    adapters::local::sqlite::MetadataStore& metadata() { return *metadata_; }
    adapters::local::sqlite::Journal& journal() { return *journal_; }
    ports::KeyService& keys() { return keys_; }

private:
    FixedKeys keys_;
    std::unique_ptr<adapters::local::sqlite::SystemStore> system_;
    std::unique_ptr<adapters::local::sqlite::TenantDatabases> databases_;
    std::unique_ptr<adapters::local::sqlite::MetadataStore> metadata_;
    std::unique_ptr<adapters::local::sqlite::Journal> journal_;
};

}  // namespace bespoke
