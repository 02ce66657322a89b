#include "adapters/local/blob_store.hpp"

#include <limits>
#include <system_error>

#include "adapters/local/file.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;

// A file is: version, length of the key (big-endian), key, SHA-256 of the content in hexadecimal, content.
constexpr std::byte kVersion{1};
constexpr std::size_t kPrefixBytes = 3;
constexpr std::size_t kMaxKeyBytes = 512;
constexpr std::size_t kHashDigits = 64;

std::size_t header_size(const ports::BlobKey& key) { return kPrefixBytes + key.str().size() + kHashDigits; }

Bytes with_header(const ports::BlobKey& key, BytesView content) {
    const auto key_bytes = as_bytes(key.str());
    const auto hash = sha256_hex(content);
    Bytes file{kVersion, static_cast<std::byte>(key_bytes.size() >> 8U), static_cast<std::byte>(key_bytes.size() & 0xffU)};
    file.reserve(header_size(key) + content.size());
    file.insert(file.end(), key_bytes.begin(), key_bytes.end());
    file.insert(file.end(), as_bytes(hash).begin(), as_bytes(hash).end());
    file.insert(file.end(), content.begin(), content.end());
    return file;
}

/// The key that the file says it holds; `nullopt` if this is no file of ours.
std::optional<ports::BlobKey> key_in(BytesView file) {
    if (file.size() < kPrefixBytes || file[0] != kVersion) return std::nullopt;
    const auto size = (std::to_integer<std::size_t>(file[1]) << 8U) | std::to_integer<std::size_t>(file[2]);
    if (size > kMaxKeyBytes || file.size() < kPrefixBytes + size) return std::nullopt;
    ports::BlobKey key{std::string(as_text(file.subspan(kPrefixBytes, size)))};
    return is_valid(key) ? std::optional(std::move(key)) : std::nullopt;
}

bool is_whole(const ports::BlobKey& key, BytesView file) {
    if (key_in(file) != key || file.size() < header_size(key)) return false;
    const auto content = file.subspan(header_size(key));
    return as_text(file.subspan(header_size(key) - kHashDigits, kHashDigits)) == sha256_hex(content);
}

tl::unexpected<Error> bad_name(const ports::BlobKey& key) {
    return fail(ErrorCode::InvalidInput, "bad-key", "This name can't be stored; use letters, digits, '.', '_', '-' and '/'.",
                key.str());
}

tl::unexpected<Error> too_late(const char* what) {
    return fail(ErrorCode::Timeout, "deadline", std::string(what) + " took too long; try again.");
}

tl::unexpected<Error> unlistable(const std::error_code& error, const fs::path& directory) {
    return fail(ErrorCode::Unavailable, "storage",
                "The stored files can't be listed; check the permissions of the data directory.", error.message(),
                directory.string());
}

Timestamp time_of(const fs::directory_entry& entry) {
    std::error_code error;
    const auto written = entry.last_write_time(error);
    if (error) return {};
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::file_clock::to_sys(written));
}

/// What a crash left behind; of a write under way it is never that old.
void remove_remnant(const fs::directory_entry& file) {
    constexpr std::chrono::hours kSurelyAbandoned{24};
    std::error_code error;
    const auto written = file.last_write_time(error);
    if (!error && written + kSurelyAbandoned < fs::file_time_type::clock::now()) fs::remove(file.path(), error);
}

/// `nullopt` for a temporary file, one that has gone meanwhile, and one that is not ours.
Result<std::optional<ports::BlobStore::Entry>> entry_of(const fs::directory_entry& file) {
    std::error_code error;
    if (!file.is_regular_file(error)) return std::nullopt;
    if (file.path().filename().string().starts_with(kTemporaryPrefix)) {
        remove_remnant(file);
        return std::nullopt;
    }
    const auto beginning = read_beginning(file.path(), kPrefixBytes + kMaxKeyBytes);
    if (!beginning && beginning.error().code == ErrorCode::NotFound) return std::nullopt;
    if (!beginning) return tl::unexpected(beginning.error());
    auto key = key_in(*beginning);
    const auto size = file.file_size(error);
    if (!key || error || size < header_size(*key)) return std::nullopt;
    const auto content_size = size - header_size(*key);
    return ports::BlobStore::Entry{std::move(*key), time_of(file), content_size};
}

}  // namespace

Result<std::unique_ptr<BlobStore>> BlobStore::create(fs::path root) {
    root = fs::absolute(root);
    if (auto made = make_directories_durably(root, root); !made) return tl::unexpected(made.error());
    return std::unique_ptr<BlobStore>(new BlobStore(std::move(root)));
}

