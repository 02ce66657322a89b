#include <CLI/CLI.hpp>

#include "cli_error.hpp"
#include "commands.hpp"
#include "input.hpp"

namespace bespoke::app {
namespace {

struct Options {
    std::string file;
    bool provenance = false;
};

int parse_resume(const Options& options) {
    const auto parsed = read_resume(options.file);
    if (!parsed) return report(parsed.error());
    for (const auto& warning : parsed->warnings) fmt::print(stderr, "bespoke: {}: {}\n", options.file, warning);
    const auto provenance = options.provenance ? resume::Provenance::Include : resume::Provenance::Omit;
    fmt::print("{}\n", resume::to_json(parsed->resume, provenance).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return 0;
}

int parse_job(const Options& options) {
    const auto parsed = read_job_description(options.file);
    if (!parsed) return report(parsed.error());
    fmt::print("{}\n", job_description::to_json(*parsed).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    return 0;
}

}  // namespace

void add_parse_commands(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    auto* resume = app.add_subcommand("parse", "Read a resume; print it as JSON Resume v1.0.0.");
    resume->add_option("FILE", options->file, "Resume: PDF with text, DOCX, ODT, HTML, Markdown or plain text")
        ->required()
        ->type_name("");
    resume->add_flag("--provenance", options->provenance, "Add page, line, box and confidence of every value");
    resume->callback([options, &exit_code] { exit_code = parse_resume(*options); });

    auto* job =
        app.add_subcommand("parse-job", "Read a job description; print title, requirements and responsibilities as JSON.");
    job->add_option("FILE", options->file, "Job description in any of the formats of `parse`")->required()->type_name("");
    job->callback([options, &exit_code] { exit_code = parse_job(*options); });
}

}  // namespace bespoke::app
