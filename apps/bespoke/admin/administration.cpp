#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>

#include "admin/admin_commands.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "serve/environment.hpp"
#include "serve/platform.hpp"

namespace bespoke::app {
namespace {

std::string read_input() {
    if (::isatty(STDIN_FILENO) != 0) fmt::print(stderr, "Password: ");
    std::string line;
    std::getline(std::cin, line);
    return line;
}

Result<Config> settings_of(const AdminCommand& command) {
    auto config = load_config(command.config, environment());
    if (config && !command.data.empty()) config->data = command.data;
    return config;
}

Result<AdminAnswer> answer_here(const Config& config, const AdminCommand& command, const std::string& input) {
    auto platform = Platform::open(config, public_url_of(config), environment());
    if (!platform) return tl::unexpected(platform.error());
    return answer(**platform, command, input);
}

Result<AdminAnswer> answer_anywhere(const AdminCommand& command, const std::vector<std::string>& arguments) {
    const auto config = settings_of(command);
    if (!config) return tl::unexpected(config.error());
    const auto input = command.reads_input ? read_input() : std::string{};
    auto answered = ask_server(config->data, {arguments, command.directory, input});
    if (!answered) return tl::unexpected(answered.error());
    if (*answered) return std::move(**answered);
    return answer_here(*config, command, input);
}

int administer(const AdminCommand& command, const std::vector<std::string>& arguments) {
    const auto answered = answer_anywhere(command, arguments);
    if (!answered)
        return report(answered.error(), answered.error().reason == "bad-config" ? ExitCode::Usage : ExitCode::DependencyFailed);
    fmt::print("{}", answered->output);
    fmt::print(stderr, "{}", answered->errors);
    return answered->exit_code;
}

}  // namespace

void add_administration(CLI::App& app, int argc, char** argv, int& exit_code) {
    auto command = std::make_shared<AdminCommand>();
    add_admin_commands(app, *command, [command = command.get(), argc, argv, &exit_code] {
        command->directory = std::filesystem::current_path();
        exit_code = administer(*command, std::vector<std::string>(argv + 1, argv + argc));
    });
    // The parser's options point into the command; it has to live as long as the parser.
    app.final_callback([command] {});
}

}  // namespace bespoke::app
