#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "admin/admin_socket.hpp"
#include "base/error.hpp"

namespace CLI {
class App;
}

namespace bespoke::app {

class Installation;

/// One administration command as parsed from its command line.
struct AdminCommand {
    /// What to do; `input` is what was on standard input. Gives what to show: an object, or an array of objects.
    std::function<Result<nlohmann::ordered_json>(Installation&, const std::string& input)> act;
    bool reads_input = false;
    std::filesystem::path directory;  ///< where it was typed
    std::filesystem::path data;
    std::optional<std::filesystem::path> config;
    bool json = false;
};

/// Adds `tenant`, `user`, `key`, `job`, `dlq` and `audit` with their subcommands. When one is chosen, `command` is filled and `chosen` called.
void add_admin_commands(CLI::App&, AdminCommand& command, const std::function<void()>& chosen);

// One group each.
void add_tenant_commands(CLI::App& group, AdminCommand&, const std::function<void()>& chosen);
void add_user_commands(CLI::App& group, AdminCommand&, const std::function<void()>& chosen);
void add_key_commands(CLI::App& group, AdminCommand&, const std::function<void()>& chosen);
void add_job_commands(CLI::App& group, AdminCommand&, const std::function<void()>& chosen);
void add_dead_letter_commands(CLI::App& group, AdminCommand&, const std::function<void()>& chosen);
void add_audit_commands(CLI::App& group, AdminCommand&, const std::function<void()>& chosen);

/// Do it here, on data that this process holds.
AdminAnswer answer(Installation&, const AdminCommand&, const std::string& input);
/// The same from a command line, for the running server.
AdminAnswer answer(Installation&, const AdminRequest&);

}  // namespace bespoke::app
