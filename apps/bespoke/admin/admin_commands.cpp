#include "admin/admin_commands.hpp"

#include <CLI/CLI.hpp>

#include "admin/show.hpp"
#include "cli_error.hpp"

namespace bespoke::app {
namespace {

using AddCommands = void (*)(CLI::App&, AdminCommand&, const std::function<void()>&);

struct Group {
    const char* name;
    const char* help;
    AddCommands add;
};

constexpr std::array kGroups{
    Group{"tenant", "Organisations: create, list, show, suspend, resume, quota, export, erase.", add_tenant_commands},
    Group{"user", "People who sign in: create, list, set-role, set-password, disable, enable.", add_user_commands},
    Group{"key", "API keys: create, list, rotate, disable, enable.", add_key_commands},
    Group{"job", "Tailoring jobs: list, show, cancel, retry, remove.", add_job_commands},
    Group{"dlq", "Dead letters, jobs that failed for a reason of ours: list, show, redrive, discard.", add_dead_letter_commands},
    Group{"audit", "The audit log: list, verify.", add_audit_commands},
};

}  // namespace

void add_admin_commands(CLI::App& app, AdminCommand& command, const std::function<void()>& chosen) {
    for (const auto& entry : kGroups) {
        auto* group = app.add_subcommand(entry.name, entry.help);
        group->require_subcommand(1);
        group->fallthrough();
        group->add_option("--data", command.data, "The server's data directory; default: from --config, else ./data")
            ->type_name("DIR");
        group->add_option("--config", command.config, "The server's settings")->type_name("FILE");
        group->add_flag("--json", command.json, "Answer in JSON");
        entry.add(*group, command, chosen);
    }
}

AdminAnswer answer(Installation& installation, const AdminCommand& command, const std::string& input) {
    const auto shown = command.act(installation, input);
    if (!shown) return {static_cast<int>(exit_code_for(shown.error())), "", sentence_for(shown.error()) + "\n"};
    if (command.json) return {0, shown->dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n", ""};
    return {0, show(*shown), ""};
}

AdminAnswer answer(Installation& installation, const AdminRequest& request) {
    CLI::App app("bespoke");
    AdminCommand command;
    add_admin_commands(app, command, [] {});
    // CLI11 takes the arguments from the back.
    auto arguments = request.arguments;
    std::ranges::reverse(arguments);
    try {
        app.parse(arguments);
    } catch (const CLI::ParseError& error) {
        // The client parsed the same line before it sent it: a server of another version runs here.
        return {static_cast<int>(ExitCode::Usage), "",
                fmt::format("bespoke: the running server does not know this command: {}.\n", error.what())};
    }
    command.directory = request.directory;
    return answer(installation, command, request.input);
}

}  // namespace bespoke::app
