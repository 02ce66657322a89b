#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::ports {

/// Something that happened to a tailoring job, for people and systems outside.
struct Event {
    std::string type;  ///< e.g. "job.succeeded"
    JobId job;
    nlohmann::json data;
};

/// Tell whoever asked to be told. Delivery is at least once; `Event::job` and `type` identify repeats.
class Notifier {
public:
    virtual ~Notifier() = default;
    virtual Status notify(const TenantId&, const Event&, Deadline) = 0;
};

}  // namespace bespoke::ports
