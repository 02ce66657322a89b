#pragma once

#include <string>

#include "adapters/aws/core/client.hpp"

namespace bespoke::adapters::aws {

/// That a job is to be looked at at a time, as it stood after one of its runs.
struct JobAlarm {
    TenantId tenant;
    JobId job;
    int run = 1;
};

/// Alarms as one-time schedules of EventBridge Scheduler ("API Reference": CreateSchedule, DeleteSchedule). One rings once, at its time or up to five
/// minutes later, whatever became of who set it, and is gone then: it invokes `target` with an event of source "bespoke.alarms", detail-type
/// "Job Alarm" and detail {tenantId, jobId, run}; what can't be delivered within an hour goes to `dead_letters` as that same event. Calls are the
/// service's own. Safe from many threads and processes.
class JobAlarms {
public:
    struct Options {
        std::string group;         ///< of schedules; made with the deployment
        std::string role;          ///< ARN; the schedule invokes as it
        std::string target;        ///< ARN of a function
        std::string dead_letters;  ///< ARN of a queue
    };
    /// The client outlives it.
    JobAlarms(Client& client, Options options) : client_(client), options_(std::move(options)) {}

    /// Of one job and run there is one alarm: to set it again is success and leaves its time. A time that is over is a minute from now.
    Status set(const JobAlarm&, Timestamp at, Deadline);
    /// None there (it rang, or never was) is success.
    Status cancel(const JobAlarm&, Deadline);

private:
    Client& client_;
    const Options options_;
};

/// A schedule's name within its group: 44 of [0-9a-z-], the same for the same job and run, telling nothing of the tenant.
std::string schedule_name(const JobAlarm&);

}  // namespace bespoke::adapters::aws
