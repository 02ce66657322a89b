#include "api/resources/event_stream.hpp"

#include <charconv>

#include "api/answer.hpp"
#include "api/problem.hpp"
#include "api/resources/parts.hpp"
#include "service/jobs.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

constexpr std::size_t kEventsAtOnce = 100;

/// What an event's subject is called in its data.
const char* subject_member(std::string_view subject) {
    constexpr std::pair<std::string_view, const char*> kMembers[] = {
        {"job_", "jobId"}, {"doc_", "documentId"}, {"whk_", "webhookId"}, {"dlv_", "deliveryId"}};
    for (const auto& [prefix, member] : kMembers) {
        if (subject.starts_with(prefix)) return member;
    }
    return "subject";
}

json data_of(const ports::Event& event) {
    json data = event.data.is_object() ? event.data : json::object();
    data[subject_member(event.subject)] = event.subject;
    data["at"] = time_text(event.at);
    return data;
}

/// Where the client left off: the header of a reconnection counts more than the query of the first connection.
std::optional<std::string> last_event_id(const Call& call) {
    if (const auto header = call.http.headers.get("Last-Event-ID"); header && !header->empty()) return std::string(*header);
    const auto query = call.query.find("lastEventId");
    return query == call.query.end() ? std::nullopt : std::optional(query->second);
}

/// Without an id a job is told from its beginning, which is short, and a tenant from now on. "0" is the beginning of both.
Result<std::uint64_t> begin_after(const ResourceParts& parts, const Call& call, const JobId& job) {
    const auto id = last_event_id(call);
    if (!id && job.empty()) return newest_event(parts.service.store, call.tenant());
    if (!id || *id == "0") return std::uint64_t{0};
    const auto position = parts.cursors.open(call.tenant(), kEventScope, *id);
    std::uint64_t sequence = 0;
    if (position && std::from_chars(position->data(), position->data() + position->size(), sequence).ec == std::errc())
        return sequence;
    if (!position) return tl::unexpected(position.error());
    return not_found();
}

Result<http::Response> begin(const ResourceParts& parts, const Call& call, const JobId& job) {
    const auto after = begin_after(parts, call, job);
    if (!after) return tl::unexpected(after.error());
    http::Response response;
    response.headers.set("Content-Type", "text/event-stream");
    response.headers.set("Cache-Control", "no-store");
    response.body = std::make_unique<EventStream>(parts, call.tenant(), job, *after);
    return response;
}

Result<http::Response> of_job(const ResourceParts& parts, const Call& call) {
    const auto job = service::get_job(parts.service, call.tenant(), job_id(call));
    if (!job) return tl::unexpected(job.error());
    return begin(parts, call, job->id);
}

Result<http::Response> of_tenant(const ResourceParts& parts, const Call& call) { return begin(parts, call, JobId()); }

}  // namespace

Result<std::uint64_t> newest_event(ports::MetadataStore& store, const TenantId& tenant) {
    // Sequences have no gaps, so halving finds the end in a few dozen reads of one event.
    std::uint64_t known = 0, absent = std::uint64_t{1} << 48U;
    for (std::uint64_t step = 1; known + 1 < absent;) {
        const auto look = std::min(known + step, absent - 1);
        const auto found = store.events(tenant, look - 1, {}, 1);
        if (!found) return tl::unexpected(found.error());
        (found->empty() ? absent : known) = look;
        step = found->empty() ? std::max<std::uint64_t>(1, (absent - known) / 2) : step * 2;
    }
    return known;
}

bool EventStream::job_ended() const {
    if (job_.empty()) return false;
    const auto record = parts_.service.store.get(tenant_, ports::RecordKind::Job, RecordId(job_.str()));
    return record && (!*record || (*record)->state != "active");
}

std::optional<std::string> EventStream::text_of(const ports::Event& event) const {
    const auto id = parts_.cursors.seal(tenant_, kEventScope, std::to_string(event.sequence));
    if (!id) return std::nullopt;
    return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", *id, event.type,
                       data_of(event).dump(-1, ' ', true, json::error_handler_t::replace));
}

std::optional<std::string> EventStream::poll() {
    const bool last_look = job_ended();
    const auto events = parts_.service.store.events(tenant_, after_, job_.str(), kEventsAtOnce);
    if (!events) return std::nullopt;  // the client comes back with the last id that it got
    if (events->empty() && last_look) return std::nullopt;
    std::string text;
    for (const auto& event : *events) {
        const auto one = text_of(event);
        if (!one) return std::nullopt;
        text += *one;
        after_ = event.sequence;
    }
    if (events->size() == kEventsAtOnce && wake_) wake_();  // there is more
    return text;
}

Operations event_operations(const ResourceParts& parts) {
    return {{"streamJobEvents", with_parts(parts, of_job)}, {"streamEvents", with_parts(parts, of_tenant)}};
}

}  // namespace bespoke::api
