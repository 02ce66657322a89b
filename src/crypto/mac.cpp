#include "crypto/mac.hpp"

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <cstdlib>

namespace bespoke::crypto {
namespace {

constexpr std::size_t kMaxOutput = 255 * 32;

const unsigned char* data_of(BytesView bytes) {
    // A null pointer would mean "the key as before" to the library.
    static constexpr unsigned char kNothing = 0;
    return bytes.empty() ? &kNothing : reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Mac hmac_sha256(BytesView key, BytesView message) {
    Mac mac{};
    unsigned int size = 0;
    const auto* made = HMAC(EVP_sha256(), data_of(key), static_cast<int>(key.size()), data_of(message), message.size(),
                            reinterpret_cast<unsigned char*>(mac.data()), &size);
    if (made == nullptr || size != mac.size()) std::abort();
    return mac;
}

Bytes hkdf_sha256(BytesView key, BytesView salt, BytesView info, std::size_t size) {
    if (size > kMaxOutput) std::abort();
    // "No salt" is a salt of zeros (section 2.2), and so is an empty key to HMAC.
    Mac extracted = hmac_sha256(salt, key);
    Bytes out, message;
    out.reserve(size + extracted.size());  // so that no secret is left behind by growing
    message.reserve(extracted.size() + info.size() + 1);
    Mac block{};
    for (unsigned char counter = 1; out.size() < size; ++counter) {
        message.clear();
        if (counter > 1) message.insert(message.end(), block.begin(), block.end());
        message.insert(message.end(), info.begin(), info.end());
        message.push_back(static_cast<std::byte>(counter));
        block = hmac_sha256(extracted, message);
        out.insert(out.end(), block.begin(), block.end());
    }
    wipe(extracted);
    wipe(block);
    wipe(message);
    wipe(std::span(out).subspan(size));
    out.resize(size);
    return out;
}

SecretKey derive_key(const SecretKey& key, std::string_view label) {
    Bytes bytes = hkdf_sha256(key.bytes(), {}, as_bytes(label), SecretKey::kSize);
    const auto derived = SecretKey::from(bytes);
    wipe(bytes);
    return derived.value();
}

bool equal(BytesView a, BytesView b) {
    return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace bespoke::crypto
