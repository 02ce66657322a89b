#include <CLI/CLI.hpp>

#include "adapters/local/system_clock.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "evidence/embeddings.hpp"
#include "evidence/evidence.hpp"
#include "input.hpp"
#include "model_options.hpp"

namespace bespoke::app {
namespace {

struct Options {
    std::string resume, job;
    bool json = false;
    ModelChoice models;
};

/// Vectors of all that is compared; none where everything goes by words.
Result<evidence::Embeddings> embed(const ModelChoice& choice, const std::vector<std::string>& texts) {
    const auto options = intelligence_options(choice);
    if (!options) return tl::unexpected(options.error());
    const adapters::local::SystemClock clock;
    const auto intelligence = Intelligence::create(*options, clock);
    if (!intelligence) return tl::unexpected(intelligence.error());
    evidence::Embeddings embeddings;
    const auto embedder = (*intelligence)->embedder_for(TenantId("local"));
    if (!embedder) return embeddings;
    auto vectors = embedder->embed(texts);
    if (!vectors) return tl::unexpected(vectors.error());
    for (std::size_t i = 0; i < texts.size(); ++i) embeddings.add(texts[i], std::move((*vectors)[i]));
    return embeddings;
}

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
    const auto texts = evidence::collect(resume->resume);
    const auto embeddings = embed(options.models, evidence::texts_to_embed(texts, *job));
    if (!embeddings) return report(embeddings.error());
    const auto ranker = evidence::make_fused_ranker(texts, *embeddings);
    const auto matched = evidence::match(resume->resume, *job, *ranker, texts, today());
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
    add_embedder_options(*command, options->models);
    command->add_flag("--json", options->json, "Print the whole report as JSON");
    command->callback([options, &exit_code] { exit_code = match(*options); });
}

}  // namespace bespoke::app
