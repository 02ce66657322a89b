#include "adapters/local/embedding_cache.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "base/bytes.hpp"

namespace bespoke::adapters::local {
namespace {

/// What an entry takes besides its vector: key, owner, two nodes. An estimate on the safe side.
constexpr std::size_t kOverheadBytes = 256;

/// Lengths before the parts, so that no two triples make the same bytes.
std::string key_of(std::string_view owner, std::string_view model, std::string_view text) {
    return sha256_hex(as_bytes(fmt::format("{}:{}{}:{}{}", owner.size(), owner, model.size(), model, text)));
}

}  // namespace

EmbeddingCache::EmbeddingCache(std::size_t max_bytes) : kept_(max_bytes) {}

std::vector<float> EmbeddingCache::find(std::string_view owner, std::string_view model, std::string_view text) {
    const auto key = key_of(owner, model, text);
    const std::lock_guard lock(mutex_);
    const auto* kept = kept_.find(key);
    ++(kept != nullptr ? hits_ : misses_);
    return kept != nullptr ? kept->vector : std::vector<float>();
}

void EmbeddingCache::keep(std::string_view owner, std::string_view model, std::string_view text,
                          const std::vector<float>& vector) {
    auto key = key_of(owner, model, text);
    const auto cost = kOverheadBytes + owner.size() + vector.size() * sizeof(float);
    const std::lock_guard lock(mutex_);
    kept_.put(std::move(key), {std::string(owner), vector}, cost);
}

void EmbeddingCache::forget(std::string_view owner) {
    const std::lock_guard lock(mutex_);
    kept_.erase_if([&](std::string_view, const Kept& kept) { return kept.owner == owner; });
}

EmbeddingCacheCounters EmbeddingCache::counters() const {
    const std::lock_guard lock(mutex_);
    return {hits_, misses_, kept_.evictions(), kept_.entries(), kept_.bytes()};
}

CachedEmbedder::CachedEmbedder(ports::Embedder& embedder, EmbeddingCache& cache, std::string owner)
    : embedder_(embedder), cache_(cache), owner_(std::move(owner)) {}

Result<std::vector<std::vector<float>>> CachedEmbedder::embed(std::span<const std::string> texts) {
    std::vector<std::vector<float>> vectors(texts.size());
    std::vector<std::string> asked;
    std::unordered_map<std::string_view, std::size_t> place;  // of a text in `asked`
    std::vector<std::pair<std::size_t, std::size_t>> wanted;  // place in `texts`, place in `asked`
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (const auto known = place.find(texts[i]); known != place.end()) {
            wanted.emplace_back(i, known->second);
            continue;
        }
        vectors[i] = cache_.find(owner_, name(), texts[i]);
        if (!vectors[i].empty()) continue;
        place.emplace(texts[i], asked.size());
        wanted.emplace_back(i, asked.size());
        asked.push_back(texts[i]);
    }
    if (asked.empty()) return vectors;
    const auto fresh = embedder_.embed(asked);
    if (!fresh) return tl::unexpected(fresh.error());
    for (std::size_t i = 0; i < asked.size(); ++i) cache_.keep(owner_, name(), asked[i], (*fresh)[i]);
    for (const auto& [text, answer] : wanted) vectors[text] = (*fresh)[answer];
    return vectors;
}

}  // namespace bespoke::adapters::local
