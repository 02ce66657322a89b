#include "adapters/local/embedding_cache.hpp"

#include "base/bytes.hpp"

namespace bespoke::adapters::local {
namespace {

/// What an entry takes besides its vector: key, owner, two nodes. An estimate on the safe side.
constexpr std::size_t kOverheadBytes = 256;

std::size_t cost_of(const std::string& owner, const std::vector<float>& vector) {
    return kOverheadBytes + owner.size() + vector.size() * sizeof(float);
}

/// Lengths before the parts, so that no two triples make the same bytes.
std::string key_of(std::string_view owner, std::string_view model, std::string_view text) {
    return sha256_hex(as_bytes(fmt::format("{}:{}{}:{}{}", owner.size(), owner, model.size(), model, text)));
}

}  // namespace

EmbeddingCache::EmbeddingCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

std::vector<float> EmbeddingCache::find(std::string_view owner, std::string_view model, std::string_view text) {
    const auto key = key_of(owner, model, text);
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
        ++counters_.misses;
        return {};
    }
    ++counters_.hits;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->vector;
}

void EmbeddingCache::keep(std::string_view owner, std::string_view model, std::string_view text,
                          const std::vector<float>& vector) {
    Entry entry{key_of(owner, model, text), std::string(owner), vector};
    const auto cost = cost_of(entry.owner, vector);
    const std::lock_guard lock(mutex_);
    if (cost > max_bytes_ || by_key_.contains(entry.key)) return;
    while (counters_.bytes + cost > max_bytes_) {
        drop(std::prev(entries_.end()));
        ++counters_.evictions;
    }
    entries_.push_front(std::move(entry));
    by_key_.emplace(entries_.front().key, entries_.begin());
    counters_.bytes += cost;
    counters_.entries = entries_.size();
}

void EmbeddingCache::forget(std::string_view owner) {
    const std::lock_guard lock(mutex_);
    for (auto entry = entries_.begin(); entry != entries_.end();) {
        const auto next = std::next(entry);
        if (entry->owner == owner) drop(entry);
        entry = next;
    }
}

EmbeddingCacheCounters EmbeddingCache::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

void EmbeddingCache::drop(std::list<Entry>::iterator entry) {
    counters_.bytes -= cost_of(entry->owner, entry->vector);
    by_key_.erase(entry->key);
    entries_.erase(entry);
    counters_.entries = entries_.size();
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
