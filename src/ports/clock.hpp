#pragma once

#include "base/time.hpp"

namespace bespoke::ports {

/// Wall time. May step backwards; what must not depend on that is ordered by sequence numbers and fencing tokens. Safe from many threads.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

}  // namespace bespoke::ports
