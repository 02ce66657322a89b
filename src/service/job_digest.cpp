#include "service/job_records.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

json to_json(const std::optional<JobProblem>& problem) {
    if (!problem) return nullptr;
    return {{"slug", problem->slug}, {"text", problem->text}, {"stage", problem->stage}, {"error", problem->error_name}};
}

std::optional<JobProblem> problem_from(const json& value) {
    if (value.is_null()) return std::nullopt;
    return JobProblem{value.at("slug").get<std::string>(), value.at("text").get<std::string>(),
                      value.at("stage").get<std::string>(), value.at("error").get<std::string>()};
}

}  // namespace

std::optional<Job> job_from_digest(const ports::Record& record) {
    if (record.state == kActive) return std::nullopt;
    const auto digest = record.body.find("digest");
    auto job = job_from_record(record);
    if (!job || digest == record.body.end()) return std::nullopt;
    try {
        // Whatever changed the record since (a redrive, a discard) made it another version.
        if (digest->at("version").get<std::uint64_t>() != record.version) return std::nullopt;
        job->stage = digest->at("stage").get<std::string>();
        job->progress = digest->at("progress").get<double>();
        job->problem = problem_from(digest->at("problem"));
        job->result = digest->at("result");
        job->updated_at = from_millis(digest->at("updatedAt").get<std::int64_t>());
        job->revision = digest->at("revision").get<std::string>();
        return std::move(*job);
    } catch (const json::exception&) {
        return std::nullopt;  // the execution knows it, too
    }
}

ports::Put remember(ports::Record record, const Job& job) {
    const auto version = record.version;
    record.body["digest"] = {{"version", version + 1},          {"stage", job.stage},   {"progress", job.progress},
                             {"problem", to_json(job.problem)}, {"result", job.result}, {"updatedAt", to_millis(job.updated_at)},
                             {"revision", job.revision}};
    return {std::move(record), ports::Put::If::Matches, version};
}

}  // namespace bespoke::service
