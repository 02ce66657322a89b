#include "adapters/openai/cached_model.hpp"

#include <fmt/format.h>

#include "base/bytes.hpp"

namespace bespoke::adapters::openai {
namespace {

/// JSON keeps the fields apart: no two requests write the same.
std::string key_of(std::string_view model, const ports::CompletionRequest& request) {
    const nlohmann::json all = {
        model, request.system, request.user, request.schema, request.max_output_tokens, request.temperature, request.seed};
    return cache_prefix(request.owner) + sha256_hex(as_bytes(all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
}

std::size_t cost_of(const std::string& key, const ports::Completion& completion) {
    constexpr std::size_t kOverheadBytes = 256;
    return key.size() + completion.text.size() + completion.model.size() + kOverheadBytes;
}

}  // namespace

std::string cache_prefix(const TenantId& owner) { return owner.str() + "\n"; }

std::optional<ports::Completion> MemoryAnswerStore::get(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto* kept = kept_.find(key);
    return kept != nullptr ? std::optional(*kept) : std::nullopt;
}

void MemoryAnswerStore::put(const std::string& key, const ports::Completion& completion) {
    const std::lock_guard lock(mutex_);
    kept_.put(key, completion, cost_of(key, completion));
}

void MemoryAnswerStore::forget(const std::string& key_prefix) {
    const std::lock_guard lock(mutex_);
    kept_.erase_if([&](std::string_view key, const ports::Completion&) { return key.starts_with(key_prefix); });
}

Result<ports::Completion> CachedModel::complete(const ports::CompletionRequest& request, Deadline deadline) {
    if (request.owner.empty()) return inner_->complete(request, deadline);
    const auto key = key_of(name(), request);
    if (auto kept = store_.get(key)) {
        kept->from_cache = true;
        kept->input_tokens = kept->output_tokens = 0;
        kept->cost_usd = 0;
        return *std::move(kept);
    }
    auto completion = inner_->complete(request, deadline);
    if (completion && completion->finish == ports::Completion::Finish::Stop) store_.put(key, *completion);
    return completion;
}

}  // namespace bespoke::adapters::openai
