#pragma once

namespace CLI {
class App;
}

namespace bespoke::app {

// Each adds one subcommand with its help. When it is chosen, its work runs and its exit code goes to `exit_code`.
void add_tailor_command(CLI::App& app, int& exit_code);
void add_parse_commands(CLI::App& app, int& exit_code);
void add_match_command(CLI::App& app, int& exit_code);
void add_style_command(CLI::App& app, int& exit_code);
void add_verify_command(CLI::App& app, int& exit_code);
void add_serve_command(CLI::App& app, int& exit_code);
void add_lambda_command(CLI::App& app, int& exit_code);
void add_master_key_command(CLI::App& app, int& exit_code);
/// `tenant`, `user`, `key`, `job`, `dlq`, `audit`: done by the running server if there is one, else here. `argc` and `argv` as main() got
/// them; they outlive the parsing.
void add_administration(CLI::App& app, int argc, char** argv, int& exit_code);

}  // namespace bespoke::app
