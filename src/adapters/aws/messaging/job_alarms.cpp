#include "adapters/aws/messaging/job_alarms.hpp"

#include "base/bytes.hpp"
#include "base/rfc3339.hpp"

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;

constexpr std::size_t kNameDigits = 40;
constexpr std::size_t kSecondsLength = std::string_view("2030-01-01T00:00:00").size();
constexpr std::chrono::minutes kSoonest{1};  // a time that is over is refused
/// After an outage many jobs have the same hour; their alarms need not ring in the same minute.
constexpr int kWindowMinutes = 5;
constexpr int kAttempts = 20, kLongestSeconds = 3'600;

/// "at(yyyy-mm-ddThh:mm:ss)", in UTC.
std::string expression_of(Timestamp at) { return "at(" + to_rfc3339(at).substr(0, kSecondsLength) + ")"; }

std::string event_of(const JobAlarm& alarm) {
    const json event = {{"id", schedule_name(alarm)},
                        {"source", "bespoke.alarms"},
                        {"detail-type", "Job Alarm"},
                        {"detail", {{"tenantId", alarm.tenant.str()}, {"jobId", alarm.job.str()}, {"run", alarm.run}}}};
    return event.dump(-1, ' ', true, json::error_handler_t::replace);
}

Call call_of(const char* operation, const char* method, const JobAlarm& alarm) {
    Call call;
    call.service = Service::Scheduler;
    call.operation = operation;
    call.method = method;
    call.path = "/schedules/" + schedule_name(alarm);
    return call;
}

}  // namespace

std::string schedule_name(const JobAlarm& alarm) {
    const auto whose = fmt::format("{}\n{}\n{}", alarm.tenant.str(), alarm.job.str(), alarm.run);
    return "job-" + sha256_hex(as_bytes(whose)).substr(0, kNameDigits);
}

Status JobAlarms::set(const JobAlarm& alarm, Timestamp at, Deadline deadline) {
    const auto soonest = client_.clock().now() + kSoonest;
    const json schedule = {
        {"GroupName", options_.group},
        {"ScheduleExpression", expression_of(std::max(at, soonest))},
        {"ScheduleExpressionTimezone", "UTC"},
        {"FlexibleTimeWindow", {{"Mode", "FLEXIBLE"}, {"MaximumWindowInMinutes", kWindowMinutes}}},
        {"ActionAfterCompletion", "DELETE"},
        // By it the service knows an attempt that is made again; who sets the alarm anew finds the name taken.
        {"ClientToken", schedule_name(alarm)},
        {"Target",
         {{"Arn", options_.target},
          {"RoleArn", options_.role},
          {"Input", event_of(alarm)},
          {"RetryPolicy", {{"MaximumRetryAttempts", kAttempts}, {"MaximumEventAgeInSeconds", kLongestSeconds}}},
          {"DeadLetterConfig", {{"Arn", options_.dead_letters}}}}}};
    auto call = call_of("CreateSchedule", "POST", alarm);
    call.headers = {{"content-type", "application/json"}};
    call.body = schedule.dump(-1, ' ', true, json::error_handler_t::replace);
    const auto made = client_.send(call, Caller::service(), deadline);
    if (made || made.error().code == "ConflictException") return {};
    return tl::unexpected(to_error(made.error()));
}

Status JobAlarms::cancel(const JobAlarm& alarm, Deadline deadline) {
    auto call = call_of("DeleteSchedule", "DELETE", alarm);
    call.query = {{"groupName", options_.group}, {"clientToken", schedule_name(alarm)}};
    const auto gone = client_.send(call, Caller::service(), deadline);
    if (gone || gone.error().code == "ResourceNotFoundException") return {};
    return tl::unexpected(to_error(gone.error()));
}

}  // namespace bespoke::adapters::aws
