#include <CLI/CLI.hpp>

#include "cli_error.hpp"
#include "commands.hpp"

int main(int argc, char** argv) {
    CLI::App app(
        "Bespoke tailors a resume to a job description without inventing a single fact.\n"
        "Exit codes: 0 done, 2 usage, 3 input not readable, 4 rejected by validation, 5 a dependency failed.",
        "bespoke");
    app.set_version_flag("--version", "bespoke 0.1.0");
    app.require_subcommand(1);
    app.failure_message([](const CLI::App*, const CLI::Error& error) {
        return fmt::format("bespoke: {}; run `bespoke --help` for the commands.\n", error.what());
    });
    int exit_code = 0;
    bespoke::app::add_tailor_command(app, exit_code);
    bespoke::app::add_parse_commands(app, exit_code);
    bespoke::app::add_match_command(app, exit_code);
    bespoke::app::add_style_command(app, exit_code);
    bespoke::app::add_verify_command(app, exit_code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(bespoke::app::ExitCode::Usage);
    }
    return exit_code;
}
