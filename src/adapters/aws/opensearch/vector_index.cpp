#include "adapters/aws/opensearch/vector_index.hpp"

#include "adapters/aws/opensearch/fusion.hpp"
#include "retrieval/segment.hpp"

namespace bespoke::adapters::aws::opensearch {
namespace {

constexpr std::size_t kMostChunks = 1'000;

tl::unexpected<Error> no_tenant() { return fail(ErrorCode::NotFound, "no-tenant", "There is no such tenant; check the name."); }

tl::unexpected<Error> other_dimension(std::size_t got, std::size_t wanted) {
    return fail(ErrorCode::InvalidInput, "dimension",
                "The embedding doesn't fit those that are stored; embed everything with one model.",
                fmt::format("{} instead of {} numbers", got, wanted));
}

/// The embeddings checked and of unit length, by the rules of the local index.
Result<retrieval::Segment> checked(const std::string& document, const std::vector<ports::Chunk>& chunks, std::size_t dimension) {
    std::vector<retrieval::Passage> passages;
    for (const auto& chunk : chunks) passages.push_back({chunk.id, chunk.text, chunk.embedding});
    auto segment = retrieval::Segment::build(document, std::move(passages));
    if (segment && segment->dimension() != 0 && segment->dimension() != dimension)
        return other_dimension(segment->dimension(), dimension);
    return segment;
}

/// Empty where there is none: zeros would be as near to everything as half of the rest.
std::vector<float> embedding_of(const retrieval::Segment& segment, std::size_t passage) {
    const float* row = segment.row(passage);
    std::vector<float> embedding(row, row + segment.dimension());
    if (std::ranges::all_of(embedding, [](float number) { return number == 0; })) embedding.clear();
    return embedding;
}

}  // namespace

Status VectorIndex::put(const TenantId& tenant, const RecordId& document, const std::vector<ports::Chunk>& chunks) {
    if (!is_valid(tenant)) return no_tenant();
    if (chunks.size() > kMostChunks) {
        return fail(ErrorCode::LimitExceeded, "too-many-chunks", "This document has too many parts to be searched; shorten it.",
                    fmt::format("{} chunks", chunks.size()));
    }
    const auto segment = checked(document.str(), chunks, collection_.options().dimension);
    if (!segment) return tl::unexpected(segment.error());
    std::map<std::string, nlohmann::json> wanted;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const StoredChunk chunk{document.str(), chunks[i].id, chunks[i].text, embedding_of(*segment, i)};
        wanted.emplace(key_of(tenant, chunk), source_of(tenant, chunk));
    }
    return collection_.settle(tenant, {document.str()}, wanted);
}

Result<std::vector<ports::VectorHit>> VectorIndex::search(const TenantId& tenant, const ports::VectorQuery& query) {
    if (!is_valid(tenant)) return no_tenant();
    const auto& options = collection_.options();
    const auto embedded = checked({}, {{"query", {}, query.embedding}}, options.dimension);
    if (!embedded) return tl::unexpected(embedded.error());
    if (query.limit == 0) return std::vector<ports::VectorHit>{};
    Asked asked{tenant, {}, depth_for(query.limit)};
    for (const auto& document : query.documents) asked.documents.push_back(document.str());
    const auto deadline = Deadline::after(options.search_patience);
    Result<std::vector<Found>> nearest, words;
    if (const auto embedding = embedding_of(*embedded, 0); !embedding.empty()) {
        nearest = collection_.search(tenant, nearest_query(asked, embedding), deadline);
    }
    if (!nearest) return tl::unexpected(nearest.error());
    if (!query.text.empty()) words = collection_.search(tenant, words_query(asked, query.text), deadline);
    if (!words) return tl::unexpected(words.error());
    return fused(*nearest, *words, query.limit);
}

Status VectorIndex::remove(const TenantId& tenant, const RecordId& document) {
    if (!is_valid(tenant)) return no_tenant();
    return collection_.settle(tenant, {document.str()}, {});
}

Status TenantStorage::erase(const TenantId& tenant) {
    if (!is_valid(tenant)) return {};
    if (collection_.options().isolation == Options::Isolation::IndexPerTenant) return collection_.drop(tenant);
    return collection_.settle(tenant, {}, {});
}

Result<bool> TenantStorage::holds(const TenantId& tenant) {
    if (!is_valid(tenant)) return false;
    const auto found =
        collection_.search(tenant, stored_query({tenant, {}, 1}), Deadline::after(collection_.options().search_patience));
    if (!found) return tl::unexpected(found.error());
    return !found->empty();
}

}  // namespace bespoke::adapters::aws::opensearch
