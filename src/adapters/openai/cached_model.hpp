#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/lru_cache.hpp"
#include "ports/language_model.hpp"

namespace bespoke::adapters::openai {

/// Keeps answers by key. Safe from many threads. Losing an entry is no error.
class AnswerStore {
public:
    virtual ~AnswerStore() = default;
    virtual std::optional<ports::Completion> get(const std::string& key) = 0;
    virtual void put(const std::string& key, const ports::Completion&) = 0;
    /// Everything whose key begins so.
    virtual void forget(const std::string& key_prefix) = 0;
};

/// In memory, least recently used out first, bounded by bytes.
class MemoryAnswerStore final : public AnswerStore {
public:
    explicit MemoryAnswerStore(std::size_t max_bytes = 16 * 1024 * 1024) : kept_(max_bytes) {}
    std::optional<ports::Completion> get(const std::string& key) override;
    void put(const std::string& key, const ports::Completion&) override;
    void forget(const std::string& key_prefix) override;

private:
    std::mutex mutex_;
    LruCache<ports::Completion> kept_;
};

/// Asks a question once: the same owner, model, and request give the answer that was kept. Only finished answers are kept; requests without
/// an owner never are, and no owner ever gets another's. A kept answer costs nothing and counts no tokens. The store must outlive it.
/// Keys begin with the owner and a line break: `store.forget(cache_prefix(owner))` when an owner is erased.
class CachedModel final : public ports::LanguageModel {
public:
    CachedModel(std::unique_ptr<ports::LanguageModel> inner, AnswerStore& store) : inner_(std::move(inner)), store_(store) {}
    [[nodiscard]] std::string_view name() const override { return inner_->name(); }
    Result<ports::Completion> complete(const ports::CompletionRequest&, Deadline) override;

private:
    std::unique_ptr<ports::LanguageModel> inner_;
    AnswerStore& store_;
};

/// What the keys of an owner begin with.
std::string cache_prefix(const TenantId& owner);

}  // namespace bespoke::adapters::openai
