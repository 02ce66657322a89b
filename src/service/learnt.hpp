#pragma once

#include "ports/metadata_store.hpp"
#include "ports/vector_index.hpp"
#include "stages/tenant_memory.hpp"

namespace bespoke::service {

/// A tenant's memory in its own store and index: feedback as its records have it, validated wordings as chunks of a document
/// named by the job. Both go with their job (removal, retention) and with the tenant (erasure); an export has the feedback as
/// records and the wordings in the job's files. Nothing is read or kept while the settings say `learnFromFeedback: false`. Safe
/// from many threads.
class Learnt final : public stages::TenantMemory {
public:
    /// Both outlive it.
    Learnt(ports::MetadataStore& store, ports::VectorIndex& vectors) : store_(store), vectors_(vectors) {}
    Result<std::vector<tailoring::PastEdit>> recall(const TenantId&, const std::vector<stages::KnownText>&) override;
    Status remember(const TenantId&, const JobId&, const std::vector<stages::Wording>&) override;

private:
    Result<std::vector<tailoring::PastEdit>> wordings(const TenantId&, const std::vector<stages::KnownText>&);
    Result<std::vector<ports::VectorHit>> search(const TenantId&, const stages::KnownText&);

    ports::MetadataStore& store_;
    ports::VectorIndex& vectors_;
};

/// How many entries of feedback are looked at for a job, the newest.
inline constexpr std::size_t kFeedbackRecalled = 2'000;

}  // namespace bespoke::service
