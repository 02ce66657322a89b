#pragma once

#include <map>
#include <mutex>

#include "ports/vector_index.hpp"
#include "retrieval/collection.hpp"

namespace bespoke::adapters::memory {

/// Exact search in memory: complete, but nothing survives the object.
class VectorIndex final : public ports::VectorIndex {
public:
    Status put(const TenantId&, const RecordId& document, const std::vector<ports::Chunk>&) override;
    Result<std::vector<ports::VectorHit>> search(const TenantId&, const ports::VectorQuery&) override;
    Status remove(const TenantId&, const RecordId& document) override;

private:
    std::mutex mutex_;
    std::map<TenantId, retrieval::Collection> collections_;
};

}  // namespace bespoke::adapters::memory
