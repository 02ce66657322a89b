#pragma once

#include <optional>

#include "adapters/aws/messaging/job_alarms.hpp"
#include "lambda/aws_installation.hpp"
#include "lambda/cloud_event.hpp"

namespace bespoke::app {

/// The jobs' second chances (service/second_chance.hpp) on AWS: one-time schedules in place of the chore of `serve`. Without a group of schedules
/// in the settings nothing is ever set, and the chore does it. Safe from many threads.
class SecondChances {
public:
    /// The installation outlives it.
    explicit SecondChances(AwsInstallation&);
    /// After an execution's end is settled: sets the alarm of a job that is dead by it, and takes back the one of the run before. May be told
    /// twice. `own_arn`: the function that is asked if the settings name no other. What does not pass by itself is logged, and no error: the
    /// job waits for its operator then.
    Status arrange(const ports::ExecutionEnd&, const std::string& own_arn, Deadline);
    /// An alarm rings.
    Status ring(const lambda::JobAlarmEvent&);

private:
    Status arrange_by(adapters::aws::JobAlarms&, const ports::ExecutionEnd&, Deadline);
    AwsInstallation& installation_;
};

}  // namespace bespoke::app
