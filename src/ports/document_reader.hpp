#pragma once

#include "base/bytes.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"
#include "document/document.hpp"

namespace bespoke::ports {

/// Turn one untrusted file into laid-out text. Safe from many threads.
class DocumentReader {
public:
    virtual ~DocumentReader() = default;
    /// A file that can't be read is `InvalidInput` or `LimitExceeded` with the reason; a reader that isn't there is `Unavailable`.
    virtual Result<document::Document> read(BytesView bytes, Deadline) = 0;
};

}  // namespace bespoke::ports
