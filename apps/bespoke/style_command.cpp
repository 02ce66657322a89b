#include <CLI/CLI.hpp>

#include "artifacts/style_guide.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "input.hpp"

namespace bespoke::app {
namespace {

int print_style(const std::string& file) {
    const auto document = read_document(file);
    if (!document) return report(document.error());
    const auto style = artifacts::style_from_sample(*document);
    if (!style) return report(at(style.error(), file));
    fmt::print("{}\n", artifacts::to_json(*style).dump(2));
    return 0;
}

}  // namespace

void add_style_command(CLI::App& app, int& exit_code) {
    auto file = std::make_shared<std::string>();
    auto* command = app.add_subcommand("style", "Learn the look of a sample resume; print the style guide as JSON.");
    command->add_option("FILE", *file, "Sample resume, DOCX or PDF")->required()->type_name("");
    command->callback([file, &exit_code] { exit_code = print_style(*file); });
}

}  // namespace bespoke::app
