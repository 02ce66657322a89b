#include "identity/token_cache.hpp"

namespace bespoke::identity {

std::optional<VerifiedToken> TokenCache::find(const std::string& hash, Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto found = tokens_.find(hash);
    if (found == tokens_.end()) return std::nullopt;
    if (now < found->second.claims.expires_at) return found->second;
    tokens_.erase(found);
    return std::nullopt;
}

void TokenCache::add(const std::string& hash, VerifiedToken token, Timestamp now) {
    const std::lock_guard lock(mutex_);
    if (tokens_.size() >= capacity_)
        std::erase_if(tokens_, [&](const auto& entry) { return entry.second.claims.expires_at <= now; });
    // Only tokens that verify get here, so a full cache is honest load; beginning anew costs one signature check each.
    if (tokens_.size() >= capacity_) tokens_.clear();
    tokens_.insert_or_assign(hash, std::move(token));
}

void TokenCache::drop(const std::string& hash) {
    const std::lock_guard lock(mutex_);
    tokens_.erase(hash);
}

}  // namespace bespoke::identity
