#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// A piece of a document's text with its embedding.
struct Chunk {
    std::string id;  ///< unique within its document, e.g. a node id
    std::string text;
    std::vector<float> embedding;  ///< of unit length, or empty where there is no embedder
};

struct VectorQuery {
    std::string text;
    std::vector<float> embedding;     ///< as the chunks'
    std::vector<RecordId> documents;  ///< only these; all if empty
    std::size_t limit = 10;
};

struct VectorHit {
    RecordId document;
    std::string chunk;
    std::string text;
    double score = 0;  ///< reciprocal rank fusion of cosine and BM25; higher is better
};

/// Find a tenant's chunks by meaning and by words. Safe from many threads.
class VectorIndex {
public:
    virtual ~VectorIndex() = default;
    /// Replace all chunks of a document. Survives a power cut where the adapter is durable.
    virtual Status put(const TenantId&, const RecordId& document, const std::vector<Chunk>&) = 0;
    /// Best first; equal scores by document and chunk id. Embeddings of another length than the index's are `InvalidInput` "dimension".
    virtual Result<std::vector<VectorHit>> search(const TenantId&, const VectorQuery&) = 0;
    /// Missing is success.
    virtual Status remove(const TenantId&, const RecordId& document) = 0;
};

}  // namespace bespoke::ports
