#include "adapters/local/blob_store.hpp"

#include <limits>
#include <system_error>

#include "adapters/local/file.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kHashDigits = 64;

bool is_directory_name(const TenantId& tenant) {
    return is_valid(ports::BlobKey(tenant.str())) && tenant.str().find('/') == std::string::npos;
}

Status make_directories(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (!error) return {};
    return fail(ErrorCode::Unavailable, "storage", "The data directory can't be written; check space and permissions.",
                error.message(), directory.string());
}

/// New directories are entries of their parents; those have to be synced as well.
Status make_durable_directories(const fs::path& directory, const fs::path& root) {
    if (fs::exists(directory)) return {};
    if (auto made = make_directories(directory); !made) return made;
    for (auto at = directory.parent_path();; at = at.parent_path()) {
        if (auto synced = sync_directory(at); !synced) return synced;
        if (at == root || at == at.root_path()) return {};
    }
}

}  // namespace

Result<std::unique_ptr<BlobStore>> BlobStore::create(fs::path root) {
    if (auto made = make_directories(root); !made) return tl::unexpected(made.error());
    return std::unique_ptr<BlobStore>(new BlobStore(std::move(root)));
}

fs::path BlobStore::path_of(const TenantId& tenant, const ports::BlobKey& key) const {
    const auto name = sha256_hex(as_bytes(key.str()));
    return root_ / "tenants" / tenant.str() / "blobs" / name.substr(0, 2) / name;
}

Status BlobStore::put(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline deadline) {
    if (!is_valid(key) || !is_directory_name(tenant)) {
        return fail(ErrorCode::InvalidInput, "bad-key", "This name can't be stored.", key.str());
    }
    if (deadline.passed()) return fail(ErrorCode::Timeout, "deadline", "Storing took too long; try again.");
    const auto path = path_of(tenant, key);
    if (auto made = make_durable_directories(path.parent_path(), root_); !made) return made;
    auto content = to_bytes(sha256_hex(bytes));
    content.insert(content.end(), bytes.begin(), bytes.end());
    const auto written = write_durably(path, content, IfExists::Keep);
    if (!written) return tl::unexpected(written.error());
    if (*written) return {};
    const auto stored = get(tenant, key, deadline);
    if (!stored) return tl::unexpected(stored.error());
    if (*stored && std::ranges::equal(**stored, bytes)) return {};
    return fail(ErrorCode::Conflict, "blob-exists", "Other content is already stored under this name.", key.str());
}

Result<std::optional<Bytes>> BlobStore::get(const TenantId& tenant, const ports::BlobKey& key, Deadline) {
    if (!is_directory_name(tenant)) return std::nullopt;
    auto content = read_file(path_of(tenant, key), std::numeric_limits<std::int64_t>::max());
    if (!content && content.error().code == ErrorCode::NotFound) return std::nullopt;
    if (!content) return tl::unexpected(content.error());
    const auto whole = BytesView(*content);
    if (whole.size() < kHashDigits || as_text(whole.first(kHashDigits)) != sha256_hex(whole.subspan(kHashDigits))) {
        return fail(ErrorCode::Corrupt, "blob-damaged", "Stored content is damaged.", key.str());
    }
    return Bytes(content->begin() + kHashDigits, content->end());
}

}  // namespace bespoke::adapters::local
