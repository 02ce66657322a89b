#pragma once

#include <filesystem>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace bespoke::adapters::local {

/// What to do if the name is taken.
enum class IfExists { Keep, Replace };

/// How the names of files begin that are not whole yet.
inline constexpr const char* kTemporaryPrefix = ".tmp-";

/// Write a file so that after a power cut it is there whole or not at all: temporary file beside it, fsync, rename (or link,
/// which never replaces), fsync of the directory. Gives false if the file was there and kept. `Unavailable` "storage-full" if
/// there is no room, `Unavailable` "storage" if the disk refuses.
Result<bool> write_durably(const std::filesystem::path& path, BytesView bytes, IfExists if_exists);

/// Read a whole file of at most `max_bytes`. Missing is `NotFound`; larger is `LimitExceeded`; a directory or a file that may not
/// be read is `Unavailable`.
Result<Bytes> read_file(const std::filesystem::path& path, std::uint64_t max_bytes);

/// Read at most `max_bytes` from the file's beginning. Errors as read_file's.
Result<Bytes> read_beginning(const std::filesystem::path& path, std::size_t max_bytes);

/// Delete a file so that it stays deleted after a power cut. Missing is success.
Status remove_durably(const std::filesystem::path& path);

/// Make a directory below `root` with its parents, if they are not there, and sync all that lead to it from there.
Status make_directories_durably(const std::filesystem::path& directory, const std::filesystem::path& root);

/// Make what was done to a directory's entries survive a power cut.
Status sync_directory(const std::filesystem::path& directory);

}  // namespace bespoke::adapters::local
