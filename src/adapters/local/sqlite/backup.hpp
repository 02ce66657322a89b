#pragma once

#include <filesystem>

#include "adapters/local/sqlite/connection.hpp"

namespace bespoke::adapters::local::sqlite {

/// Copy the file behind `source` as it stands, without stopping its writer: to a temporary file beside `target`, all its trees
/// and indexes checked, synced, renamed. Throws SQLite::Exception for what the source fails at.
Status copy_to(Connection& source, const std::filesystem::path& target);

}  // namespace bespoke::adapters::local::sqlite
