#include <CLI/CLI.hpp>
#include <chrono>

#include "adapters/local/blob_store.hpp"
#include "adapters/local/system_clock.hpp"
#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/journal.hpp"
#include "artifacts/style_guide.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "engine/run_to_end.hpp"
#include "input.hpp"
#include "model_options.hpp"
#include "output_directory.hpp"
#include "pipeline_definition.hpp"
#include "progress.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"

namespace bespoke::app {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::chrono::minutes kTimeout{10};
const TenantId kLocalTenant("local");

struct Options {
    std::string resume, job, out, data, as_of;
    std::string style = "classic";
    int max_pages = 0;
    bool json = false;
    ModelChoice models;
};

/// Puts a file into the blob store under its content's name.
Result<stages::Upload> upload(ports::BlobStore& blobs, const std::string& path) {
    const auto bytes = read_input(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const ports::BlobKey key("uploads/" + sha256_hex(*bytes));
    if (auto stored = blobs.put(kLocalTenant, key, *bytes, Deadline::after(kTimeout)); !stored)
        return tl::unexpected(stored.error());
    return stages::Upload{key, path};
}

Result<stages::StyleChoice> style_choice(ports::BlobStore& blobs, const std::string& style) {
    if (artifacts::builtin_style(style)) return stages::StyleChoice(style);
    if (!std::filesystem::exists(style)) {
        return fail(ErrorCode::InvalidInput, "unknown-style",
                    "This is neither a style (classic, modern, compact) nor a sample resume file; check --style.", {}, style);
    }
    auto sample = upload(blobs, style);
    if (!sample) return tl::unexpected(sample.error());
    return stages::StyleChoice(std::move(*sample));
}

Result<stages::Request> make_request(ports::BlobStore& blobs, const Options& options) {
    stages::Request request;
    auto resume = upload(blobs, options.resume);
    if (!resume) return tl::unexpected(resume.error());
    auto job = upload(blobs, options.job);
    if (!job) return tl::unexpected(job.error());
    auto style = style_choice(blobs, options.style);
    if (!style) return tl::unexpected(style.error());
    request.resume = std::move(*resume);
    request.job_description = std::move(*job);
    request.style = std::move(*style);
    request.max_pages = options.max_pages;
    request.generator = stages::generator_from(options.models.generator).value_or(stages::Generator::Rules);
    request.today = today();
    if (!options.as_of.empty()) request.as_of = resume::Date::from_iso(options.as_of);
    return request;
}

Result<std::unique_ptr<ports::BlobStore>> make_blob_store(const std::string& data) {
    if (data.empty()) return std::make_unique<adapters::memory::BlobStore>();
    return adapters::local::BlobStore::create(data);
}

/// Same request, same job: doing it again finds the same blobs.
JobId job_id_for(const json& input) { return JobId("job-" + sha256_hex(as_bytes(input.dump())).substr(0, 16)); }

Result<ports::Execution> run(const stages::StagePorts& ports, const stages::Request& request) {
    auto definition = engine::parse_definition(json::parse(pipeline_definition(), nullptr, false));
    if (!definition) return tl::unexpected(definition.error());
    adapters::memory::Journal journal;
    const adapters::local::SystemClock clock;
    Progress progress;
    const auto input = stages::to_state(request);
    auto execution =
        engine::run_to_end(*definition, stages::make_tasks(ports), journal, clock, kLocalTenant, {job_id_for(input), input, {}},
                           [&](const ports::Transition& transition) { progress.show(transition); });
    progress.finish();
    return execution;
}

ordered_json timings_of(const ports::Execution& execution) {
    ordered_json timings;
    for (const auto& transition : execution.history) {
        if (transition.took.count() > 0) timings[transition.state] = static_cast<double>(transition.took.count()) / 1000.0;
    }
    return timings;
}

/// Writes all artifacts; gives the report, which is the only one that says how long each stage took.
Result<ordered_json> write_artifacts(ports::BlobStore& blobs, const ports::Execution& execution, OutputDirectory& out) {
    ordered_json report;
    for (const auto& artifact : execution.output.at("persist").at("artifacts")) {
        const auto name = artifact.at("name").get<std::string>();
        const auto bytes =
            blobs.get(kLocalTenant, ports::BlobKey(artifact.at("blob").get<std::string>()), Deadline::after(kTimeout));
        if (!bytes) return tl::unexpected(bytes.error());
        if (!*bytes)
            return fail(ErrorCode::Corrupt, "missing-blob",
                        "An artifact is missing from the data directory; run the command again.", name);
        if (name == "report.json") {
            report = ordered_json::parse(as_text(**bytes));
            continue;
        }
        if (auto added = out.add(name, **bytes); !added) return tl::unexpected(added.error());
    }
    report["timingsMs"] = timings_of(execution);
    if (auto added = out.add("report.json", as_bytes(report.dump(2) + "\n")); !added) return tl::unexpected(added.error());
    if (auto published = out.publish(); !published) return tl::unexpected(published.error());
    return report;
}

void print_summary(const ordered_json& report, const std::string& out) {
    const auto& validation = report.at("validation");
    const auto& before = report.at("before");
    const auto& after = report.at("after");
    fmt::print("Match {:.0f} → {:.0f} of 100 · in the ad's own words {} → {} of {} requirements\n",
               before.at("match").get<double>(), after.at("match").get<double>(), before.at("wording").at("found").get<int>(),
               after.at("wording").at("found").get<int>(), after.at("wording").at("of").get<int>());
    const int accepted = validation.at("accepted").get<int>(), pages = report.at("pages").get<int>();
    fmt::print("{} edit{} accepted, {} refused · {} page{}\n", accepted, accepted == 1 ? "" : "s",
               validation.at("refused").size(), pages, pages == 1 ? "" : "s");
    if (report.contains("model") && !report.at("model").at("attempts").empty()) {
        const auto& model = report.at("model");
        const auto& last = model.at("attempts").back();
        fmt::print("Language model {}: {} of {} rewrites accepted, {} + {} tokens\n", model.at("name").get<std::string>(),
                   last.at("accepted").get<int>(), last.at("proposed").get<int>(), model.at("input_tokens").get<int>(),
                   model.at("output_tokens").get<int>());
    }
    for (const auto& warning : report.at("warnings")) fmt::print("Note: {}\n", warning.get<std::string>());
    for (const auto& gap : report.at("gaps")) {
        fmt::print("Gap: {} ({}): {}\n", gap.at("requirement").get<std::string>(), gap.at("importance").get<std::string>(),
                   gap.at("explanation").get<std::string>());
    }
    fmt::print("Wrote {}: resume.docx, resume.pdf, changes.html and the machine-readable logs\n", out);
}

Result<std::unique_ptr<Intelligence>> make_intelligence(const ModelChoice& choice, const ports::Clock& clock) {
    const auto options = intelligence_options(choice);
    if (!options) return tl::unexpected(options.error());
    return Intelligence::create(*options, clock);
}

/// A missing model is the machine's fault, a wrong address, policy or option the caller's.
ExitCode exit_code_of_choice(const Error& error) {
    return error.code == ErrorCode::Unavailable ? ExitCode::DependencyFailed : ExitCode::Usage;
}

/// A style that there is not is a slip of the command; a file that can't be read is none.
ExitCode exit_code_of_request(const Error& error) {
    return error.reason == "unknown-style" ? ExitCode::Usage : exit_code_for(error);
}

int tailor(const Options& options) {
    if (!options.as_of.empty() && !resume::Date::from_iso(options.as_of)) {
        return report({ErrorCode::InvalidInput, "usage", "This is not a date; write it like 2026-03-31.", {}, "--as-of"},
                      ExitCode::Usage);
    }
    auto out = OutputDirectory::create(options.out);
    if (!out)
        return report(out.error(), out.error().code == ErrorCode::InvalidInput ? ExitCode::Usage : ExitCode::DependencyFailed);
    const adapters::local::SystemClock clock;
    auto intelligence = make_intelligence(options.models, clock);
    if (!intelligence) return report(intelligence.error(), exit_code_of_choice(intelligence.error()));
    auto blobs = make_blob_store(options.data);
    if (!blobs) return report(blobs.error());
    auto reader = make_reader();
    if (!reader) return report(reader.error(), ExitCode::DependencyFailed);
    const auto request = make_request(**blobs, options);
    if (!request) return report(request.error(), exit_code_of_request(request.error()));
    stages::StagePorts ports{**blobs, *reader};
    (*intelligence)->give_to(ports);
    const auto execution = run(ports, *request);
    if (!execution) return report(execution.error());
    if (execution->error) return report(*execution->error);
    const auto written = write_artifacts(**blobs, *execution, *out);
    if (!written) return report(written.error());
    if (options.json) {
        fmt::print("{}\n", written->dump(2));
    } else {
        print_summary(*written, options.out);
    }
    return 0;
}

}  // namespace

void add_tailor_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("tailor", "Tailor a resume to a job description; write DOCX, PDF and a change log.");
    command->add_option("--resume", options->resume, "Resume: PDF with text, DOCX, ODT, HTML, Markdown or plain text")
        ->required()
        ->type_name("FILE");
    command->add_option("--job", options->job, "Job description in any of these formats")->required()->type_name("FILE");
    command->add_option("--out", options->out, "Directory for the artifacts; appears complete or not at all")
        ->required()
        ->type_name("DIR");
    command->add_option("--style", options->style, "classic, modern, compact, or a sample resume (DOCX or PDF) to look like")
        ->capture_default_str()
        ->type_name("STYLE|FILE");
    add_embedder_options(*command, options->models);
    add_generator_options(*command, options->models);
    command
        ->add_option("--max-pages", options->max_pages, "Page budget; 0 for none. Never drops an employer, role, degree or date")
        ->check(CLI::Range(0, 10))
        ->capture_default_str();
    command
        ->add_option("--as-of", options->as_of,
                     "Date that \"present\" stands for, YYYY-MM-DD; default: when the resume was last changed")
        ->type_name("DATE");
    command->add_option("--data", options->data, "Keep the job's data in this directory; default: in memory only")
        ->type_name("DIR");
    command->add_flag("--json", options->json, "Print the report as JSON");
    command->callback([options, &exit_code] { exit_code = tailor(*options); });
}

}  // namespace bespoke::app
