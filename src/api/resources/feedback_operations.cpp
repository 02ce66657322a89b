#include "api/answer.hpp"
#include "api/conditional.hpp"
#include "api/operations/pages.hpp"
#include "api/resources/parts.hpp"
#include "api/resources/views.hpp"
#include "service/quota.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

Result<http::Response> edits(const ResourceParts& parts, const Call& call) {
    const auto list = service::list_edits(parts.service, call.tenant(), job_id(call), call.http.deadline);
    if (!list) return tl::unexpected(list.error());
    return json_answer(200, *list);
}

Result<http::Response> add(const ResourceParts& parts, const Call& call) {
    const auto& body = call.body;
    const auto action = service::feedback_action_from(body.at("action").get<std::string>());
    service::NewFeedback said{EditId(body.at("editId").get<std::string>()),
                              action.value_or(service::FeedbackAction::Comment),
                              {},
                              call.principal->subject,
                              call.seed.value_or("")};
    said.rating = body.value("rating", 0);
    if (body.contains("comment")) said.comment = body.at("comment").get<std::string>();
    const auto feedback = service::add_feedback(parts.service, call.tenant(), job_id(call), said, call.http.deadline);
    if (!feedback) return tl::unexpected(feedback.error());
    return json_answer(201, view(*feedback));
}

Result<http::Response> list(const ResourceParts& parts, const Call& call) {
    const auto scope = fmt::format("{} {}", call.operation, job_id(call).str());
    const auto query = page_query(call, parts.cursors, scope);
    if (!query) return tl::unexpected(query.error());
    return page_answer(call, parts.cursors, scope, service::list_feedback(parts.service, call.tenant(), job_id(call), *query),
                       [](const service::Feedback& feedback) { return view(feedback); });
}

Result<http::Response> get_settings(const ResourceParts& parts, const Call& call) {
    const auto settings = service::get_settings(parts.service, call.tenant());
    if (!settings) return tl::unexpected(settings.error());
    return with_etag(json_answer(200, service::to_json(*settings)), settings->version);
}

Result<http::Response> put_settings(const ResourceParts& parts, const Call& call) {
    if (auto asked = need_if_match(call); !asked) return tl::unexpected(asked.error());
    const auto wanted = service::settings_from_json(call.body);
    if (!wanted) return tl::unexpected(wanted.error());
    auto version = expected_version(call);
    if (!version) return tl::unexpected(version.error());
    if (!*version) {  // "*": whatever they are now
        const auto now = service::get_settings(parts.service, call.tenant());
        if (!now) return tl::unexpected(now.error());
        *version = now->version;
    }
    const auto settings = service::put_settings(parts.service, call.tenant(), *wanted, **version);
    if (!settings) return tl::unexpected(settings.error());
    return with_etag(json_answer(200, service::to_json(*settings)), settings->version);
}

Result<http::Response> usage(const ResourceParts& parts, const Call& call) {
    const auto used = service::get_usage(parts.service, call.tenant());
    if (!used) return tl::unexpected(used.error());
    const auto of = [](std::uint64_t count, std::uint64_t limit) { return json{{"used", count}, {"limit", limit}}; };
    return json_answer(200, {{"periodStart", time_text(used->period_start)},
                             {"periodEnd", time_text(used->period_end)},
                             {"jobs", of(used->jobs, used->quotas.jobs_per_day)},
                             {"documents", of(used->documents, used->quotas.documents)},
                             {"storedBytes", of(used->stored_bytes, used->quotas.stored_bytes)},
                             {"rates", parts.rates ? parts.rates(call.tenant()) : json::array()}});
}

}  // namespace

Operations feedback_operations(const ResourceParts& parts) {
    return {{"getJobEdits", with_parts(parts, edits)},
            {"addFeedback", with_parts(parts, add)},
            {"listFeedback", with_parts(parts, list)}};
}

Operations settings_operations(const ResourceParts& parts) {
    return {{"getSettings", with_parts(parts, get_settings)},
            {"putSettings", with_parts(parts, put_settings)},
            {"getUsage", with_parts(parts, usage)}};
}

}  // namespace bespoke::api
