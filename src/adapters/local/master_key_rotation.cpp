#include "adapters/local/master_key_rotation.hpp"

#include "adapters/local/file.hpp"
#include "adapters/local/key_service.hpp"
#include "adapters/local/master_key.hpp"

namespace bespoke::adapters::local {
namespace {

namespace fs = std::filesystem;

Status take_place(const fs::path& next, const fs::path& file) {
    std::error_code error;
    fs::rename(next, file, error);
    if (!error) return sync_directory(file.has_parent_path() ? file.parent_path() : fs::path("."));
    return fail(ErrorCode::Unavailable, "storage",
                "The new master key can't take the old one's place; check permissions and try again.", error.message(),
                file.string());
}

}  // namespace

Result<crypto::SecretKey> rotate_master_key(KeyTable& table, const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error))
        return fail(ErrorCode::NotFound, "master-key", "There is no master key in this file; check the settings.", {},
                    file.string());
    const auto old = master_key(file, std::nullopt);
    if (!old) return tl::unexpected(old.error());
    auto next_file = file;
    next_file += ".next";
    const auto next = master_key(next_file, std::nullopt);
    if (!next) return tl::unexpected(next.error());
    if (auto wrapped = rewrap(table, *old, *next); !wrapped) return tl::unexpected(wrapped.error());
    if (auto moved = take_place(next_file, file); !moved) return tl::unexpected(moved.error());
    return next;
}

}  // namespace bespoke::adapters::local
