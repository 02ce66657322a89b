#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "crypto/data_key.hpp"

namespace bespoke::adapters::local {

/// The key that wraps all others: from `text` (base64, as in BESPOKE_MASTER_KEY) if there is one, else from the file, which is
/// made at the first start with mode 0600. `InvalidInput` "master-key" if it is not 32 bytes in base64; `Forbidden`
/// "master-key-mode" if others than the owner may read the file; errors of write_durably and read_file.
Result<crypto::SecretKey> master_key(const std::filesystem::path& file, const std::optional<std::string>& text);

/// Name under which wrapped keys say which master key they need; tells nothing about it.
std::string name_of_master(const crypto::SecretKey&);

}  // namespace bespoke::adapters::local
