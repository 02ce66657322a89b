#pragma once

#include <mutex>
#include <string>

#include "base/lru_cache.hpp"
#include "ports/embedder.hpp"

namespace bespoke::adapters::local {

/// What a cache did since it was made; for metrics.
struct EmbeddingCacheCounters {
    std::uint64_t hits = 0, misses = 0, evictions = 0;
    std::size_t entries = 0, bytes = 0;
};

/// Vectors of recent texts, so that the same text costs one inference. Bounded by bytes, the longest unused goes first. Safe from
/// many threads.
///
/// A key is SHA-256 over owner, model name and text, so no text is kept, and a tenant meets only what itself asked before: how
/// long an answer takes tells nothing about other tenants.
class EmbeddingCache {
public:
    explicit EmbeddingCache(std::size_t max_bytes);
    /// The vector that `owner` got from `model` for `text`; empty if it is not here.
    [[nodiscard]] std::vector<float> find(std::string_view owner, std::string_view model, std::string_view text);
    void keep(std::string_view owner, std::string_view model, std::string_view text, const std::vector<float>& vector);
    /// Forgets everything of an owner, for when a tenant is erased.
    void forget(std::string_view owner);
    [[nodiscard]] EmbeddingCacheCounters counters() const;

private:
    struct Kept {
        std::string owner;
        std::vector<float> vector;
    };
    mutable std::mutex mutex_;
    LruCache<Kept> kept_;
    std::uint64_t hits_ = 0, misses_ = 0;
};

/// An embedder that looks into a cache on behalf of one owner (a tenant's id; "" where there is but one user) and asks the other
/// only for what is missing, each text once. Both must outlive it. As safe from many threads as they are.
class CachedEmbedder : public ports::Embedder {
public:
    CachedEmbedder(ports::Embedder& embedder, EmbeddingCache& cache, std::string owner);
    [[nodiscard]] std::string_view name() const override { return embedder_.name(); }
    [[nodiscard]] std::size_t dimension() const override { return embedder_.dimension(); }
    Result<std::vector<std::vector<float>>> embed(std::span<const std::string> texts) override;

private:
    ports::Embedder& embedder_;
    EmbeddingCache& cache_;
    const std::string owner_;
};

}  // namespace bespoke::adapters::local
