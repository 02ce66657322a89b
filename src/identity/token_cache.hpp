#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "identity/claims.hpp"

namespace bespoke::identity {

/// A token whose signature and claims were found good, by which key.
struct VerifiedToken {
    CheckedClaims claims;
    std::size_t source = 0;  ///< which issuer
    std::string key_id, key_fingerprint;
};

/// Remembers verified tokens by their hash, so that a signature is checked once. It says nothing about what may change meanwhile: keys,
/// revocation, tenant and account are asked each time. Safe from many threads.
class TokenCache {
public:
    explicit TokenCache(std::size_t capacity = 10'000) : capacity_(capacity) {}
    /// Expired ones are not found.
    std::optional<VerifiedToken> find(const std::string& hash, Timestamp now);
    void add(const std::string& hash, VerifiedToken, Timestamp now);
    void drop(const std::string& hash);

private:
    std::size_t capacity_;
    std::mutex mutex_;
    std::map<std::string, VerifiedToken> tokens_;
};

}  // namespace bespoke::identity
