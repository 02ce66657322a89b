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

std::size_t size_of(const std::string& key, const ports::Completion& completion) {
    constexpr std::size_t kOverheadBytes = 256;
    return 2 * key.size() + completion.text.size() + completion.model.size() + kOverheadBytes;
}

}  // namespace

std::string cache_prefix(const TenantId& owner) { return owner.str() + "\n"; }

std::optional<ports::Completion> MemoryAnswerStore::get(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = found_.find(key);
    if (found == found_.end()) return std::nullopt;
    newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
    return found->second->second;
}

void MemoryAnswerStore::put(const std::string& key, const ports::Completion& completion) {
    const auto size = size_of(key, completion);
    const std::lock_guard lock(mutex_);
    if (size > max_bytes_ || found_.contains(key)) return;
    newest_first_.emplace_front(key, completion);
    found_.emplace(key, newest_first_.begin());
    bytes_ += size;
    while (bytes_ > max_bytes_) remove(std::prev(newest_first_.end()));
}

void MemoryAnswerStore::forget(const std::string& key_prefix) {
    const std::lock_guard lock(mutex_);
    for (auto at = newest_first_.begin(); at != newest_first_.end();) {
        const auto next = std::next(at);
        if (at->first.starts_with(key_prefix)) remove(at);
        at = next;
    }
}

void MemoryAnswerStore::remove(std::list<Entry>::iterator entry) {
    bytes_ -= size_of(entry->first, entry->second);
    found_.erase(entry->first);
    newest_first_.erase(entry);
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
