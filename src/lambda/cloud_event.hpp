#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/ids.hpp"

namespace bespoke::lambda {

/// An event of an EventBridge bus ("EventBridge event structure").
struct CloudEvent {
    std::string id, source, detail_type;
    nlohmann::json detail;  ///< an object
};

/// `InvalidInput` "bad-event" for what is no such event.
Result<CloudEvent> cloud_event(std::string_view event);

/// What S3 says in an "Object Created" event.
struct StoredObject {
    std::string bucket;
    std::string key;  ///< as it is, not encoded
    std::uint64_t bytes = 0;
};
Result<StoredObject> stored_object(const CloudEvent&);

/// What a "Job Alarm" says (source "bespoke.alarms"), which this service set itself: after that run of the job.
struct JobAlarmEvent {
    TenantId tenant;
    JobId job;
    int run = 1;
};
/// `InvalidInput` "bad-event" for what is no such event.
Result<JobAlarmEvent> job_alarm(const CloudEvent&);

}  // namespace bespoke::lambda
