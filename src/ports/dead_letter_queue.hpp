#pragma once

#include <string>
#include <vector>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// A job that failed for good for reasons that are ours. Ids and names alone.
struct DeadJob {
    TenantId tenant;
    JobId job;
    int run = 1;                       ///< which of its runs died
    std::string state, error, reason;  ///< where and why: a state's name, an error's name, a slug
    std::string trace;
};

/// Dead jobs that wait for an operator. A job may be told of twice; whoever acts looks at the job first. Safe from many threads.
class DeadLetterQueue {
public:
    struct Letter {
        DeadJob dead;
        std::string receipt;  ///< to remove it with
    };
    virtual ~DeadLetterQueue() = default;
    virtual Status send(const DeadJob&, Deadline) = 0;
    /// Up to `most` letters, whichever come; they stay there, and for others, too. What can't be read is passed over.
    virtual Result<std::vector<Letter>> look(std::size_t most, Deadline) = 0;
    virtual Status remove(const Letter&, Deadline) = 0;
};

}  // namespace bespoke::ports
