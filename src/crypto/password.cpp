#include "crypto/password.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>

namespace bespoke::crypto {
namespace {

void initialise() {
    static const int state = sodium_init();
    if (state < 0) std::abort();
}

}  // namespace

std::string hash_password(std::string_view password, PasswordCost cost) {
    initialise();
    const bool cheap = cost == PasswordCost::Cheap;
    const auto passes = cheap ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE;
    const auto bytes = cheap ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE;
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return {};
    return hash.data();
}

bool verify_password(std::string_view password, const std::string& hash) {
    initialise();
    // The library reads a text that ends with a zero within this many bytes.
    if (hash.size() >= crypto_pwhash_STRBYTES) return false;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace bespoke::crypto
