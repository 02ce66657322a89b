#pragma once

#include <filesystem>

#include "adapters/local/key_table.hpp"
#include "crypto/data_key.hpp"

namespace bespoke::adapters::local {

/// Give the data of this table another master key, which stands in `file` afterwards: made new, put beside the old one
/// (`<file>.next`), all keys wrapped with it in one transaction, and then it takes the old one's place. Broken off anywhere, the
/// next call goes on with the same new key; until then a server says `Corrupt` "wrong-master-key" at worst and changes nothing.
/// No service may be at work. Gives the new key. Errors of master_key(), rewrap() and the disk.
Result<crypto::SecretKey> rotate_master_key(KeyTable& table, const std::filesystem::path& file);

}  // namespace bespoke::adapters::local
