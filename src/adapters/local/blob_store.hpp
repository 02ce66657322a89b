#pragma once

#include <filesystem>

#include "ports/blob_store.hpp"

namespace bespoke::adapters::local {

/// Blobs as files: `<root>/tenants/<tenant>/blobs/<aa>/<sha256 of the key>`, each the hash of the content (64 hexadecimal digits) and then the content.
/// Written to a temporary file, synced, linked under its name, directory synced: after a power cut a blob is whole or absent.
/// Safe from many threads and processes.
class BlobStore final : public ports::BlobStore {
public:
    /// Creates the root if need be; `Unavailable` if it can't be written.
    static Result<std::unique_ptr<BlobStore>> create(std::filesystem::path root);

    Status put(const TenantId&, const ports::BlobKey&, BytesView bytes, Deadline) override;
    Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override;

private:
    explicit BlobStore(std::filesystem::path root) : root_(std::move(root)) {}
    [[nodiscard]] std::filesystem::path path_of(const TenantId&, const ports::BlobKey&) const;
    std::filesystem::path root_;
};

}  // namespace bespoke::adapters::local