fs::path BlobStore::directory_of(const TenantId& tenant) const { return root_ / "tenants" / tenant.str() / "blobs"; }

fs::path BlobStore::path_of(const TenantId& tenant, const ports::BlobKey& key) const {
    const auto name = sha256_hex(as_bytes(key.str()));
    return directory_of(tenant) / name.substr(0, 2) / name;
}

/// Nobody may count on a directory before it is synced, so the others wait for the one that makes it.
Status BlobStore::make_directory_of(const TenantId& tenant, const std::string& name) {
    const auto first_two = name.substr(0, 2);
    const auto directory = directory_of(tenant) / first_two;
    const auto number = std::stoul(first_two, nullptr, 16);
    std::error_code error;
    const std::lock_guard lock(making_);
    if (made_[tenant].test(number) && fs::is_directory(directory, error)) return {};
    if (auto made = make_directories_durably(directory, root_); !made) return made;
    made_[tenant].set(number);
    return {};
}

Status BlobStore::put(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline deadline) {
    if (!is_valid(key) || !is_valid(tenant)) return bad_name(key);
    if (deadline.passed()) return too_late("Storing");
    const auto path = path_of(tenant, key);
    if (auto made = make_directory_of(tenant, path.filename().string()); !made) return made;
    const auto written = write_durably(path, with_header(key, bytes), IfExists::Keep);
    if (!written) return tl::unexpected(written.error());
    if (*written) return {};
    const auto stored = get(tenant, key, deadline);
    if (!stored) return tl::unexpected(stored.error());
    if (*stored && std::ranges::equal(**stored, bytes)) return {};
    return fail(ErrorCode::Conflict, "blob-exists", "Other content is already stored under this name; choose another name.",
                key.str());
}

Result<std::optional<Bytes>> BlobStore::get(const TenantId& tenant, const ports::BlobKey& key, Deadline) {
    if (!is_valid(tenant)) return std::nullopt;
    auto file = read_file(path_of(tenant, key), std::numeric_limits<std::int64_t>::max());
    if (!file && file.error().code == ErrorCode::NotFound) return std::nullopt;
    if (!file) return tl::unexpected(file.error());
    if (!is_whole(key, *file)) {
        return fail(ErrorCode::Corrupt, "integrity", "Stored content is damaged; upload it again.", key.str());
    }
    file->erase(file->begin(), file->begin() + static_cast<std::ptrdiff_t>(header_size(key)));
    return std::optional(std::move(*file));
}

Status BlobStore::remove(const TenantId& tenant, const ports::BlobKey& key, Deadline deadline) {
    if (!is_valid(key) || !is_valid(tenant)) return bad_name(key);
    if (deadline.passed()) return too_late("Removing");
    const std::lock_guard lock(removal_);
    return remove_durably(path_of(tenant, key));
}

Status BlobStore::replace(const TenantId& tenant, const ports::BlobKey& key, BytesView bytes, Deadline deadline) {
    if (!is_valid(key) || !is_valid(tenant)) return bad_name(key);
    if (deadline.passed()) return too_late("Storing");
    const auto path = path_of(tenant, key);
    const std::lock_guard lock(removal_);
    std::error_code error;
    const auto stored_at = fs::last_write_time(path, error);
    if (error)
        return fail(ErrorCode::NotFound, "no-blob", "There is no such content any more; upload it again, or run its job again.",
                    error.message(), key.str());
    const auto written = write_durably(path, with_header(key, bytes), IfExists::Replace);
    if (!written) return tl::unexpected(written.error());
    fs::last_write_time(path, stored_at, error);  // lost in a crash it only looks younger
    return {};
}

Result<std::vector<ports::BlobStore::Entry>> BlobStore::list(const TenantId& tenant, std::string_view prefix, Deadline deadline) {
    std::vector<Entry> entries;
    std::error_code error;
    if (!is_valid(tenant) || !fs::is_directory(directory_of(tenant), error)) return entries;
    auto file = fs::recursive_directory_iterator(directory_of(tenant), error);
    for (; !error && file != fs::recursive_directory_iterator(); file.increment(error)) {
        if (deadline.passed()) return too_late("Listing");
        auto entry = entry_of(*file);
        if (!entry) return tl::unexpected(entry.error());
        if (*entry && (*entry)->key.str().starts_with(prefix)) entries.push_back(std::move(**entry));
    }
    if (error) return unlistable(error, directory_of(tenant));
    std::ranges::sort(entries, {}, [](const Entry& entry) { return entry.key.str(); });
    return entries;
}

}  // namespace bespoke::adapters::local
