#pragma once

#include <string>
#include <string_view>

namespace bespoke::crypto {

/// How much a hash costs: Interactive is libsodium's figure (64 MiB, two passes); Cheap is for tests alone.
enum class PasswordCost { Interactive, Cheap };

/// Argon2id (RFC 9106) with a fresh salt, in the PHC string format. Empty if there is no memory for it: no password matches that.
std::string hash_password(std::string_view password, PasswordCost = PasswordCost::Interactive);
/// Takes as long for a wrong password as for the right one.
bool verify_password(std::string_view password, const std::string& hash);

}  // namespace bespoke::crypto
