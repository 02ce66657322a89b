#include "api/answer.hpp"
#include "api/conditional.hpp"
#include "api/operations/pages.hpp"
#include "api/resources/parts.hpp"
#include "api/resources/views.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

Result<http::Response> shown(const ResourceParts& parts, const Call& call, int status, const Result<service::Job>& job) {
    if (!job) return tl::unexpected(job.error());
    const auto settings = service::get_settings(parts.service, call.tenant());
    if (!settings) return tl::unexpected(settings.error());
    return with_etag(json_answer(status, view(*job, *settings)), job->revision);
}

Result<http::Response> create(const ResourceParts& parts, const Call& call) {
    const auto& body = call.body;
    service::NewJob wish;
    wish.resume = RecordId(body.at("resumeId").get<std::string>());
    wish.job_description = RecordId(body.at("jobDescriptionId").get<std::string>());
    if (body.contains("style")) wish.style = service::style_from_json(body.at("style"));
    if (body.contains("maxPages")) wish.max_pages = body.at("maxPages").get<int>();
    if (body.contains("generator")) wish.generator = stages::generator_from(body.at("generator").get<std::string>());
    wish.as_of = body.value("asOf", "");
    wish.label = body.value("label", "");
    wish.seed = call.seed.value_or("");
    wish.trace = call.http.trace.trace_id;
    const auto job = service::submit_job(parts.service, call.tenant(), wish);
    auto response = shown(parts, call, 202, job);
    if (!response) return response;
    return with_location(std::move(*response), "/v1/jobs/" + job->id.str());
}

Result<http::Response> list(const ResourceParts& parts, const Call& call) {
    const auto scope = scope_of(call, {"state"});
    const auto query = page_query(call, parts.cursors, scope);
    if (!query) return tl::unexpected(query.error());
    const auto settings = service::get_settings(parts.service, call.tenant());
    if (!settings) return tl::unexpected(settings.error());
    const auto state = call.query.find("state");
    const auto wanted = state == call.query.end() ? std::nullopt : std::optional(state->second);
    return page_answer(call, parts.cursors, scope, service::list_jobs(parts.service, call.tenant(), wanted, *query),
                       [&](const service::Job& job) { return view(job, *settings); });
}

Result<http::Response> get(const ResourceParts& parts, const Call& call) {
    return shown(parts, call, 200, service::get_job(parts.service, call.tenant(), job_id(call)));
}

Result<http::Response> cancel(const ResourceParts& parts, const Call& call) {
    return shown(parts, call, 202, service::cancel_job(parts.service, call.tenant(), job_id(call)));
}

Result<http::Response> retry(const ResourceParts& parts, const Call& call) {
    return shown(parts, call, 202, service::retry_job(parts.service, call.tenant(), job_id(call)));
}

Result<http::Response> remove(const ResourceParts& parts, const Call& call) {
    const auto job = service::get_job(parts.service, call.tenant(), job_id(call));
    if (!job) return tl::unexpected(job.error());
    if (auto same = check_if_match(call, job->revision); !same) return tl::unexpected(same.error());
    const auto removed = service::remove_job(parts.service, call.tenant(), job->id, call.http.deadline);
    if (!removed) return tl::unexpected(removed.error());
    return no_content();
}

Result<http::Response> history(const ResourceParts& parts, const Call& call) {
    const auto transitions = service::job_history(parts.service, call.tenant(), job_id(call));
    if (!transitions) return tl::unexpected(transitions.error());
    return json_answer(200, {{"items", view(*transitions)}});
}

Result<http::Response> list_dead(const ResourceParts& parts, const Call& call) {
    const auto query = page_query(call, parts.cursors, call.operation);
    if (!query) return tl::unexpected(query.error());
    return page_answer(call, parts.cursors, call.operation, service::list_dead_letters(parts.service, call.tenant(), *query),
                       [](const service::DeadLetter& letter) { return view(letter, Detail::Short); });
}

Result<http::Response> get_dead(const ResourceParts& parts, const Call& call) {
    const auto letter = service::get_dead_letter(parts.service, call.tenant(), job_id(call));
    if (!letter) return tl::unexpected(letter.error());
    return json_answer(200, view(*letter, Detail::WithHistory));
}

Result<http::Response> discard(const ResourceParts& parts, const Call& call) {
    const auto discarded = service::discard_dead_letter(parts.service, call.tenant(), job_id(call));
    if (!discarded) return tl::unexpected(discarded.error());
    return no_content();
}

Result<http::Response> redrive(const ResourceParts& parts, const Call& call) {
    const auto letter = service::get_dead_letter(parts.service, call.tenant(), job_id(call));
    if (!letter) return tl::unexpected(letter.error());
    return retry(parts, call);
}

Result<http::Response> redrive_all(const ResourceParts& parts, const Call& call) {
    const auto count = service::redrive_all(parts.service, call.tenant());
    if (!count) return tl::unexpected(count.error());
    return json_answer(200, {{"redriven", count->redriven}, {"failed", count->failed}});
}

}  // namespace

Operations job_operations(const ResourceParts& parts) {
    return {{"createJob", with_parts(parts, create)},     {"listJobs", with_parts(parts, list)},
            {"getJob", with_parts(parts, get)},           {"deleteJob", with_parts(parts, remove)},
            {"cancelJob", with_parts(parts, cancel)},     {"retryJob", with_parts(parts, retry)},
            {"getJobHistory", with_parts(parts, history)}};
}

Operations dead_letter_operations(const ResourceParts& parts) {
    return {{"listDeadLetters", with_parts(parts, list_dead)},
            {"getDeadLetter", with_parts(parts, get_dead)},
            {"discardDeadLetter", with_parts(parts, discard)},
            {"redriveDeadLetter", with_parts(parts, redrive)},
            {"redriveAllDeadLetters", with_parts(parts, redrive_all)}};
}

}  // namespace bespoke::api
