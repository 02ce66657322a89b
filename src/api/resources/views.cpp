#include "api/resources/views.hpp"

#include "api/answer.hpp"
#include "api/problem.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;
using ports::Transition;

std::string problem_type(const std::string& slug) {
    // Only well-formed slugs leave the server, whatever a stage called its failure.
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return "urn:resume:problem:" + (!slug.empty() && std::ranges::all_of(slug, fits) ? slug : "internal");
}

json view(const service::JobProblem& problem) {
    return {{"type", problem_type(problem.slug)},
            {"title", problem_title(problem.slug)},
            {"detail", problem.text},
            {"stage", problem.stage}};
}

}  // namespace

json view(const service::Document& document, const service::Settings& settings) {
    return {{"id", document.id.str()},
            {"kind", to_string(document.kind)},
            {"name", document.name},
            {"mediaType", document.media_type},
            {"bytes", document.bytes},
            {"sha256", document.sha256},
            {"createdAt", time_text(document.created_at)},
            {"expiresAt", time_json(service::expiry(settings, settings.document_days, document.created_at))}};
}

json view(const service::Job& job, const service::Settings& settings) {
    return {{"id", job.id.str()},
            {"state", to_string(job.state)},
            {"stage", job.stage.empty() ? json(nullptr) : json(job.stage)},
            {"progress", job.progress},
            {"resumeId", job.resume.str()},
            {"jobDescriptionId", job.job_description.str()},
            {"style", service::to_json(job.style)},
            {"maxPages", job.max_pages},
            {"generator", stages::to_string(job.generator)},
            {"label", job.label},
            {"createdAt", time_text(job.created_at)},
            {"updatedAt", time_text(job.updated_at)},
            {"expiresAt", time_json(service::expiry(settings, settings.job_days, job.created_at))},
            {"result", job.result},
            {"problem", job.problem ? view(*job.problem) : json(nullptr)},
            {"traceId", job.trace}};
}

json view(const Transition& transition) {
    json shown = {{"sequence", transition.sequence},
                  {"at", time_text(transition.at)},
                  {"kind", ports::to_string(transition.kind)},
                  {"state", transition.state},
                  {"milliseconds", static_cast<double>(transition.took.count()) / 1000.0},
                  {"error", transition.error},
                  {"detail", transition.public_text}};
    if (const auto& crash = transition.crash) shown["crash"] = {{"signal", crash->signal}, {"signature", crash->signature}};
    return shown;
}

json view(const std::vector<Transition>& history) {
    auto items = json::array();
    for (const auto& transition : history) items.push_back(view(transition));
    return items;
}

json view(const service::Feedback& feedback) {
    return {{"id", feedback.id.str()},
            {"jobId", feedback.job.str()},
            {"editId", feedback.edit.str()},
            {"action", to_string(feedback.action)},
            {"rating", feedback.rating == 0 ? json(nullptr) : json(feedback.rating)},
            {"comment", feedback.comment ? json(*feedback.comment) : json(nullptr)},
            {"by", feedback.by},
            {"at", time_text(feedback.at)}};
}

json view(const service::LetterCrash& crash) {
    return {{"signal", crash.crash.signal}, {"signature", crash.crash.signature}, {"stage", crash.stage}, {"times", crash.times}};
}

json view(const service::DeadLetter& letter, Detail detail) {
    json shown = {{"jobId", letter.job.str()},
                  {"stage", letter.problem.stage},
                  {"error", letter.problem.error_name},
                  {"type", problem_type(letter.problem.slug)},
                  {"detail", letter.problem.text},
                  {"diedAt", time_text(letter.died_at)},
                  {"redrives", letter.redrives},
                  {"traceId", letter.trace},
                  {"crash", letter.crash ? view(*letter.crash) : json(nullptr)}};
    if (detail == Detail::WithHistory) shown["history"] = view(letter.history);
    return shown;
}

}  // namespace bespoke::api
