#pragma once

#include "adapters/aws/opensearch/collection.hpp"
#include "ports/tenant_storage.hpp"
#include "ports/vector_index.hpp"

namespace bespoke::adapters::aws::opensearch {

/// Chunks in an OpenSearch Serverless vector search collection: nearest by embedding and best by words, each asked for and then fused by
/// reciprocal rank as the local index does. A chunk is known by a key made of its tenant, place and content, so what was stored twice (the
/// service takes no ids of ours) is found once and tidied up by the next `put`. `put` and `remove` wait until searches see them.
/// Declared deviations: the length of embeddings is a setting, `InvalidInput` "dimension" for others; words are stemmed by OpenSearch's English
/// analysis, so BM25 orders a little differently; nearest neighbours are approximate; at most 1,000 chunks a document, `LimitExceeded`
/// "too-many-chunks"; while a document is replaced a search may find its old and new chunks.
/// `NotFound` "no-tenant" for what no tenant is called. Safe from many threads and processes.
class VectorIndex final : public ports::VectorIndex {
public:
    /// `client` outlives it.
    VectorIndex(Client& client, Options options) : collection_(client, std::move(options)) {}

    Status put(const TenantId&, const RecordId& document, const std::vector<ports::Chunk>&) override;
    Result<std::vector<ports::VectorHit>> search(const TenantId&, const ports::VectorQuery&) override;
    Status remove(const TenantId&, const RecordId& document) override;

private:
    Collection collection_;
};

/// What a tenant has in the collection: his index, or his chunks in the shared one.
class TenantStorage final : public ports::TenantStorage {
public:
    /// `client` outlives it. The same options as the index's.
    TenantStorage(Client& client, Options options) : collection_(client, std::move(options)) {}
    Status erase(const TenantId&) override;
    Result<bool> holds(const TenantId&) override;
    Status checkpoint(const TenantId&) override { return {}; }

private:
    Collection collection_;
};

}  // namespace bespoke::adapters::aws::opensearch
