#pragma once

#include <CLI/CLI.hpp>
#include <memory>

#include "admin/admin_commands.hpp"
#include "base/ids.hpp"

namespace bespoke::app {

/// What the options of the administration commands fill; each command uses some.
struct AdminOptions {
    std::string tenant, id, login, name, out, confirm, state;
    std::string role = "editor";
    std::filesystem::path directory;  ///< where the command was typed
    int expires_days = 0;
    bool all = false;
    std::optional<std::size_t> active_jobs, jobs_per_day, documents;
    std::optional<std::uint64_t> stored_bytes;
    [[nodiscard]] TenantId tenant_id() const { return TenantId(tenant); }
};

enum class ReadsInput { No, Yes };

/// Adds subcommands to one group.
class AdminGroup {
public:
    /// What a subcommand does; gives what to show.
    using Act = std::function<Result<nlohmann::ordered_json>(Installation&, const AdminOptions&, const std::string& input)>;
    struct Added {
        CLI::App* command;
        std::shared_ptr<AdminOptions> options;
        Added& tenant() {
            command->add_option("--tenant", options->tenant, "The tenant's name")->required()->type_name("TENANT");
            return *this;
        }
        Added& id() {
            command->add_option("id", options->id, "As shown by list")->required()->type_name("ID");
            return *this;
        }
        Added& role() {
            command->add_option("--role", options->role, "viewer reads, editor also tailors, admin also manages")
                ->check(CLI::IsMember({"viewer", "editor", "admin"}))
                ->capture_default_str();
            return *this;
        }
    };

    AdminGroup(CLI::App& group, AdminCommand& command, std::function<void()> chosen)
        : group_(group), command_(command), chosen_(std::move(chosen)) {}

    Added add(const char* name, const char* help, Act act, ReadsInput reads_input = ReadsInput::No) {
        auto options = std::make_shared<AdminOptions>();
        auto* added = group_.add_subcommand(name, help);
        added->callback([&command = command_, chosen = chosen_, options, act = std::move(act), reads_input] {
            command.act = [&command, options, act](Installation& installation, const std::string& input) {
                options->directory = command.directory;
                return act(installation, *options, input);
            };
            command.reads_input = reads_input == ReadsInput::Yes;
            chosen();
        });
        return {added, std::move(options)};
    }

private:
    CLI::App& group_;
    AdminCommand& command_;
    std::function<void()> chosen_;
};

}  // namespace bespoke::app
