#include "lambda/cloud_event.hpp"

#include "lambda/event_json.hpp"

namespace bespoke::lambda {
namespace {
constexpr std::uint64_t kMostRuns = 1'000'000;
}  // namespace

Result<CloudEvent> cloud_event(std::string_view text) {
    const auto event = parse_event(text);
    if (!event) return tl::unexpected(event.error());
    CloudEvent found{text_at(*event, "id"), text_at(*event, "source"), text_at(*event, "detail-type"),
                     object_at(*event, "detail")};
    if (found.source.empty()) return bad_event("source");
    if (!found.detail.is_object()) return bad_event("detail");
    return found;
}

Result<StoredObject> stored_object(const CloudEvent& event) {
    const auto& object = object_at(event.detail, "object");
    StoredObject stored{text_at(object_at(event.detail, "bucket"), "name"), text_at(object, "key"), 0};
    if (stored.bucket.empty() || stored.key.empty()) return bad_event("detail.object.key");
    if (const auto size = object.find("size"); size != object.end() && size->is_number_unsigned())
        stored.bytes = size->get<std::uint64_t>();
    return stored;
}

Result<JobAlarmEvent> job_alarm(const CloudEvent& event) {
    if (event.source != "bespoke.alarms" || event.detail_type != "Job Alarm") return bad_event("detail-type");
    JobAlarmEvent alarm{TenantId(text_at(event.detail, "tenantId")), JobId(text_at(event.detail, "jobId")), 0};
    if (const auto run = event.detail.find("run"); run != event.detail.end() && run->is_number_unsigned())
        alarm.run = static_cast<int>(std::min<std::uint64_t>(run->get<std::uint64_t>(), kMostRuns));
    if (!is_valid(alarm.tenant) || alarm.job.empty() || alarm.run < 1) return bad_event("detail");
    return alarm;
}

}  // namespace bespoke::lambda
