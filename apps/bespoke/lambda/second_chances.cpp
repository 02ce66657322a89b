#include "lambda/second_chances.hpp"

#include "service/second_chance.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {
namespace {

using adapters::aws::JobAlarm;
using telemetry::Level;

bool may_pass(const Error& error) { return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout; }

}  // namespace

SecondChances::SecondChances(AwsInstallation& installation) : installation_(installation) {}

Status SecondChances::arrange(const ports::ExecutionEnd& end, const std::string& own_arn, Deadline deadline) {
    const auto& settings = installation_.settings();
    if (settings.alarm_group.empty()) return {};
    adapters::aws::JobAlarms alarms(installation_.store().client(),
                                    {.group = settings.alarm_group,
                                     .role = settings.alarm_role,
                                     .target = settings.alarm_target.empty() ? own_arn : settings.alarm_target,
                                     .dead_letters = settings.alarm_dead_letters});
    const auto arranged = arrange_by(alarms, end, deadline);
    if (arranged || may_pass(arranged.error())) return arranged;
    telemetry::log(Level::Error, "second-chance.not-arranged", end.tag.trace,
                   {{"job", end.tag.job.str()}, {"reason", arranged.error().reason}, {"detail", arranged.error().detail}});
    return {};
}

Status SecondChances::arrange_by(adapters::aws::JobAlarms& alarms, const ports::ExecutionEnd& end, Deadline deadline) {
    const auto& tag = end.tag;
    if (tag.run > 1) {
        if (auto cancelled = alarms.cancel({tag.tenant, tag.job, tag.run - 1}, deadline); !cancelled) return cancelled;
    }
    if (end.outcome == ports::ExecutionEnd::Outcome::Succeeded) return {};
    const auto letter = service::get_dead_letter(installation_.ports(), tag.tenant, tag.job);
    if (!letter && letter.error().code == ErrorCode::NotFound) return {};
    if (!letter) return tl::unexpected(letter.error());
    // Told late: the job died of a later run since, which is told, too.
    if (letter->redrives + 1 != static_cast<std::size_t>(tag.run)) return {};
    const auto at = service::second_chance(*letter);
    return at ? alarms.set({tag.tenant, tag.job, tag.run}, *at, deadline) : Status{};
}

Status SecondChances::ring(const lambda::JobAlarmEvent& alarm) {
    const auto given =
        service::give_second_chance(installation_.ports(), alarm.tenant, alarm.job, static_cast<std::size_t>(alarm.run - 1));
    if (!given) return tl::unexpected(given.error());
    telemetry::log(Level::Info, "second-chance", "", {{"job", alarm.job.str()}, {"outcome", *given ? "redriven" : "not needed"}});
    return {};
}

}  // namespace bespoke::app
