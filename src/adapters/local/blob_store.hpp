#pragma once

#include <bitset>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

#include "ports/blob_store.hpp"

namespace bespoke::adapters::local {

/// Blobs as files: `<root>/tenants/<tenant>/blobs/<aa>/<sha256 of the key>`. Each begins with a header that names its key and the
/// hash of its content (docs/formats/blobs.md), so that blobs can be listed and a damaged or exchanged file is noticed.
/// Written to a temporary file, synced, linked under its name, directory synced: after a power cut a blob is whole or absent.
/// What a crash left half written is deleted when it is listed a day later.
/// Safe from many threads and processes; `replace` and `remove` of one blob from the threads of one process.
class BlobStore final : public ports::SealedBytesStore {
public:
    /// Creates the root if need be; `Unavailable` if it can't be written.
    static Result<std::unique_ptr<BlobStore>> create(std::filesystem::path root);

    Status put(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override;
    Status remove(const TenantId&, const ports::BlobKey&, Deadline) override;
    Result<std::vector<Entry>> list(const TenantId&, std::string_view prefix, Deadline) override;
    Status replace(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;

private:
    explicit BlobStore(std::filesystem::path root) : root_(std::move(root)) {}
    [[nodiscard]] std::filesystem::path directory_of(const TenantId&) const;
    [[nodiscard]] std::filesystem::path path_of(const TenantId&, const ports::BlobKey&) const;
    std::filesystem::path root_;
    Status make_directory_of(const TenantId&, const std::string& name);
    std::mutex making_;
    std::map<TenantId, std::bitset<256>> made_;  ///< directories that are there for good, by the first two digits of their files
    std::mutex removal_;                         ///< so that replacing never brings back what is being removed
};

}  // namespace bespoke::adapters::local
