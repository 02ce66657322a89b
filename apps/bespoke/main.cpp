#include <CLI/CLI.hpp>

#include "cli_error.hpp"
#include "commands.hpp"

namespace {

/// CLI11 would say of an unknown command that a command is missing.
void refuse_unknown_command(const CLI::App& app, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return;
    const auto commands = app.get_subcommands({});
    const auto is_named = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
    if (std::ranges::none_of(commands, is_named)) throw CLI::ExtrasError({argv[1]});
}

/// Names the command that was being read, however deep: "bespoke user create".
std::string failure_message(const CLI::App* app, const CLI::Error& error) {
    std::string command = "bespoke";
    for (auto inner = app->get_subcommands(); !inner.empty(); inner = inner.back()->get_subcommands()) {
        command += " " + inner.back()->get_name();
    }
    return fmt::format("bespoke: {}; `{} --help` lists what there is.\n", error.what(), command);
}

}  // namespace

/// Lambda starts a program of this name without arguments.
bool is_bootstrap(int argc, char** argv) { return argc == 1 && std::filesystem::path(argv[0]).filename() == "bootstrap"; }

int main(int argc, char** argv) {
    CLI::App app(
        "Bespoke tailors a resume to a job description without inventing a single fact.\n"
        "Exit codes: 0 done, 2 usage, 3 input not readable, 4 rejected by validation, 5 a dependency failed.",
        "bespoke");
    app.set_version_flag("--version", "bespoke " BESPOKE_VERSION);
    app.require_subcommand(1);
    app.failure_message(failure_message);
    int exit_code = 0;
    bespoke::app::add_tailor_command(app, exit_code);
    bespoke::app::add_parse_commands(app, exit_code);
    bespoke::app::add_match_command(app, exit_code);
    bespoke::app::add_style_command(app, exit_code);
    bespoke::app::add_verify_command(app, exit_code);
    bespoke::app::add_serve_command(app, exit_code);
    bespoke::app::add_lambda_command(app, exit_code);
    bespoke::app::add_master_key_command(app, exit_code);
    bespoke::app::add_administration(app, argc, argv, exit_code);
    try {
        if (is_bootstrap(argc, argv)) {
            app.parse("lambda");
            return exit_code;
        }
        refuse_unknown_command(app, argc, argv);
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(bespoke::app::ExitCode::Usage);
    }
    return exit_code;
}
