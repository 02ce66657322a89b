#include "adapters/memory/vector_index.hpp"

namespace bespoke::adapters::memory {

Status VectorIndex::put(const TenantId& tenant, const RecordId& document, const std::vector<ports::Chunk>& chunks) {
    std::vector<retrieval::Passage> passages;
    for (const auto& chunk : chunks) passages.push_back({chunk.id, chunk.text, chunk.embedding});
    auto segment = retrieval::Segment::build(document.str(), std::move(passages));
    if (!segment) return tl::unexpected(segment.error());
    const std::lock_guard lock(mutex_);
    return collections_[tenant].put(std::move(*segment));
}

Result<std::vector<ports::VectorHit>> VectorIndex::search(const TenantId& tenant, const ports::VectorQuery& query) {
    retrieval::Query asked{query.text, query.embedding, {}, query.limit};
    for (const auto& document : query.documents) asked.documents.push_back(document.str());
    const std::lock_guard lock(mutex_);
    const auto found = collections_[tenant].search(asked);
    if (!found) return tl::unexpected(found.error());
    std::vector<ports::VectorHit> hits;
    for (const auto& hit : *found) {
        hits.push_back(
            {RecordId(hit.segment->document()), hit.segment->id(hit.passage), hit.segment->text(hit.passage), hit.score});
    }
    return hits;
}

Status VectorIndex::remove(const TenantId& tenant, const RecordId& document) {
    const std::lock_guard lock(mutex_);
    const auto found = collections_.find(tenant);
    if (found != collections_.end()) found->second.remove(document.str());
    return {};
}

}  // namespace bespoke::adapters::memory
