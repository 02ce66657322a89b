#include <CLI/CLI.hpp>

#include "cli_error.hpp"
#include "commands.hpp"
#include "evidence/evidence.hpp"
#include "input.hpp"

namespace bespoke::app {
namespace {

struct Options {
    std::string resume, job;
    bool json = false;
};

void print_requirement(const evidence::RequirementMatch& match, const job_description::JobDescription& job) {
    const auto requirement = std::ranges::find(job.requirements, match.requirement, &job_description::Requirement::id);
    if (requirement == job.requirements.end()) return;
    fmt::print("  {:<8} {:<10} {}\n", evidence::to_string(match.judgement), job_description::to_string(requirement->importance),
               requirement->text);
    fmt::print("           {}\n", match.explanation);
}

int match(const Options& options) {
    const auto resume = read_resume(options.resume);
    if (!resume) return report(resume.error());
    const auto job = read_job_description(options.job);
    if (!job) return report(job.error());
    const auto matched = evidence::match(resume->resume, *job, today());
    if (options.json) {
        fmt::print(
            "{}\n",
            evidence::to_json(matched, *job, resume->resume).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
        return 0;
    }
    fmt::print("Match {:.0f} of 100, readability {:.0f} of 100\n", matched.match, matched.readability);
    for (const auto& requirement : matched.requirements) print_requirement(requirement, *job);
    for (const auto& note : matched.notes) fmt::print("{}\n", note);
    return 0;
}

}  // namespace

void add_match_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("match", "Score a resume against a job description; list what is covered and what is missing.");
    command->add_option("--resume", options->resume, "Resume file")->required()->type_name("FILE");
    command->add_option("--job", options->job, "Job description file")->required()->type_name("FILE");
    command->add_flag("--json", options->json, "Print the whole report as JSON");
    command->callback([options, &exit_code] { exit_code = match(*options); });
}

}  // namespace bespoke::app
