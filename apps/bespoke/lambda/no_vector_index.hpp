#pragma once

#include "ports/vector_index.hpp"

namespace bespoke::app {

/// Where there is no collection: nothing is kept and nothing found, so nothing is learnt from earlier jobs' wordings.
class NoVectorIndex final : public ports::VectorIndex {
public:
    Status put(const TenantId&, const RecordId&, const std::vector<ports::Chunk>&) override { return {}; }
    Result<std::vector<ports::VectorHit>> search(const TenantId&, const ports::VectorQuery&) override {
        return std::vector<ports::VectorHit>{};
    }
    Status remove(const TenantId&, const RecordId&) override { return {}; }
};

}  // namespace bespoke::app
