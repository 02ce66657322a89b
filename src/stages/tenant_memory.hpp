#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "tailoring/preferences.hpp"

namespace bespoke::stages {

/// A text of the resume at hand with its embedding, which is empty where there is no embedder.
struct KnownText {
    std::string text;
    std::vector<float> embedding;
};

/// A rewritten text that passed validation, with the embedding of what it was made of.
struct Wording {
    EditId edit;
    std::string before, after;
    std::vector<float> embedding;  ///< of `before`; may be empty
};

/// What a tenant's earlier jobs teach its next ones: what people said to their edits, and wordings that passed validation. One
/// tenant never learns of another. Safe from many threads.
class TenantMemory {
public:
    virtual ~TenantMemory() = default;
    /// Past edits, oldest first: what was said, and wordings of texts like these. Nothing for a tenant that does not want to be
    /// learnt from.
    virtual Result<std::vector<tailoring::PastEdit>> recall(const TenantId&, const std::vector<KnownText>& texts) = 0;
    /// Keep a job's wordings, in place of those kept before. Does nothing for a tenant that does not want it.
    virtual Status remember(const TenantId&, const JobId&, const std::vector<Wording>&) = 0;
};

}  // namespace bespoke::stages
